/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.stats;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import org.junit.Test;

/** The functions against values of tables and against what defines them. */
public final class DistributionTests extends RandomizedTest {

    @Test
    public void gammaFunction() {
        assertEquals(0.5 * Math.log(Math.PI), GammaFunction.logGamma(0.5), 1e-13);
        assertEquals(Math.log(3_628_800), GammaFunction.logGamma(11), 1e-12);
        assertEquals(-0.5772156649015329, GammaFunction.digamma(1), 1e-12);
        assertEquals(Math.PI * Math.PI / 6, GammaFunction.trigamma(1), 1e-11);
    }

    @Test
    @Repeat(iterations = 200)
    public void derivatives() {
        double x = Math.exp(randomDouble() * 10 - 3);
        double step = x * 1e-5;
        assertEquals(
                (GammaFunction.logGamma(x + step) - GammaFunction.logGamma(x - step)) / (2 * step),
                GammaFunction.digamma(x),
                1e-4 * (1 + Math.abs(GammaFunction.digamma(x))));
        assertEquals(
                (GammaFunction.digamma(x + step) - GammaFunction.digamma(x - step)) / (2 * step),
                GammaFunction.trigamma(x),
                1e-4 * GammaFunction.trigamma(x));
    }

    /** Half of the points of the chi-squared distribution with 2, 10 and 200 degrees of freedom. */
    @Test
    public void quantilesOfTables() {
        assertEquals(0.102587 / 2, GammaFunction.quantile(1, 0.05, -1.645), 1e-6);
        assertEquals(3.940299 / 2, GammaFunction.quantile(5, 0.05, -1.645), 1e-6);
        assertEquals(168.278554 / 2, GammaFunction.quantile(100, 0.05, -1.645), 1e-5);
        assertEquals(18.307038 / 2, GammaFunction.quantile(5, 0.95, 1.645), 1e-6);
    }

    @Test
    @Repeat(iterations = 500)
    public void aQuantileHasItsShareBelow() {
        double shape = Math.exp(randomDouble() * 16 - 3);
        double share = randomBoolean() ? 0.05 : 0.001 + 0.998 * randomDouble();
        double x = GammaFunction.quantile(shape, share, -1.645);
        assertEquals("shape " + shape, share, GammaFunction.lower(shape, x), 1e-7);
    }

    @Test
    public void wilson() {
        // Newcombe 1998, table I: 81 of 263 and 15 of 148, and 0 of 20.
        assertEquals(0.2553, Wilson.lower(81, 263, 1.96), 5e-5);
        assertEquals(0.0624, Wilson.lower(15, 148, 1.96), 5e-5);
        assertEquals(0, Wilson.lower(0, 20, 1.96), 1e-12);
        assertEquals(0, Wilson.lower(0, 0, 1.96), 0);
    }

    /** The ends by the sums that define them: a number is within when half of it is. */
    @Test
    @Repeat(iterations = 300)
    public void theMiddleOfABetaBinomial() {
        int trials = randomIntBetween(0, 400);
        double alpha = 0.3 + randomDouble() * 50;
        double beta = 0.3 + randomDouble() * 200;
        BetaBinomial.Interval interval = new BetaBinomial(trials, alpha, beta).middle(0.025, 1.96);
        double below = 0;
        double within = 0;
        for (int u = 0; u <= trials; u++) {
            double share =
                    Math.exp(logChoose(trials, u) + logBeta(alpha + u, beta + trials - u) - logBeta(alpha, beta));
            double middle = below + share / 2;
            boolean is = u >= interval.low() && u <= interval.high();
            if (Math.abs(middle - 0.025) > 1e-9 && Math.abs(middle - 0.975) > 1e-9) {
                // Where one number is nearly all there is, it is the interval.
                assertTrue("at " + u + " of " + interval, is == (middle > 0.025 && middle < 0.975) || share > 0.9);
            }
            below += share;
            within += is ? share : 0;
        }
        assertEquals(1, below, 1e-9);
        assertTrue(within > 0.8);
    }

    private static double logChoose(int n, int k) {
        return GammaFunction.logGamma(n + 1.0) - GammaFunction.logGamma(k + 1.0) - GammaFunction.logGamma(n - k + 1.0);
    }

    private static double logBeta(double a, double b) {
        return GammaFunction.logGamma(a) + GammaFunction.logGamma(b) - GammaFunction.logGamma(a + b);
    }

    @Test
    public void farTooManyToSum() {
        BetaBinomial.Interval interval = new BetaBinomial(10_000_000, 2_000, 8_000).middle(0.025, 1.96);
        assertEquals(2_000_000, (interval.low() + interval.high()) / 2, 1);
        assertEquals(2 * 1.96 * 40_000, interval.high() - interval.low(), 500);
    }
}
