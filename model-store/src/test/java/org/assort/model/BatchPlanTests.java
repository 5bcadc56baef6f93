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

    @Test
    @Repeat(iterations = 50)
    public void batchesFollowEachOtherWithinTheirBounds() {
        int[] lengths = lengths(500);
        int maxTexts = randomIntBetween(1, 40);
        int from = randomIntBetween(0, lengths.length - 1);
        int start = from;
        for (int end : new BatchPlan(lengths, maxTexts).ends(from)) {
            int texts = end - start;
            assertTrue(texts >= 1 && texts <= maxTexts);
            assertTrue(texts == 1 || texts * lengths[end - 1] <= BatchPlan.MAX_TOKENS);
            start = end;
        }
        assertEquals(lengths.length, start);
        assertEquals(0, new BatchPlan(lengths, maxTexts).ends(lengths.length).length);
    }

    /** Against every way to cut. */
    @Test
    @Repeat(iterations = 50)
    public void noOtherCutRunsLess() {
        int[] lengths = lengths(12);
        int maxTexts = randomIntBetween(1, 12);
        long least = Long.MAX_VALUE;
        for (int cuts = 0; cuts < 1 << (lengths.length - 1); cuts++) {
            long cost = 0;
            int start = 0;
            for (int end = 1; end <= lengths.length; end++) {
                if (end == lengths.length || (cuts >> (end - 1) & 1) == 1) {
                    cost += cost(lengths, start, end, maxTexts);
                    start = end;
                }
            }
            least = Math.min(least, cost);
        }
        long cost = 0;
        int start = 0;
        for (int end : new BatchPlan(lengths, maxTexts).ends(0)) {
            cost += cost(lengths, start, end, maxTexts);
            start = end;
        }
        assertEquals(Arrays.toString(lengths), least, cost);
    }

    private static long cost(int[] lengths, int start, int end, int maxTexts) {
        int texts = end - start;
        long tokens = (long) texts * lengths[end - 1];
        boolean fits = texts == 1 || (texts <= maxTexts && tokens <= BatchPlan.MAX_TOKENS);
        return fits ? tokens + BatchPlan.RUN_TOKENS : Integer.MAX_VALUE;
    }

    @Test
    public void alikeRunTogetherAndUnlikeDoNot() {
        assertArrayEquals(new int[] {4}, new BatchPlan(new int[] {9, 9, 10, 10}, 32).ends(0));
        assertArrayEquals(new int[] {2, 4}, new BatchPlan(new int[] {9, 10, 40, 40}, 32).ends(0));
    }
}
