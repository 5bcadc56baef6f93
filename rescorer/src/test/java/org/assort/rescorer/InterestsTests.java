/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.Arrays;
import org.junit.Test;

/** Tastes found again. */
public final class InterestsTests extends RandomizedTest {

    private static final int DIMENSION = 64;

    /** A product of each taste in turn: its direction, the length of which is {@code strength}, and noise of length 1. */
    private byte[][] products(int n, int tastes, double strength) {
        byte[][] codes = new byte[n][];
        for (int i = 0; i < n; i++) {
            float[] vector = Instances.gaussian(getRandom(), DIMENSION);
            for (int d = 0; d < DIMENSION; d++) {
                vector[d] /= 8;
            }
            vector[i % tastes] += (float) strength;
            codes[i] = VectorCodes.of(vector);
        }
        return codes;
    }

    private double[] weights(int n) {
        double[] weights = new double[n];
        Arrays.setAll(weights, i -> 0.5 + randomDouble());
        return weights;
    }

    @Test
    @Repeat(iterations = 50)
    public void eachTasteIsOneInterest() {
        int tastes = randomIntBetween(1, 5);
        int n = randomIntBetween(tastes, 60);
        byte[][] codes = products(n, tastes, 2);
        double[] weights = weights(n);
        Interests interests = Interests.of(codes, weights);
        assertEquals(tastes, interests.codes().length);
        double[] expected = new double[tastes];
        for (int i = 0; i < n; i++) {
            expected[i % tastes] += weights[i] / Arrays.stream(weights).sum();
        }
        boolean[] seen = new boolean[tastes];
        for (int c = 0; c < tastes; c++) {
            int member = Arrays.asList(codes).indexOf(interests.codes()[c]);
            assertEquals(expected[member % tastes], interests.weights()[c], 1e-12);
            assertTrue(c == 0 || interests.weights()[c] <= interests.weights()[c - 1]);
            seen[member % tastes] = true;
            assertMedoid(codes, weights, tastes, member);
        }
        for (boolean taste : seen) {
            assertTrue(taste);
        }
    }

    private static void assertMedoid(byte[][] codes, double[] weights, int tastes, int medoid) {
        double its = 0;
        double best = 0;
        for (int i = medoid % tastes; i < codes.length; i += tastes) {
            double sum = 0;
            for (int j = medoid % tastes; j < codes.length; j += tastes) {
                sum += weights[j] * Oracle.cosine(codes[i], codes[j]);
            }
            best = Math.max(best, sum);
            its = i == medoid ? sum : its;
        }
        assertEquals(best, its, 1e-9);
    }

    @Test
    @Repeat(iterations = 20)
    public void thereAreNeverMoreThanFive() {
        int n = randomIntBetween(6, 200);
        byte[][] codes = products(n, randomIntBetween(6, 20), 3 * randomDouble());
        assertTrue(Interests.of(codes, weights(n)).codes().length <= 5);
    }

    @Test
    @Repeat(iterations = 30)
    public void theOrderOfProductsDoesNotMatter() {
        int n = randomIntBetween(1, 50);
        byte[][] codes = products(n, randomIntBetween(1, 8), 2 * randomDouble());
        double[] weights = weights(n);
        int[] to = Instances.permutation(getRandom(), n);
        byte[][] otherCodes = new byte[n][];
        double[] otherWeights = new double[n];
        for (int i = 0; i < n; i++) {
            otherCodes[to[i]] = codes[i];
            otherWeights[to[i]] = weights[i];
        }
        Interests one = Interests.of(codes, weights);
        Interests other = Interests.of(otherCodes, otherWeights);
        assertEquals(one.codes().length, other.codes().length);
        for (int c = 0; c < one.codes().length; c++) {
            assertSame(one.codes()[c], other.codes()[c]);
        }
        assertArrayEquals(one.weights(), other.weights(), 1e-12);
    }

    @Test
    public void copiesAreOne() {
        byte[] east = {127, 0};
        byte[] north = {0, 127};
        Interests interests = Interests.of(new byte[][] {north, east, east, east.clone()}, new double[] {1, 1, 1, 2});
        assertArrayEquals(new byte[][] {east, north}, interests.codes());
        assertArrayEquals(new double[] {0.8, 0.2}, interests.weights(), 1e-15);
    }

    @Test
    public void weightsSayWhatCounts() {
        byte[] east = {127, 0};
        byte[] north = {0, 127};
        assertArrayEquals(
                new byte[][] {north},
                Interests.of(new byte[][] {east, north}, new double[] {0, 1e-300})
                        .codes());
        assertEquals(0, Interests.of(new byte[][] {east}, new double[1]).codes().length);
        assertEquals(0, Interests.of(new byte[0][], new double[0]).codes().length);
        double huge = Double.MAX_VALUE;
        assertArrayEquals(
                new double[] {0.5, 0.5},
                Interests.of(new byte[][] {east, north}, new double[] {huge, huge})
                        .weights(),
                0);
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> Interests.of(new byte[][] {east}, new double[] {bad}));
        }
        assertThrows(IllegalArgumentException.class, () -> Interests.of(new byte[][] {new byte[2]}, new double[] {1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> Interests.of(new byte[][] {east, new byte[] {1, 2, 3}}, new double[] {1, 1}));
        assertThrows(IllegalArgumentException.class, () -> Interests.of(new byte[][] {east}, new double[2]));
    }
}
