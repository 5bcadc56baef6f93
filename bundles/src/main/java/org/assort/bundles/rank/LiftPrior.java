/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import org.assort.bundles.stats.GammaFunction;

/**
 * The gamma distribution that lifts are taken to come from before they are counted: DuMouchel (1999), "Bayesian Data Mining in
 * Large Frequency Tables". A count n where independence expects E is Poisson with mean lift · E, so that the lift, once n is
 * known, is a gamma of shape + n and rate + E. Its lower bound is that distribution's 5% point, which shrinks lifts of few orders
 * most.
 *
 * @param shape above 0
 * @param rate above 0
 * @param pairs how many counted pairs it was fitted to; 0 for the one taken where there are too few
 */
public record LiftPrior(double shape, double rate, int pairs) {

    /** What is taken where there are too few pairs to fit one. */
    public static final LiftPrior DEFAULT = new LiftPrior(1, 1, 0);

    /** The normal distribution's 5% point, below the mean. */
    static final double NORMAL = 1.6448536269514722;

    private static final double SHARE = 0.05;

    /**
     * The lift that lies above this with 95%.
     *
     * @param count orders that hold both parts
     * @param expected orders that would if the parts were independent
     */
    double lowerBound(double count, double expected) {
        return GammaFunction.quantile(shape + count, SHARE, -NORMAL) / (rate + expected);
    }

    /** The mean of the lift once the count is known; above {@link #lowerBound}. */
    double mean(double count, double expected) {
        return (shape + count) / (rate + expected);
    }
}
