/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.util.List;

/**
 * Recommendations and what became of them.
 *
 * @param pairs all that were recommended
 * @param hits {@code double[2]} for each held-back order, the same orders for every recommender
 */
record Judged(String name, Split split, List<Pair> pairs, List<double[]> hits) {

    /** Ranks that count as recommended, for all but hits. */
    static final int TOP = 5;

    /**
     * A recommendation.
     *
     * @param anchor index of the anchor
     * @param rank from 1
     * @param observed held-back orders with both
     * @param expected of them, if both were independent
     */
    record Pair(int anchor, int rank, Partner partner, int observed, double expected) {}

    /** What a pair adds to a sum. */
    @FunctionalInterface
    interface Value {
        double of(Pair pair);
    }

    /** {@code double[anchors]}: sums over the first five of each anchor. */
    double[] byAnchor(Value value) {
        double[] sums = new double[split.anchors().size()];
        for (Pair pair : pairs) {
            if (pair.rank() <= TOP) {
                sums[pair.anchor()] += value.of(pair);
            }
        }
        return sums;
    }

    /** {@code double[anchors]}: held-back orders with each anchor. */
    double[] purchases() {
        return split.anchors().stream()
                .mapToDouble(anchor -> split.held().count(anchor))
                .toArray();
    }

    /** Different items among the first five of all anchors. */
    long distinct() {
        return pairs.stream()
                .filter(pair -> pair.rank() <= TOP)
                .map(pair -> pair.partner().item())
                .distinct()
                .count();
    }

    /** {@code double[orders]}: the share of items found again within the first five, or ten. */
    double[] hitRates(boolean five) {
        return hits.stream().mapToDouble(hit -> hit[five ? 0 : 1]).toArray();
    }
}
