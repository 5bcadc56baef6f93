/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;
import java.util.List;

/**
 * The quotas on one field with one {@code within}, and the block of theirs that is being filled: what it holds, what is
 * left to choose from, and the sums that say at once whether it can be filled without a shortfall.
 *
 * <p>Taking a candidate costs as many steps as it has classes, a new block as many as there are classes.
 */
final class QuotaGroup {

    private final QuotaLimits limits;
    private final FieldValues classes;
    private final int[] granted;
    private final int[] pinnedAt;

    private final int[] left;
    private final int[] held;
    private int freeLeft;
    private int start;
    private int end;
    private int slots;
    private int need;
    private int room;
    private int bad;

    /**
     * The group before its first block.
     *
     * @param all all quotas
     * @param members ascending indices of those of this group: one field, one {@code within}
     * @param values of the field
     * @param pinnedAt {@code int[n]} the candidate pinned at each position, -1 for none
     */
    QuotaGroup(List<Quota> all, int[] members, FieldValues values, int[] pinnedAt) {
        this.limits = new QuotaLimits(all, members, values);
        this.classes = limits.classes();
        this.pinnedAt = pinnedAt;
        this.granted = new int[limits.size()];
        this.left = new int[limits.size()];
        this.held = new int[limits.size()];
        boolean[] pinned = new boolean[values.size()];
        for (int candidate : pinnedAt) {
            if (candidate >= 0) {
                pinned[candidate] = true;
            }
        }
        for (int i = 0; i < values.size(); i++) {
            if (!pinned[i]) {
                freeLeft += classes.count(i) == 0 ? 1 : 0;
                tally(i, left);
            }
        }
        begin(0);
    }

    private void tally(int candidate, int[] counts) {
        for (int k = 0; k < classes.count(candidate); k++) {
            counts[classes.ordinal(candidate, k)]++;
        }
    }

    /** Opens the block that begins at a position; what is pinned in it is held from the start. */
    void begin(int position) {
        start = position;
        end = blockEnd(position);
        Arrays.fill(held, 0);
        slots = slots(start, end);
        pins(start, end, held);
        need = 0;
        room = freeLeft;
        bad = 0;
        for (int k = 0; k < held.length; k++) {
            count(k, 1);
        }
    }

    /** Where the block ends that begins at a position. */
    int blockEnd(int position) {
        return (int) Math.min((long) position + limits.within(), pinnedAt.length);
    }

    /** How many positions in [from, to) are not pinned. */
    int slots(int from, int to) {
        int open = 0;
        for (int p = from; p < to; p++) {
            open += pinnedAt[p] < 0 ? 1 : 0;
        }
        return open;
    }

    /** Adds what is pinned in [from, to) to counts by class. */
    void pins(int from, int to, int[] counts) {
        for (int p = from; p < to; p++) {
            if (pinnedAt[p] >= 0) {
                tally(pinnedAt[p], counts);
            }
        }
    }

    /** Takes note that a candidate that is not pinned went into the block. */
    void take(int candidate) {
        slots--;
        if (classes.count(candidate) == 0) {
            freeLeft--;
            room--;
        }
        for (int i = 0; i < classes.count(candidate); i++) {
            int k = classes.ordinal(candidate, i);
            count(k, -1);
            held[k]++;
            left[k]--;
            count(k, 1);
        }
    }

    /** Adds a class to the sums, or takes it out of them. */
    private void count(int k, int sign) {
        int missing = missing(k);
        int possible = Math.min(left[k], Math.max(0, limits.most(k) - held[k]));
        need += sign * missing;
        room += sign * possible;
        bad += sign * (missing > possible || held[k] > limits.most(k) ? 1 : 0);
    }

    /** Whether the block can be filled without a shortfall; exact where no candidate has several classes. */
    boolean feasible() {
        return bad == 0 && need <= slots && slots <= room;
    }

    /** Whether a block that is feasible stays so when it takes a candidate of a class, or of none. */
    boolean keepsFeasible(int k) {
        return k < 0 ? need < slots : missing(k) > 0 || (held[k] < limits.most(k) && need < slots);
    }

    /** How many of a class the block still needs. */
    int missing(int k) {
        return Math.max(0, limits.least(k) - held[k]);
    }

    /** Whether the block may hold no more of a class. */
    boolean full(int k) {
        return held[k] >= limits.most(k);
    }

    /**
     * What each quota is certain to miss in the end, when the more important ones get what they need first.
     *
     * @param candidate takes a position of the block before that; -1 for none
     * @param wants {@code int[quotas]}, receives the products missing to {@code least}
     */
    void wants(int candidate, int[] wants) {
        boolean single = classes.single();
        int open = slots - (candidate < 0 ? 0 : 1);
        for (int q = 0; q < wants.length; q++) {
            wants[q] = 0;
            if (limits.asked(q) >= 0) {
                granted[limits.asked(q)] = 0;
            }
        }
        for (int q = 0; q < wants.length; q++) {
            int k = limits.asked(q);
            if (k >= 0) {
                int taken = candidate >= 0 && limits.has(candidate, k) ? 1 : 0;
                int missing = Math.max(0, limits.quota(q).least() - held[k] - taken);
                int possible = Math.min(missing, Math.min(left[k] - taken, single ? granted[k] + open : open));
                int more = Math.max(0, possible - granted[k]);
                granted[k] += more;
                // With several classes a product may serve several quotas, so that none takes from another.
                open -= single ? more : 0;
                wants[q] = missing - possible;
            }
        }
    }

    /** The quotas, and what they say of each class. */
    QuotaLimits limits() {
        return limits;
    }

    /** How many of each class the block holds, with those pinned to positions that are not filled yet. */
    int[] held() {
        return held;
    }

    /** How many of a class are left to choose from. */
    int left(int k) {
        return left[k];
    }

    /** First position of the block. */
    int start() {
        return start;
    }

    /** The position after the block. */
    int end() {
        return end;
    }

    /** Positions of the block that are neither filled nor pinned. */
    int slots() {
        return slots;
    }
}
