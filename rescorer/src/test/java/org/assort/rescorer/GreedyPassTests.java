/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** The pass with any terms plugged in. */
public final class GreedyPassTests extends RandomizedTest {

    /** Halves a candidate's value each time one of its colour is chosen. */
    private static final class Fading implements Term {
        private final int[] colours;
        private final double[] worth;

        Fading(int[] colours) {
            this.colours = colours;
            this.worth = new double[colours.length];
            Arrays.fill(worth, 1);
        }

        @Override
        public double value(int candidate) {
            return worth[colours[candidate]];
        }

        @Override
        public void chosen(int candidate) {
            worth[colours[candidate]] /= 2;
        }
    }

    private static int[] ascending(int n) {
        int[] pool = new int[n];
        Arrays.setAll(pool, i -> i);
        return pool;
    }

    private int[] colours(int n) {
        int[] colours = new int[n];
        Arrays.setAll(colours, i -> randomIntBetween(0, Math.min(n - 1, 4)));
        return colours;
    }

    @Test
    @Repeat(iterations = 300)
    public void skippingByBoundsChoosesAsIfAllWereEvaluated() {
        int n = randomIntBetween(1, 40);
        int k = randomIntBetween(0, n);
        double[] relevance = new double[n];
        boolean coarse = randomBoolean();
        Arrays.setAll(relevance, i -> coarse ? randomIntBetween(0, 3) / 3.0 : randomDouble());
        double lambda = randomDouble();
        int[] colours = colours(n);
        List<WeightedTerm> fast = new ArrayList<>();
        List<WeightedTerm> slow = new ArrayList<>();
        for (int t = randomIntBetween(0, 3); t > 0; t--) {
            int[] others = colours(n);
            double weight = randomDouble();
            fast.add(new WeightedTerm(weight, new Fading(others)));
            slow.add(new WeightedTerm(weight, new Fading(others)));
        }
        GreedyPass pass = new GreedyPass(relevance, lambda, new Fading(colours), fast, k, () -> {});
        int[] pool = ascending(n);
        assertEquals(n - k, pass.choose(pool, n));

        Term diversity = new Fading(colours);
        boolean[] taken = new boolean[n];
        for (int p = 0; p < k; p++) {
            int best = -1;
            double greatest = 0;
            for (int i = 0; i < n; i++) {
                double terms = diversity.value(i);
                for (WeightedTerm weighted : slow) {
                    terms += weighted.weight() * weighted.term().value(i);
                }
                double gain = (1 - lambda) * relevance[i] + lambda * terms;
                if (!taken[i] && (best < 0 || gain > greatest)) {
                    best = i;
                    greatest = gain;
                }
            }
            assertEquals(best, pass.order()[p]);
            assertEquals(greatest, pass.gains()[p], 0);
            assertEquals(diversity.value(best), pass.diversities()[p], 0);
            taken[best] = true;
            diversity.chosen(best);
            for (WeightedTerm weighted : slow) {
                weighted.term().chosen(best);
            }
        }
        for (int p = 0; p < n - k; p++) {
            assertFalse(taken[pool[p]]);
            assertTrue(p == 0 || pool[p - 1] < pool[p]);
        }
    }

    @Test
    public void noNumberEndsThePassEarly() {
        Term odd = new Term() {
            @Override
            public double value(int candidate) {
                return new double[] {Double.NEGATIVE_INFINITY, Double.NaN, 0.5}[candidate % 3];
            }

            @Override
            public void chosen(int candidate) {}
        };
        GreedyPass pass = new GreedyPass(new double[9], 0.5, odd, List.of(), 9, () -> {});
        assertEquals(0, pass.choose(ascending(9), 9));
        int[] sorted = pass.order().clone();
        assertArrayEquals(new int[] {2, 5, 8}, Arrays.copyOf(sorted, 3));
        Arrays.sort(sorted);
        assertArrayEquals(ascending(9), sorted);
    }

    @Test
    public void scoresDescendWhateverTheGains() {
        double[] gains = new double[5000];
        for (int round = 0; round < 50; round++) {
            int kind = randomIntBetween(0, 3);
            Arrays.setAll(gains, i -> switch (kind) {
                case 0 ->
                    randomFrom(List.of(Double.POSITIVE_INFINITY, 1e300, Double.NEGATIVE_INFINITY, Double.NaN, 0.0));
                case 1 -> 0;
                case 2 -> Double.NEGATIVE_INFINITY;
                default -> randomDouble();
            });
            float[] scores = Diversifier.descending(gains);
            for (int p = 0; p < scores.length; p++) {
                assertTrue(Float.isFinite(scores[p]));
                assertTrue(p == 0 || scores[p] < scores[p - 1]);
            }
        }
        assertArrayEquals(new float[] {3, 2, 1}, Diversifier.descending(new double[] {3, 2, 1}), 0f);
    }

    @Test
    public void weightsOfTermsAreChecked() {
        Term term = new Fading(new int[1]);
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new WeightedTerm(bad, term));
        }
    }
}
