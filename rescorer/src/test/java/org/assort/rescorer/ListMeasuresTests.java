/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.Arrays;
import org.junit.Test;

/** Measures of a list. */
public final class ListMeasuresTests extends RandomizedTest {

    /** East, north, east again, west, and one without a vector. */
    private static VectorTable five() {
        VectorTable vectors = new VectorTable(2, 5);
        vectors.set(0, new byte[] {127, 0});
        vectors.set(1, new byte[] {0, 127});
        vectors.set(2, new byte[] {64, 0});
        vectors.set(3, new byte[] {-1, 0});
        return vectors;
    }

    private static void assertMeasures(ListMeasures measures, double intraList, double nearest, double discounted) {
        assertEquals(intraList, measures.intraListDistance(), 1e-15);
        assertEquals(nearest, measures.nearestPairDistance(), 0);
        assertEquals(discounted, measures.discountedRelevance(), 1e-15);
    }

    @Test
    public void knownLists() {
        int[] order = {3, 4, 1, 0, 2};
        double[] relevance = {0.25, 0.5, 0.125, 1, 0.75};
        double discounted = 1 + 0.75 / (Math.log(3) / Math.log(2));
        assertMeasures(ListMeasures.of(order, 0, five(), relevance), Double.NaN, Double.NaN, 0);
        assertMeasures(ListMeasures.of(order, 1, five(), relevance), Double.NaN, Double.NaN, 1);
        assertMeasures(ListMeasures.of(order, 2, five(), relevance), Double.NaN, Double.NaN, discounted);
        discounted += 0.5 / 2;
        assertMeasures(ListMeasures.of(order, 3, five(), relevance), 1, 1, discounted);
        discounted += 0.25 / (Math.log(5) / Math.log(2));
        assertMeasures(ListMeasures.of(order, 4, five(), relevance), (1 + 2 + 1) / 3.0, 1, discounted);
        discounted += 0.125 / (Math.log(6) / Math.log(2));
        assertMeasures(ListMeasures.of(order, 5, five(), relevance), (1 + 2 + 1 + 2 + 1 + 0) / 6.0, 0, discounted);
        assertEquals(
                ListMeasures.of(order, 5, five(), relevance),
                ListMeasures.of(order, Integer.MAX_VALUE, five(), relevance));
        VectorTable none = new VectorTable(0, 5);
        assertThrows(IllegalArgumentException.class, () -> ListMeasures.of(order, -1, none, relevance));
    }

    @Test
    @Repeat(iterations = 100)
    public void equalTheDefinitions() {
        Candidates candidates = Instances.awkward(getRandom(), randomIntBetween(0, 40));
        int n = candidates.size();
        int depth = randomIntBetween(0, n);
        int[] order = Instances.permutation(getRandom(), n);
        double[] relevance = new double[n];
        Arrays.setAll(relevance, i -> randomDouble());
        ListMeasures measures = ListMeasures.of(order, depth, candidates.vectors(), relevance);
        double sum = 0;
        double count = 0;
        double nearest = Double.NaN;
        double discounted = 0;
        for (int i = 1; i <= depth; i++) {
            discounted += relevance[order[i - 1]] * Math.log(2) / Math.log(i + 1);
            for (int j = i + 1; j <= depth; j++) {
                byte[] a = candidates.vectors().codes(order[i - 1]);
                byte[] b = candidates.vectors().codes(order[j - 1]);
                if (a != null && b != null) {
                    double distance = 1 - Oracle.cosine(a, b);
                    sum += distance;
                    count++;
                    nearest = nearest <= distance ? nearest : distance;
                }
            }
        }
        assertEquals(sum / count, measures.intraListDistance(), 1e-12);
        assertEquals(nearest, measures.nearestPairDistance(), 0);
        assertEquals(discounted, measures.discountedRelevance(), 1e-12);
    }
}
