/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

import java.util.Arrays;
import java.util.List;

/**
 * The counts of sets of one size over all shards. Of a sample three sums are kept of each set's counts k and their shards' scales
 * s: Σ k, Σ s·k, which estimates the number of orders without bias, and Σ s·(s−1)·k, which estimates its variance.
 */
final class SetSums {

    private final int[] counts;
    /** Null where all orders were read. */
    private final float[] scaled;

    private final float[] variances;

    private SetSums(int[] counts, float[] scaled, float[] variances) {
        this.counts = counts;
        this.scaled = scaled;
        this.variances = variances;
    }

    /**
     * Adds shards up.
     *
     * @param shards {@code int[n]} counts of n sets for each shard
     * @param scales of each shard
     */
    static SetSums of(List<int[]> shards, double[] scales) {
        int n = shards.isEmpty() ? 0 : shards.getFirst().length;
        boolean sampled = Arrays.stream(scales).anyMatch(scale -> scale > 1);
        SetSums sums = new SetSums(new int[n], sampled ? new float[n] : null, sampled ? new float[n] : null);
        for (int s = 0; s < scales.length; s++) {
            sums.add(shards.get(s), scales[s]);
        }
        return sums;
    }

    private void add(int[] shard, double scale) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += shard[i];
            if (scaled != null) {
                scaled[i] += (float) (scale * shard[i]);
                variances[i] += (float) (scale * (scale - 1) * shard[i]);
            }
        }
    }

    /** How fast the greatest counts fall, as {@link SamplingInterval#tail}. */
    double tail() {
        return SamplingInterval.tail(counts);
    }

    /** Orders read that hold a set. */
    int counted(int set) {
        return counts[set];
    }

    /** How many orders hold it, by what was read. */
    double estimate(int set) {
        return scaled == null ? counts[set] : scaled[set];
    }

    /** The variance of the estimate for small shares; 0 where all orders were read. */
    double variance(int set) {
        return variances == null ? 0 : variances[set];
    }
}
