/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.stats;

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

    /**
     * Any statistic of rounds and its 95% interval, in O(resamples · statistic).
     *
     * @param rounds one value a round, at least ten: below that the interval is too narrow
     * @param statistic must not keep or change the array
     */
    public Estimate of(double[] rounds, ToDoubleFunction<double[]> statistic) {
        if (rounds.length < FEWEST_ROUNDS) {
            throw new IllegalArgumentException(
                    "[rounds] must be at least " + FEWEST_ROUNDS + ", got [" + rounds.length + "]");
        }
        Random random = new Random(seed);
        double[] draw = new double[rounds.length];
        double[] statistics = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            for (int j = 0; j < draw.length; j++) {
                draw[j] = rounds[random.nextInt(rounds.length)];
            }
            statistics[i] = statistic.applyAsDouble(draw);
        }
        Sample sample = Sample.of(statistics);
        return new Estimate(
                statistic.applyAsDouble(rounds), sample.quantile(TAIL), sample.quantile(1 - TAIL), rounds.length);
    }
}
