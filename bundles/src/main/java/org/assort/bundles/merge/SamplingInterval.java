/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

import java.util.Arrays;
import org.assort.bundles.stats.BetaBinomial;

/**
 * Where the number of orders that hold a set is with 95%, when a sample of the anchor's orders was read and the set was shown
 * because many of them hold it.
 *
 * <p>Who wins a comparison of samples has been lucky more often than not, so an interval around what the sample says covers less
 * than it promises. An interval from the distribution of the true value, given the sample, covers the same whoever is shown
 * (Dawid 1994, "Selection paradoxes of Bayesian inference"); the distribution that it starts from is taken from the other sets
 * of the same anchor (Efron 2011, "Tweedie's formula and selection bias"). Shares of sets fall as a power: those above p are as
 * p^−a, a by Hill's estimator (Hill 1975) from the greatest counts. So of n orders read that hold the set k times, the share in
 * the others is a beta distribution of k − a and n − k + 1, and how many of the m others hold it is beta-binomial; the naive
 * interval is about that of a = 0.
 */
final class SamplingInterval {

    /** How many of the greatest counts say how fast they fall. */
    static final int GREATEST = 32;

    private static final double TAIL = 0.029;
    private static final double NORMAL = 1.8957;
    /** The least that is left of a count, as a share and as a number. */
    private static final double LEFT = 0.2;

    private static final double LEAST_ALPHA = 0.3;

    private SamplingInterval() {}

    /**
     * Hill's estimate of the power a by which the greatest counts fall; 0 where there are too few to tell.
     *
     * @param counts {@code int[n]} of all sets of one size
     */
    static double tail(int[] counts) {
        int[] greatest =
                Arrays.stream(counts).filter(count -> count > 0).sorted().toArray();
        int size = Math.min(GREATEST, greatest.length);
        if (size < 2) {
            return 0;
        }
        // Counts are whole, so the least of them stands for some that are a little less.
        double least = greatest[greatest.length - size] - 0.5;
        double sum = 0;
        for (int i = greatest.length - size; i < greatest.length; i++) {
            sum += Math.log(greatest[i] / least);
        }
        return size / sum;
    }

    /**
     * The orders not read that hold a set.
     *
     * @param hits k, by what was read; not whole where shards read different shares
     * @param read n
     * @param unread m
     * @param tail a
     */
    static BetaBinomial.Interval of(double hits, double read, long unread, double tail) {
        double alpha = Math.max(LEAST_ALPHA, hits - Math.min(tail, hits * (1 - LEFT)));
        return new BetaBinomial(unread, alpha, Math.max(0, read - hits) + 1).middle(TAIL, NORMAL);
    }
}
