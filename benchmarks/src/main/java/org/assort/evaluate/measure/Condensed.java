/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import java.util.List;

/**
 * A measure of the condensed list: what nobody judged is taken out of the ranking first (Sakai 2007). Where judgments
 * are few, it does not take what is new for what is bad. The ranking should reach further down than the measure's depth.
 */
public record Condensed(ListMeasure measure) implements ListMeasure {

    @Override
    public double of(List<String> ranking, Judgments judgments) {
        return measure.of(ranking.stream().filter(judgments::isJudged).toList(), judgments);
    }
}
