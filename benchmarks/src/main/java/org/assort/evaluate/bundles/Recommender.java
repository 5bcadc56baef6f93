/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Recommends by the orders that were mined. */
interface Recommender {

    /** Partners of an anchor that are asked for. */
    int SIZE = 10;

    /** In one or a few words. */
    String name();

    /** By anchor up to {@link #SIZE} partners, the best first. */
    Map<String, List<Partner>> recommend(List<String> anchors) throws IOException;
}
