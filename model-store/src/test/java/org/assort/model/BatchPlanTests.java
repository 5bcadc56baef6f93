/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.Arrays;
import org.junit.Test;

public class BatchPlanTests extends RandomizedTest {

    private static int[] lengths(int most) {
        int[] lengths = new int[randomIntBetween(1, most)];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = randomIntBetween(1, randomBoolean() ? 20 : 2500);
        }
        Arrays.sort(lengths);
        return lengths;
    }

    private static BatchLimits limits(int most) {
        BatchLimits like = randomBoolean() ? BatchLimits.CPU : BatchLimits.CUDA;
        return new BatchLimits(randomIntBetween(1, most), like.tokens(), like.runTokens());
    }

    @Test
    @Repeat(iterations = 50)
    public void batchesFollowEachOtherWithinTheirBounds() {
        int[] lengths = lengths(500);
        BatchLimits limits = limits(40);
        int from = randomIntBetween(0, lengths.length - 1);
        int start = from;
        for (int end : new BatchPlan(lengths, limits).ends(from)) {
            int texts = end - start;
            assertTrue(texts >= 1 && texts <= limits.texts());
            assertTrue(texts == 1 || texts * lengths[end - 1] <= limits.tokens());
            start = end;
        }
        assertEquals(lengths.length, start);
        assertEquals(0, new BatchPlan(lengths, limits).ends(lengths.length).length);
    }

    /** Against every way to cut. */
    @Test
    @Repeat(iterations = 50)
    public void noOtherCutRunsLess() {
        int[] lengths = lengths(12);
        BatchLimits limits = limits(12);
        long least = Long.MAX_VALUE;
        for (int cuts = 0; cuts < 1 << (lengths.length - 1); cuts++) {
            long cost = 0;
            int start = 0;
            for (int end = 1; end <= lengths.length; end++) {
                if (end == lengths.length || (cuts >> (end - 1) & 1) == 1) {
                    cost += cost(lengths, start, end, limits);
                    start = end;
                }
            }
            least = Math.min(least, cost);
        }
        long cost = 0;
        int start = 0;
        for (int end : new BatchPlan(lengths, limits).ends(0)) {
            cost += cost(lengths, start, end, limits);
            start = end;
        }
        assertEquals(Arrays.toString(lengths), least, cost);
    }

    private static long cost(int[] lengths, int start, int end, BatchLimits limits) {
        int texts = end - start;
        long tokens = (long) texts * lengths[end - 1];
        boolean fits = texts == 1 || (texts <= limits.texts() && tokens <= limits.tokens());
        return fits ? tokens + limits.runTokens() : Integer.MAX_VALUE;
    }

    @Test
    public void alikeRunTogetherAndUnlikeDoNot() {
        assertArrayEquals(new int[] {4}, new BatchPlan(new int[] {9, 9, 10, 10}, BatchLimits.CPU).ends(0));
        assertArrayEquals(new int[] {2, 4}, new BatchPlan(new int[] {9, 10, 40, 40}, BatchLimits.CPU).ends(0));
        assertArrayEquals(
                "a run costs a device more than padding",
                new int[] {4},
                new BatchPlan(new int[] {9, 10, 40, 40}, BatchLimits.CUDA).ends(0));
    }
}
