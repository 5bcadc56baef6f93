/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.stats;

/**
 * How many of some more trials succeed when the chance of success is a beta distribution of what was seen so far.
 *
 * @param trials at least 0
 * @param alpha above 0
 * @param beta above 0
 */
public record BetaBinomial(long trials, double alpha, double beta) {

    /** Standard deviations that are summed over on each side. */
    private static final double WIDE = 12;
    /** From here on the normal distribution is near enough, and a sum would take long. */
    private static final double NORMAL_FROM = 500;

    /**
     * An interval.
     *
     * @param low included
     * @param high included
     */
    public record Interval(double low, double high) {}

    private double mean() {
        return trials * alpha / (alpha + beta);
    }

    private double deviation() {
        double sum = alpha + beta;
        return Math.sqrt(mean() * (beta / sum) * ((sum + trials) / (sum + 1)));
    }

    /**
     * The middle of the distribution, by mid-P: the number at an end counts half, so that on average the interval holds what it
     * says, where whole numbers would hold more (Berry and Armitage 1995, "Mid-P confidence intervals: a brief review").
     *
     * @param tail the share left out on each side, below 0.5
     * @param normal the same of the normal distribution, in standard deviations
     */
    public Interval middle(double tail, double normal) {
        double deviation = deviation();
        if (deviation > NORMAL_FROM) {
            return new Interval(mean() - normal * deviation, mean() + normal * deviation);
        }
        long from = (long) Math.max(0, Math.floor(mean() - WIDE * deviation - WIDE));
        double share = share(from);
        double below = 0;
        double low = Double.NaN;
        double high = from;
        for (long u = from; u <= trials; u++) {
            double middle = below + share / 2;
            if (middle > 1 - tail) {
                break;
            }
            if (Double.isNaN(low) && middle >= tail) {
                low = u;
            }
            high = u;
            below += share;
            share *= (trials - u) / (u + 1.0) * ((alpha + u) / (beta + trials - u - 1));
        }
        return new Interval(Double.isNaN(low) ? high : low, high);
    }

    /** P(u), by the ratio of beta functions. */
    private double share(long u) {
        double ways = GammaFunction.logGamma(trials + 1.0)
                - GammaFunction.logGamma(u + 1.0)
                - GammaFunction.logGamma(trials - u + 1.0);
        return Math.exp(ways + logBeta(alpha + u, beta + trials - u) - logBeta(alpha, beta));
    }

    private static double logBeta(double a, double b) {
        return GammaFunction.logGamma(a) + GammaFunction.logGamma(b) - GammaFunction.logGamma(a + b);
    }
}
