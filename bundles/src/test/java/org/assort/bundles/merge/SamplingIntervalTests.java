/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assort.bundles.AnchorCounts;
import org.assort.bundles.MinerSettings;
import org.junit.Test;

/**
 * What is said of counts that were not wholly read, in 10,000 random cases: an anchor, partners that sell by some law, shards that
 * read different shares, and of all partners those told that look best.
 */
public final class SamplingIntervalTests extends RandomizedTest {

    private static final int CASES = 10_000;
    private static final int SHOWN = 10;

    /** Orders with an anchor on some shards: how many, how many of them were read, and what they hold. */
    private static final class Case {
        private final Random random;
        private final int shards;
        private final int[] orders;
        private final int[] read;
        /** By partner and shard. */
        private final int[][] truth;

        Case(Random random) {
            this.random = random;
            this.shards = random.nextBoolean() ? 1 : 2 + random.nextInt(4);
            double size = logUniform(100, 20_000);
            double share = 0.02 + 0.9 * random.nextDouble();
            this.orders = new int[shards];
            this.read = new int[shards];
            for (int s = 0; s < shards; s++) {
                orders[s] = Math.max(1, (int) (size / shards * (0.8 + 0.4 * random.nextDouble())));
                read[s] = Math.max(1, (int) (orders[s] * share * (0.8 + 0.2 * random.nextDouble())));
            }
            int partners = (int) logUniform(20, 800);
            double power = 0.3 + 1.2 * random.nextDouble();
            double greatest = logUniform(0.01, 0.5);
            double noise = random.nextDouble();
            this.truth = new int[partners][shards];
            for (int i = 0; i < partners; i++) {
                double rate =
                        Math.min(0.9, greatest * Math.pow(i + 1.0, -power) * Math.exp(noise * random.nextGaussian()));
                for (int s = 0; s < shards; s++) {
                    double more = rate * orders[s] * Math.exp(0.2 * random.nextGaussian());
                    truth[i][s] = Math.min(orders[s], (int) (more + random.nextDouble()));
                }
            }
        }

        private double logUniform(double from, double to) {
            return from * Math.pow(to / from, random.nextDouble());
        }

        List<AnchorCounts> counts() {
            List<AnchorCounts> counts = new ArrayList<>();
            List<String> names =
                    IntStream.range(0, truth.length).mapToObj(Integer::toString).toList();
            for (int s = 0; s < shards; s++) {
                int[] pairs = new int[truth.length];
                for (int i = 0; i < pairs.length; i++) {
                    pairs[i] = drawn(truth[i][s], orders[s], read[s]);
                }
                counts.add(new AnchorCounts("a", orders[s], read[s], 0, names, pairs, 0, new int[0], new int[0]));
            }
            return counts;
        }

        /** Of so many among the orders how many are among those read, drawn without replacement. */
        private int drawn(int of, int all, int sample) {
            int hits = 0;
            int left = sample;
            for (int i = 0; i < of; i++) {
                if (random.nextDouble() * (all - i) < left) {
                    hits++;
                    left--;
                }
            }
            return hits;
        }

        long truth(String partner) {
            return Arrays.stream(truth[Integer.parseInt(partner)]).sum();
        }
    }

    @Test
    public void theBoundAlwaysHoldsAndTheIntervalAsOftenAsItSays() {
        MinerSettings settings = new MinerSettings(2, 2, 5, 32, 32, 1, 1_000);
        int cases = 0;
        int covered = 0;
        int bounds = 0;
        while (cases < CASES) {
            Case random = new Case(getRandom());
            MinedAnchor anchor = MinedAnchor.merge(settings, "a", random.counts());
            int shown = Math.min(SHOWN, anchor.partners().size());
            for (int i = 0; i < shown; i++) {
                long truth = random.truth(anchor.partners().get(i));
                Estimate estimate = anchor.estimate(i);
                assertTrue(estimate + " for " + truth, estimate.least() <= truth && truth <= estimate.most());
                assertTrue(Math.abs(truth - estimate.count()) <= estimate.errorBound());
                bounds++;
            }
            if (shown > 0) {
                // One of each case, so that cases are independent.
                int i = randomInt(shown - 1);
                long truth = random.truth(anchor.partners().get(i));
                Estimate estimate = anchor.estimate(i);
                covered += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
                cases++;
            }
        }
        System.out.println("the interval covers " + covered + " of " + cases + " cases, the error bound holds in "
                + bounds + " of " + bounds);
        assertTrue("covered " + covered, covered >= 0.935 * CASES && covered <= 0.965 * CASES);
    }

    @Test
    public void nothingIsUncertainWhereAllWasRead() {
        MinerSettings settings = new MinerSettings(2, 2, 1, 2, 2, 1, 1_000);
        AnchorCounts all =
                new AnchorCounts("a", 7, 7, 0, List.of("b", "c"), new int[] {3, 4}, 0, new int[0], new int[0]);
        MinedAnchor anchor = MinedAnchor.merge(settings, "a", List.of(all, all));
        assertEquals(List.of("c", "b"), anchor.partners());
        assertEquals(new Estimate(8, 8, 8, 8, 8), anchor.estimate(0));
        assertEquals(0, anchor.estimate(0).errorBound());
    }
}
