/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.util.Arrays;

/**
 * Cuts texts, sorted by length, into batches so that least is run: a batch costs its texts times the tokens of its longest, as all
 * are padded to that, and {@value #RUN_TOKENS} tokens more, however many texts it has. O(n · texts of a batch).
 */
final class BatchPlan {
    private final int[] lengths;
    private final BatchLimits limits;

    /**
     * Prepares to cut.
     *
     * @param lengths tokens of each text, ascending
     */
    BatchPlan(int[] lengths, BatchLimits limits) {
        this.lengths = lengths;
        this.limits = limits;
    }

    /**
     * Where the batches end.
     *
     * @param from the first text that is run
     * @return ascending, the last the number of texts; empty where there is none to run. A batch has at least one text,
     *     whatever its length
     */
    int[] ends(int from) {
        long[] least = new long[lengths.length + 1];
        int[] starts = new int[lengths.length + 1];
        for (int end = from + 1; end <= lengths.length; end++) {
            least[end] = Long.MAX_VALUE;
            for (int start = end - 1; start >= from && fits(start, end); start--) {
                long cost = least[start] + tokens(start, end) + limits.runTokens();
                if (cost < least[end]) {
                    least[end] = cost;
                    starts[end] = start;
                }
            }
        }
        int[] ends = new int[lengths.length - from];
        int first = ends.length;
        for (int end = lengths.length; end > from; end = starts[end]) {
            ends[--first] = end;
        }
        return Arrays.copyOfRange(ends, first, ends.length);
    }

    private boolean fits(int start, int end) {
        int texts = end - start;
        return texts == 1 || (texts <= limits.texts() && tokens(start, end) <= limits.tokens());
    }

    private long tokens(int start, int end) {
        return (long) (end - start) * lengths[end - 1];
    }
}
