/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.stats;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Intervals by the percentile bootstrap: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13. The
 * rounds are drawn anew with replacement, the statistic is taken of each draw, and the interval is where the middle 95%
 * of those fall.
 *
 * <p>The draws come from the seed alone: the same values give the same interval. Safe for use by several threads.
 */
public final class Bootstrap {

    private static final double TAIL = 0.025;
    private static final int FEWEST_ROUNDS = 10;

    private final int resamples;
    private final long seed;

    /**
     * @param resamples number of draws, at least 100; 10,000 leave no visible noise of their own
     */
    public Bootstrap(int resamples, long seed) {
        if (resamples < 100) {
            throw new IllegalArgumentException("[resamples] must be at least 100, got [" + resamples + "]");
        }
        this.resamples = resamples;
        this.seed = seed;
    }

    /** The median of {@code rounds} and its 95% interval. */
    public Estimate ofMedian(double[] rounds) {
        return of(rounds, draw -> Sample.of(draw).median());
    }

    /** The mean of {@code rounds} and its 95% interval. */
    public Estimate ofMean(double[] rounds) {
        return of(rounds, draw -> Arrays.stream(draw).average().orElseThrow());
    }

    /**
     * The sum of {@code above} over that of {@code below}, and its 95% interval. The two belong together round by
     * round. Infinite where {@code below} sums to 0.
     *
     * @param above one value a round, not below 0
     * @param below as many
     */
    public Estimate ofRatio(double[] above, double[] below) {
        if (above.length != below.length) {
            throw new IllegalArgumentException(
                    "[below] must have " + above.length + " values, got [" + below.length + "]");
        }
        // A draw without anything below has no ratio: infinite, so that it lies at the interval's far end.
        return of(above.length, rounds -> {
            double whole = sum(below, rounds);
            return whole == 0 ? Double.POSITIVE_INFINITY : sum(above, rounds) / whole;
        });
    }

    private static double sum(double[] values, int[] rounds) {
        double sum = 0;
        for (int round : rounds) {
            sum += values[round];
        }
        return sum;
    }

    /**
     * Any statistic of rounds and its 95% interval, in O(resamples · statistic).
     *
     * @param rounds one value a round, at least ten: below that the interval is too narrow
     * @param statistic must not keep or change the array
     */
    public Estimate of(double[] rounds, ToDoubleFunction<double[]> statistic) {
        double[] draw = new double[rounds.length];
        return of(rounds.length, drawn -> {
            Arrays.setAll(draw, i -> rounds[drawn[i]]);
            return statistic.applyAsDouble(draw);
        });
    }

    /**
     * The same for rounds of several values each.
     *
     * @param rounds how many there are, at least ten
     * @param statistic of the numbers of the rounds drawn, from 0; must not keep or change the array
     */
    public Estimate of(int rounds, ToDoubleFunction<int[]> statistic) {
        if (rounds < FEWEST_ROUNDS) {
            throw new IllegalArgumentException("[rounds] must be at least " + FEWEST_ROUNDS + ", got [" + rounds + "]");
        }
        Random random = new Random(seed);
        int[] draw = new int[rounds];
        double[] statistics = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            Arrays.setAll(draw, j -> random.nextInt(rounds));
            statistics[i] = statistic.applyAsDouble(draw);
        }
        Sample sample = Sample.of(statistics);
        Arrays.setAll(draw, j -> j);
        return new Estimate(statistic.applyAsDouble(draw), sample.quantile(TAIL), sample.quantile(1 - TAIL), rounds);
    }
}
