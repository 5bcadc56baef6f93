/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** Coverage, novelty and pins, as a user sees them. */
public final class TermTests extends RandomizedTest {

    private static Objective objective(double lambda, double novelty, int pinned, Coverage... coverages) {
        return new Objective(
                Method.MMR,
                new Tradeoff.Fixed(lambda),
                RelevanceWeights.DEFAULT,
                MissingVector.NEUTRAL,
                0,
                List.of(coverages),
                novelty,
                List.of(),
                pinned);
    }

    private static Candidates candidates(float[] scores, double[] popularity, int cardinality, int[]... values) {
        return new Candidates(
                scores,
                new VectorTable(0, scores.length),
                null,
                new byte[0][],
                List.of(FieldValues.of(values, cardinality)),
                popularity,
                null);
    }

    private static int[] order(Candidates candidates, Objective objective) {
        return Diversifier.choose(candidates, objective, candidates.size()).order();
    }

    @Test
    public void aValueWearsOff() {
        // r is 1, 0.9, 0.8, 0; colours red, red, blue, none.
        Candidates four =
                candidates(new float[] {10, 9, 8, 0}, null, 2, new int[] {0}, new int[] {0}, new int[] {1}, new int[0]);
        assertArrayEquals(new int[] {0, 2, 1, 3}, order(four, objective(0.5, 0, 0, new Coverage.Decay(0, 1, 0.5))));
        assertArrayEquals(new int[] {0, 1, 2, 3}, order(four, objective(0.5, 0, 0, new Coverage.Decay(0, 1, 1))));
        Choice choice = Diversifier.choose(four, objective(0.5, 0, 0, new Coverage.Decay(0, 1, 0.5)), 4);
        assertEquals(0.45, choice.step(2).coverages()[0], 1e-6);
        assertEquals(0, choice.step(3).coverages()[0], 0);
    }

    /** r · (1 + 1/4) / 2 for a product of two values, one of them already there twice. */
    @Test
    public void theMeanOverValuesCounts() {
        Candidates three = candidates(new float[] {2, 2, 2}, null, 2, new int[] {0}, new int[] {0}, new int[] {1, 0});
        Choice choice = Diversifier.choose(three, objective(0.5, 0, 2, new Coverage.Decay(0, 1, 0.5)), 3);
        assertArrayEquals(new int[] {0, 1, 2}, choice.order());
        assertEquals(0.625, choice.step(2).coverages()[0], 1e-15);
    }

    /** At every length each value has its share, to a product or two. */
    @Test
    @Repeat(iterations = 50)
    public void aTargetIsKeptAtEveryLength() {
        int values = randomIntBetween(2, 4);
        double[] shares = new double[values];
        Arrays.setAll(shares, v -> 0.2 + randomDouble());
        double sum = Arrays.stream(shares).sum();
        Arrays.setAll(shares, v -> shares[v] / sum);
        int each = 100;
        int n = values * each;
        int[][] ordinals = new int[n][];
        Arrays.setAll(ordinals, i -> new int[] {i / each});
        float[] flat = new float[n];
        Candidates many = candidates(flat, null, values, ordinals);
        int[] order = order(many, objective(1, 0, 0, new Coverage.Target(0, 1, shares)));
        int[] counts = new int[values];
        for (int p = 0; p < each; p++) {
            counts[order[p] / each]++;
            for (int v = 0; v < values; v++) {
                assertEquals(shares[v] * (p + 1), counts[v], 1.7);
            }
        }
    }

