/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import org.assort.bundles.stats.GammaFunction;

/**
 * Fits a {@link LiftPrior} by maximum likelihood: under a gamma of shape a and rate b a count is negative binomial, and the
 * logarithm of its likelihood is
 *
 * <pre>L = Σ ln Γ(a + n) − ln Γ(a) + a·ln b − (a + n)·ln(b + E) + what does not depend on a and b</pre>
 *
 * <p>Newton's method in ln a and ln b, from the moments of n / E, a step halved until L rises.
 */
final class PriorFit {

    /** Fewer pairs than this are no sample to fit to. */
    static final int LEAST_PAIRS = 500;

    private static final int MOST_STEPS = 100;
    private static final double PRECISION = 1e-9;
    /** Beyond these the distribution is a point for all purposes. */
    private static final double MOST_LOG = 12;

    private final double[] counts;
    private final double[] expected;

    private PriorFit(double[] counts, double[] expected) {
        this.counts = counts;
        this.expected = expected;
    }

    /**
     * The prior that makes the counts most likely; {@link LiftPrior#DEFAULT} for fewer than 500.
     *
     * @param counts {@code double[n]}
     * @param expected {@code double[n]}, above 0
     */
    static LiftPrior of(double[] counts, double[] expected) {
        return counts.length < LEAST_PAIRS ? LiftPrior.DEFAULT : new PriorFit(counts, expected).fit();
    }

    private LiftPrior fit() {
        double[] at = start();
        double best = likelihood(at[0], at[1]);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] move = move(Math.exp(at[0]), Math.exp(at[1]));
            double size = 1;
            double gain = 0;
            for (int half = 0; half < 40 && !(gain > 0); half++, size /= 2) {
                double logShape = Math.clamp(at[0] + size * move[0], -MOST_LOG, MOST_LOG);
                double logRate = Math.clamp(at[1] + size * move[1], -MOST_LOG, MOST_LOG);
                gain = likelihood(logShape, logRate) - best;
                if (gain > 0) {
                    at = new double[] {logShape, logRate};
                    best += gain;
                }
            }
            if (!(gain > PRECISION * Math.abs(best))) {
                break;
            }
        }
        return new LiftPrior(Math.exp(at[0]), Math.exp(at[1]), counts.length);
    }

    /** From mean and variance of the lifts; {ln shape, ln rate}. */
    private double[] start() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < counts.length; i++) {
            double lift = counts[i] / expected[i];
            sum += lift;
            squares += lift * lift;
        }
        double mean = Math.max(sum / counts.length, 1e-3);
        double variance = Math.max(squares / counts.length - mean * mean, mean * mean / 100);
        double rate = mean / variance;
        return new double[] {
            Math.clamp(Math.log(mean * rate), -MOST_LOG, MOST_LOG), Math.clamp(Math.log(rate), -MOST_LOG, MOST_LOG)
        };
    }

    private double likelihood(double logShape, double logRate) {
        double shape = Math.exp(logShape);
        double rate = Math.exp(logRate);
        double sum = counts.length * (shape * logRate - GammaFunction.logGamma(shape));
        for (int i = 0; i < counts.length; i++) {
            sum += GammaFunction.logGamma(shape + counts[i]) - (shape + counts[i]) * Math.log(rate + expected[i]);
        }
        return sum;
    }

    /** Newton's step in ln a and ln b; along the gradient where L is not concave. */
    private double[] move(double shape, double rate) {
        int n = counts.length;
        double byShape = n * (Math.log(rate) - GammaFunction.digamma(shape));
        double byRate = n * shape / rate;
        double twiceShape = -n * GammaFunction.trigamma(shape);
        double both = n / rate;
        double twiceRate = -n * shape / (rate * rate);
        for (int i = 0; i < n; i++) {
            double sum = rate + expected[i];
            byShape += GammaFunction.digamma(shape + counts[i]) - Math.log(sum);
            byRate -= (shape + counts[i]) / sum;
            twiceShape += GammaFunction.trigamma(shape + counts[i]);
            both -= 1 / sum;
            twiceRate += (shape + counts[i]) / (sum * sum);
        }
        double gradientA = shape * byShape;
        double gradientB = rate * byRate;
        double a = shape * shape * twiceShape + gradientA;
        double b = shape * rate * both;
        double c = rate * rate * twiceRate + gradientB;
        double determinant = a * c - b * b;
        if (a < 0 && determinant > 0) {
            return new double[] {
                (b * gradientB - c * gradientA) / determinant, (b * gradientA - a * gradientB) / determinant
            };
        }
        double length = Math.hypot(gradientA, gradientB);
        return length > 0 ? new double[] {gradientA / length, gradientB / length} : new double[2];
    }
}
