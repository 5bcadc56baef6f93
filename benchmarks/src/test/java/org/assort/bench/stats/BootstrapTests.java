/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.stats;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public class BootstrapTests extends RandomizedTest {

    /**
     * The promise of a 95% interval: of many experiments whose truth is known, it misses the truth in about 5%. 1,000
     * experiments at 4.5 to 6% (for a median of 30 the percentile bootstrap lies a little off) give a count within these
     * bounds but once in 100,000 times; intervals of 90% or of 99% do not.
     */
    @Test
    public void theIntervalMissesTheTruthInOneOfTwenty() {
        Random random = new Random(randomLong());
        double truth = 1.5;
        int misses = 0;
        for (int experiment = 0; experiment < 1000; experiment++) {
            double[] rounds = new double[30];
            Arrays.setAll(rounds, i -> truth * Math.exp(0.3 * random.nextGaussian()));
            Estimate estimate = new Bootstrap(400, random.nextLong()).ofMedian(rounds);
            misses += estimate.low() <= truth && truth <= estimate.high() ? 0 : 1;
        }
        assertTrue("the interval missed the truth in " + misses + " of 1000", misses > 17 && misses < 95);
    }

    /** For the mean of n values the normal theory says what the interval must be: 1.96 standard errors either way. */
    @Test
    public void theIntervalOfAMeanIsThatOfTheory() {
        Random random = new Random(randomLong());
        double[] rounds = new double[400];
        Arrays.setAll(rounds, i -> 10 + random.nextGaussian());
        double mean = Arrays.stream(rounds).average().orElseThrow();
        double variance = Arrays.stream(rounds)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (rounds.length - 1);
        double error = 1.96 * Math.sqrt(variance / rounds.length);
        Estimate estimate = new Bootstrap(10_000, randomLong())
                .of(rounds, draw -> Arrays.stream(draw).average().orElseThrow());
        assertEquals(mean, estimate.value(), 1e-12);
        assertEquals(mean - error, estimate.low(), 0.1 * error);
        assertEquals(mean + error, estimate.high(), 0.1 * error);
        assertEquals(400, estimate.rounds());
    }

    /** Rounds are drawn whole: where one thing is always half of the other, so is each draw. */
    @Test
    public void aRatioIsTakenOfPairs() {
        double[] below = new double[20];
        Arrays.setAll(below, i -> randomDouble());
        double[] above = Arrays.stream(below).map(value -> value / 2).toArray();
        Estimate estimate = new Bootstrap(200, randomLong()).ofRatio(above, below);
        assertEquals(0.5, estimate.value(), 1e-12);
        assertEquals(0.5, estimate.low(), 1e-12);
        assertEquals(0.5, estimate.high(), 1e-12);
    }

    @Test
    public void aRatioToNothingIsBoundless() {
        double[] below = new double[20];
        below[0] = 1;
        // A third of the draws miss the only round that has something.
        Estimate estimate = new Bootstrap(200, randomLong()).ofRatio(below, below);
        assertEquals(1, estimate.value(), 0);
        assertEquals(Double.POSITIVE_INFINITY, estimate.high(), 0);
    }

    @Test
    public void equalRoundsLeaveNoDoubt() {
        double[] rounds = new double[12];
        Arrays.fill(rounds, 0.75);
        assertEquals(new Estimate(0.75, 0.75, 0.75, 12), new Bootstrap(100, randomLong()).ofMedian(rounds));
    }

    @Test
    public void theSeedDecides() {
        double[] rounds = new double[20];
        Arrays.setAll(rounds, i -> randomGaussian());
        long seed = randomLong();
        assertEquals(new Bootstrap(200, seed).ofMedian(rounds), new Bootstrap(200, seed).ofMedian(rounds));
    }

    @Test
    public void tooFewRoundsAreRefused() {
        IllegalArgumentException refusal = null;
        try {
            Estimate unexpected = new Bootstrap(100, 1).ofMedian(new double[9]);
            fail("got " + unexpected);
        } catch (IllegalArgumentException e) {
            refusal = e;
        }
        assertEquals("[rounds] must be at least 10, got [9]", refusal.getMessage());
    }
}