    @Test
    @Repeat(iterations = 200)
    public void aTargetIsTheGainInTheCalibration() {
        double[] shares = Instances.shares(getRandom(), 4);
        int n = 20;
        int[][] ordinals = new int[n][];
        Arrays.setAll(
                ordinals, i -> getRandom().ints(randomIntBetween(0, 2), 0, 4).toArray());
        FieldValues values = FieldValues.of(ordinals, 4);
        TargetTerm term = new TargetTerm(values, shares);
        double[] q = new double[4];
        double greatest = 0;
        for (int i = 0; i < n; i++) {
            greatest = Math.max(greatest, gain(values, shares, q, i));
        }
        for (int chosen = 0; chosen < n; chosen++) {
            for (int i = 0; i < n; i++) {
                double expected = greatest == 0 ? 0 : gain(values, shares, q, i) / greatest;
                assertEquals(expected, term.value(i), 1e-9);
                assertTrue(term.value(i) <= 1);
            }
            term.chosen(chosen);
            add(values, q, chosen);
        }
    }

    private static void add(FieldValues values, double[] q, int i) {
        for (int k = 0; k < values.count(i); k++) {
            q[values.ordinal(i, k)] += 0.1 / values.count(i);
        }
    }

    private static double gain(FieldValues values, double[] shares, double[] q, int i) {
        double[] with = q.clone();
        add(values, with, i);
        double gain = 0;
        for (int v = 0; v < q.length; v++) {
            if (shares[v] > 0) {
                gain += shares[v]
                        * (Math.log(0.01 * shares[v] + 0.99 * with[v]) - Math.log(0.01 * shares[v] + 0.99 * q[v]));
            }
        }
        return gain;
    }

    @Test
    public void whatFewBoughtComesForward() {
        Candidates three = candidates(new float[3], new double[] {99, 9, 0}, 0, new int[0], new int[0], new int[0]);
        Choice choice = Diversifier.choose(three, objective(0.5, 1, 0), 3);
        assertArrayEquals(new int[] {2, 1, 0}, choice.order());
        assertEquals(1, choice.step(0).novelty(), 0);
        assertEquals(0.5, choice.step(1).novelty(), 1e-15);
        assertEquals(0, choice.step(2).novelty(), 0);
        Candidates unsold = candidates(new float[2], new double[2], 0, new int[0], new int[0]);
        assertEquals(
                1, Diversifier.choose(unsold, objective(0.5, 1, 0), 2).step(1).novelty(), 0);
    }

    /** Equal vectors, so that MMR alone would never take them one after the other. */
    @Test
    public void pinsKeepTheirPlaces() {
        VectorTable vectors = new VectorTable(2, 6);
        for (int i = 0; i < 6; i++) {
            vectors.set(i, i < 4 ? new byte[] {127, 0} : new byte[] {0, 127});
        }
        float[] scores = {6, 5, 4, 3, 2, 1};
        boolean[] pinned = {false, false, false, true, false, false};
        Candidates six = new Candidates(scores, vectors, null, new byte[0][], List.of(), null, pinned);
        int[] order = order(six, objective(0.9, 0, 2));
        assertArrayEquals(new int[] {0, 1, 4, 3, 2, 5}, order);
        Choice part = Diversifier.choose(six, objective(0.9, 0, 2), 3);
        assertArrayEquals(new int[] {0, 1, 4, 3, 2, 5}, part.order());
        Choice whole = Diversifier.choose(six, objective(0.9, 0, 2), 6);
        for (int p = 0; p < 6; p++) {
            assertEquals(p == 0 || p == 1 || p == 3, whole.step(p).pinned());
        }
    }

    @Test
    public void whatTheCandidatesLackIsRefused() {
        Candidates bare = new Candidates(new float[2], new VectorTable(0, 2), null);
        assertRefused(bare, objective(0.5, 1, 0));
        assertRefused(bare, objective(0.5, 0, 0, new Coverage.Decay(0, 1, 0.5)));
        Candidates two = candidates(new float[2], null, 2, new int[] {0}, new int[] {1});
        assertRefused(two, objective(0.5, 0, 0, new Coverage.Target(0, 1, new double[] {1})));
    }

    private static void assertRefused(Candidates candidates, Objective objective) {
        assertThrows(IllegalArgumentException.class, () -> Diversifier.choose(candidates, objective, 1));
    }
}
