/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;

/** Candidates by falling relevance, of equals the lower index first; those that are late after all others. */
final class RelevanceOrder {

    private final double[] relevance;
    private final boolean[] late;
    private final int[] order;
    private final int firstLate;

    /**
     * Sorts n candidates.
     *
     * @param relevance {@code double[n]} r, in [0, 1]
     * @param late {@code boolean[n]}, or null for none
     */
    RelevanceOrder(double[] relevance, boolean[] late) {
        this.relevance = relevance;
        this.late = late;
        this.order = nearly();
        finish();
        int first = 0;
        while (first < order.length && !isLate(order[first])) {
            first++;
        }
        this.firstLate = first;
    }

    /**
     * Sorted but for what differs in the last bits of r only, which the index takes the place of: an order of primitives, to
     * be sorted many times as fast as candidates by a comparison.
     */
    private int[] nearly() {
        int n = relevance.length;
        long index = (Long.highestOneBit(Math.max(1, n)) << 1) - 1;
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            // The bits of what is not negative rise with it.
            long bits = Double.doubleToRawLongBits(relevance[i]);
            long falling = isLate(i) ? Long.MAX_VALUE - bits : -bits;
            keys[i] = (falling & ~index) | i;
        }
        Arrays.sort(keys);
        int[] sorted = new int[n];
        for (int p = 0; p < n; p++) {
            sorted[p] = (int) (keys[p] & index);
        }
        return sorted;
    }

    private void finish() {
        for (int p = 1; p < order.length; p++) {
            int candidate = order[p];
            int place = p;
            for (; place > 0 && before(candidate, order[place - 1]); place--) {
                order[place] = order[place - 1];
            }
            order[place] = candidate;
        }
    }

    private boolean before(int a, int b) {
        if (isLate(a) != isLate(b)) {
            return isLate(b);
        }
        return relevance[a] > relevance[b] || (relevance[a] == relevance[b] && a < b);
    }

    private boolean isLate(int candidate) {
        return late != null && late[candidate];
    }

    /** The first position of those that are late; n where none is. */
    int firstLate() {
        return firstLate;
    }

    /** {@code int[n]} candidates by position; to be read only. */
    int[] positions() {
        return order;
    }

    /**
     * {@code int[n]} by position: the candidate that is pinned to it, {@link GreedyPass#NONE} where none is; null where none is
     * at all. A candidate that is pinned keeps its position in this order.
     *
     * @param first so many positions keep their candidates
     * @param pinned {@code boolean[n]} further candidates that keep theirs, or null for none
     */
    int[] pinned(int first, boolean[] pinned) {
        if (first == 0 && pinned == null) {
            return null;
        }
        int[] kept = new int[order.length];
        for (int p = 0; p < kept.length; p++) {
            boolean keeps = p < first || (pinned != null && pinned[order[p]]);
            kept[p] = keeps ? order[p] : GreedyPass.NONE;
        }
        return kept;
    }
}
