/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.Arrays;
import org.assort.bundles.stats.GammaFunction;
import org.junit.Test;

/** The prior of lifts is the one that its counts were drawn with, and the most likely one for any counts. */
public final class PriorFitTests extends RandomizedTest {

    /** A shape from which on a gamma distribution is a point for all that is computed with it. */
    private static final double A_POINT = 50_000;

    private static double likelihood(double shape, double rate, double[] counts, double[] expected) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += GammaFunction.logGamma(shape + counts[i])
                    - GammaFunction.logGamma(shape)
                    + shape * Math.log(rate)
                    - (shape + counts[i]) * Math.log(rate + expected[i]);
        }
        return sum;
    }

    private double poisson(double mean) {
        double sum = -Math.log(1 - randomDouble());
        int count = 0;
        while (sum < mean) {
            sum -= Math.log(1 - randomDouble());
            count++;
        }
        return count;
    }

    @Test
    public void whatWasDrawnIsFound() {
        int n = 20_000;
        double[] counts = new double[n];
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
            expected[i] = 0.2 + 20 * randomDouble();
            // A gamma of shape 2 and rate 1/2 is the sum of two exponentials of mean 2.
            double lift = -2 * (Math.log(1 - randomDouble()) + Math.log(1 - randomDouble()));
            counts[i] = poisson(lift * expected[i]);
        }
        LiftPrior prior = PriorFit.of(counts, expected);
        assertEquals(2, prior.shape(), 0.1);
        assertEquals(0.5, prior.rate(), 0.03);
        assertEquals(n, prior.pairs());
    }

    @Test
    @Repeat(iterations = 50)
    public void nothingNearIsMoreLikely() {
        int n = randomIntBetween(500, 1_500);
        double[] counts = new double[n];
        double[] expected = new double[n];
        double most = Math.exp(randomDouble() * 8);
        for (int i = 0; i < n; i++) {
            expected[i] = 0.001 + most * randomDouble();
            counts[i] =
                    randomIntBetween(1, 1 + (int) (most * Math.exp(getRandom().nextGaussian())));
        }
        LiftPrior prior = PriorFit.of(counts, expected);
        if (prior.shape() > A_POINT) {
            // All lifts are the same as far as counts can tell, so how much the same they are is not settled: their
            // mean is.
            assertEquals(
                    Arrays.stream(counts).sum() / Arrays.stream(expected).sum(), prior.shape() / prior.rate(), 0.01);
            return;
        }
        double best = likelihood(prior.shape(), prior.rate(), counts, expected);
        for (double[] other : new double[][] {{1.02, 1}, {0.98, 1}, {1, 1.02}, {1, 0.98}, {1.02, 1.02}, {0.98, 0.98}}) {
            double there = likelihood(prior.shape() * other[0], prior.rate() * other[1], counts, expected);
            assertTrue(prior + " " + best + " " + there, there <= best + 1e-6 * Math.abs(best));
        }
    }

    @Test
    public void fewPairsAndEqualOnes() {
        assertSame(LiftPrior.DEFAULT, PriorFit.of(new double[499], new double[499]));
        double[] all = new double[600];
        Arrays.fill(all, 7);
        LiftPrior prior = PriorFit.of(all, all);
        assertEquals(1, prior.shape() / prior.rate(), 0.01);
    }

    @Test
    public void fewOrdersSayLittle() {
        LiftPrior prior = new LiftPrior(1, 1, 0);
        assertTrue(prior.lowerBound(3, 0.1) < 3);
        assertTrue(prior.lowerBound(300, 10) > 20);
        assertTrue(prior.lowerBound(300, 10) < prior.mean(300, 10));
        assertTrue(prior.lowerBound(5, 10) < 1);
    }
}
