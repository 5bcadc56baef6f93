/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import org.junit.Test;

public class ListDistanceTests extends RandomizedTest {

    @Test
    public void knownLists() {
        assertEquals(0, ListDistance.of(new float[][] {}), 0);
        assertEquals(0, ListDistance.of(new float[][] {{1, 2}}), 0);
        assertEquals(0, ListDistance.of(new float[][] {{1, 2}, {2, 4}}), 1e-12);
        assertEquals(1, ListDistance.of(new float[][] {{1, 0}, {0, 3}}), 1e-12);
        assertEquals(2, ListDistance.of(new float[][] {{1, 0}, {-5, 0}}), 1e-12);
        // Pairs: 0, 1 and 1.
        assertEquals(2.0 / 3, ListDistance.of(new float[][] {{1, 0}, {1, 0}, {0, 1}}), 1e-12);
    }

    @Test
    public void aVectorWithoutDirectionIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ListDistance.of(new float[][] {{0, 0}, {1, 0}}));
        assertThrows(IllegalArgumentException.class, () -> ListDistance.of(new float[][] {{Float.NaN, 0}, {1, 0}}));
    }

    /** For unit vectors the mean over pairs follows from the length of their sum: |Σv|² = n + 2 Σ cos. */
    @Test
    @Repeat(iterations = 20)
    public void agreesWithTheLengthOfTheSum() {
        int n = randomIntBetween(2, 12);
        int d = randomIntBetween(2, 40);
        float[][] vectors = new float[n][d];
        double[] sum = new double[d];
        for (float[] vector : vectors) {
            double length = 0;
            for (int i = 0; i < d; i++) {
                vector[i] = (float) randomGaussian();
                length += vector[i] * vector[i];
            }
            for (int i = 0; i < d; i++) {
                sum[i] += vector[i] / Math.sqrt(length);
            }
        }
        double square = 0;
        for (double x : sum) {
            square += x * x;
        }
        double expected = 1 - (square - n) / (n * (n - 1.0));
        assertEquals(expected, ListDistance.of(vectors), 1e-5);
    }
}
