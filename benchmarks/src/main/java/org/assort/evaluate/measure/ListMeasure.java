/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import java.util.List;

/** A figure of one ranking under one query's judgments. */
@FunctionalInterface
public interface ListMeasure {

    /**
     * Takes the figure.
     *
     * @param ranking product ids, the best first, each at most once; it may be shorter than the measure's depth
     */
    double of(List<String> ranking, Judgments judgments);
}
