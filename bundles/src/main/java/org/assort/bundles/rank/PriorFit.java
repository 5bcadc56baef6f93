/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.Arrays;
import org.assort.bundles.stats.GammaFunction;

/**
 * Fits a {@link LiftPrior} by maximum likelihood: under a gamma of shape a and rate b a count is negative binomial, and the
 * logarithm of its likelihood is
 *
 * <pre>L = Σ ln Γ(a + n) − ln Γ(a) + a·ln b − (a + n)·ln(b + E) + what does not depend on a and b</pre>
 *
 * <p>Newton's method in the logarithms of the mean a / b and of the shape a, which hardly depend on each other, from the moments of
 * n / E; a step is halved until L rises.
 */
final class PriorFit {

    /** Fewer pairs than this are no sample to fit to. */
    static final int LEAST_PAIRS = 500;

    private static final int MOST_STEPS = 100;
    private static final double PRECISION = 1e-9;
    /** The least curvature that a step relies on, as a share of those along the axes. */
    private static final double FLAT = 1e-6;
    /** Beyond it, as a logarithm of the shape, the distribution is a point for all purposes. */
    private static final double MOST_LOG = 12;

    /** The share of what the slope promises that a step must bring (Armijo's rule). */
    private static final double ENOUGH = 0.1;

    private static final int MOST_HALVES = 40;
    /** The longest step: beyond it a parabola says little of L. */
    private static final double LONGEST = 2;

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
        double best = likelihood(at);
        for (int step = 0; step < MOST_STEPS; step++) {
            Step move = move(at);
            double gain = 0;
            double size = 1;
            for (int half = 0; half < MOST_HALVES && !(gain > ENOUGH * size * move.slope()); half++) {
                size = half == 0 ? 1 : size / 2;
                gain = likelihood(move.from(at, size)) - best;
            }
            if (!(gain > 0)) {
                break;
            }
            at = move.from(at, size);
            best += gain;
            if (!(move.slope() > PRECISION * Math.abs(best))) {
                break;
            }
        }
        return new LiftPrior(Math.exp(at[1]), Math.exp(at[1] - at[0]), counts.length);
    }

    /**
     * Where to go.
     *
     * @param slope by how much L rises on the whole way at the slope that it begins with
     */
    private record Step(double logMean, double logShape, double slope) {

        double[] from(double[] at, double size) {
            return new double[] {at[0] + size * logMean, Math.clamp(at[1] + size * logShape, -MOST_LOG, MOST_LOG)};
        }
    }

    /** {ln mean, ln shape}: the mean that all lifts together have, and the shape by the variance of each about it. */
    private double[] start() {
        double mean =
                Math.max(Arrays.stream(counts).sum() / Arrays.stream(expected).sum(), 1e-3);
        double squares = 0;
        for (int i = 0; i < counts.length; i++) {
            double off = counts[i] / expected[i] - mean;
            squares += off * off;
        }
        double variance = Math.max(squares / counts.length, mean * mean / 100);
        return new double[] {Math.log(mean), Math.clamp(Math.log(mean * mean / variance), -MOST_LOG, MOST_LOG)};
    }

    private double likelihood(double[] at) {
        double shape = Math.exp(at[1]);
        double logRate = at[1] - at[0];
        double rate = Math.exp(logRate);
        double sum = counts.length * (shape * logRate - GammaFunction.logGamma(shape));
        for (int i = 0; i < counts.length; i++) {
            sum += GammaFunction.logGamma(shape + counts[i]) - (shape + counts[i]) * Math.log(rate + expected[i]);
        }
        return sum;
    }

    /**
     * Newton's step; where L is not concave with both curvatures lowered until it would be, which turns the step towards the
     * gradient (Nocedal and Wright 2006, "Numerical Optimization", 3.4).
     */
    private Step move(double[] at) {
        double shape = Math.exp(at[1]);
        double rate = Math.exp(at[1] - at[0]);
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
        // By ln a and ln b, and then by ln a / b and ln a: the one is against ln b, the other along both.
        double logShape = shape * byShape;
        double logRate = rate * byRate;
        double a = shape * shape * twiceShape + logShape;
        double b = shape * rate * both;
        double c = rate * rate * twiceRate + logRate;
        return newton(-logRate, logShape + logRate, c, -(b + c), a + 2 * b + c);
    }

    /** For the gradient {x, y} and the second derivatives. */
    private static Step newton(double x, double y, double xx, double xy, double yy) {
        double greatest = (xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy);
        double lowered = Math.max(0, greatest + FLAT * (Math.abs(xx) + Math.abs(yy)));
        double p = xx - lowered;
        double q = yy - lowered;
        double determinant = p * q - xy * xy;
        double moveX = (xy * y - q * x) / determinant;
        double moveY = (xy * x - p * y) / determinant;
        double length = Math.hypot(moveX, moveY);
        double shorter = Math.min(1, LONGEST / length);
        return determinant > 0 && length > 0
                ? new Step(shorter * moveX, shorter * moveY, shorter * (moveX * x + moveY * y))
                : new Step(0, 0, 0);
    }
}
