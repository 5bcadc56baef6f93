/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;

/**
 * The one greedy pass: again and again the candidate with the greatest gain that the gate admits, of equals the one with the
 * lower index. Positions already filled never change, so a longer pass begins with the shorter one.
 *
 * <p>Lazy (Minoux 1978, "Accelerated greedy algorithms for maximizing submodular set functions"): a gain seen earlier is an
 * upper bound, since none rises, and a candidate's is brought up to date only when no other's bound is above it. The choice
 * is that of evaluating all. For one thread and one pass.
 */
final class GreedyPass {

    /** Stands in {@code pinned} where no candidate is. */
    static final int NONE = -1;

    private final Gains gains;
    private final Gate gate;
    private final int[] pinned;
    private final boolean[] late;
    private final Runnable check;

    /** Those that go first, and those that go last. */
    private final CandidateHeap[] heaps;
    /** By candidate: how many were chosen when its gain was last brought up to date. */
    private final int[] current;
    /** By candidate that the gate refused: its bound, and who else waits for the same position, plus 1. */
    private final double[] held;

    private final int[] nextWaiting;
    /** By position: one who waits for it, plus 1. */
    private final int[] waiting;

    private final int[] order;
    private final double[] chosenGains;
    private int count;

    /**
     * A pass before its first choice.
     *
     * @param gains of n candidates, nothing chosen
     * @param gate asked in the order of gain
     * @param pinned {@code int[n]} by position: the candidate that takes it whatever its gain, or {@link #NONE}; null for no
     *     pin at all
     * @param late {@code boolean[n]}: those that come after all others, whatever their gain, or null for none
     * @param wanted positions to fill, at most n
     * @param check run before each choice; throws to give up
     */
    GreedyPass(Gains gains, Gate gate, int[] pinned, boolean[] late, int wanted, Runnable check) {
        int n = gains.size();
        this.gains = gains;
        this.gate = gate;
        this.pinned = pinned;
        this.late = late;
        this.check = check;
        this.current = new int[n];
        this.held = new double[n];
        this.nextWaiting = new int[n];
        this.waiting = new int[n];
        this.order = new int[wanted];
        this.chosenGains = new double[wanted];
        this.heaps = new CandidateHeap[late == null ? 1 : 2];
        Arrays.setAll(heaps, i -> new CandidateHeap(n));
        Arrays.fill(current, NONE);
        fillHeaps();
    }

    private void fillHeaps() {
        if (pinned != null) {
            for (int candidate : pinned) {
                if (candidate != NONE) {
                    // Never in a heap: only its own position takes it.
                    current[candidate] = Integer.MAX_VALUE;
                }
            }
        }
        for (int i = 0; i < current.length; i++) {
            if (current[i] == NONE) {
                heap(i).add(i, gains.bound(i, gains.further(i)));
            }
        }
    }

    private CandidateHeap heap(int candidate) {
        return late != null && late[candidate] ? heaps[1] : heaps[0];
    }

    /** Fills the positions. */
    GreedyPass run() {
        while (count < order.length) {
            check.run();
            wake();
            int candidate = pinned == null ? NONE : pinned[count];
            if (candidate == NONE) {
                candidate = best();
            } else {
                chosenGains[count] = gains.exact(candidate);
            }
            order[count] = candidate;
            count++;
            gate.place(candidate);
            if (count < order.length) {
                gains.chosen(candidate);
            }
        }
        return this;
    }

    /** The best candidate that the gate admits, taken out of its heap. */
    private int best() {
        for (CandidateHeap heap : heaps) {
            while (heap.size() > 0) {
                settle(heap);
                int candidate = heap.top();
                double gain = heap.topBound();
                heap.removeTop();
                int from = gate.admittedFrom(candidate, count);
                if (from <= count) {
                    chosenGains[count] = gain;
                    return candidate;
                }
                setAside(candidate, gain, from);
            }
        }
        throw new IllegalStateException("no candidate is admitted at position [" + count + "]");
    }

    /** Brings gains up to date until the first of the heap is the best for sure. */
    private void settle(CandidateHeap heap) {
        int candidate = heap.top();
        while (current[candidate] != count) {
            double rival = heap.nextBound();
            double further = gains.further(candidate);
            double bound = gains.bound(candidate, further);
            boolean behind = true;
            // What is below a rival need not be known any better.
            while (behind && bound >= rival) {
                behind = gains.advance(candidate);
                bound = gains.bound(candidate, further);
            }
            if (!behind) {
                current[candidate] = count;
            }
            heap.lowerTop(bound);
            candidate = heap.top();
        }
    }

    private void setAside(int candidate, double bound, int from) {
        if (from < waiting.length) {
            held[candidate] = bound;
            nextWaiting[candidate] = waiting[from];
            waiting[from] = candidate + 1;
        }
    }

    private void wake() {
        for (int next = waiting[count]; next != 0; next = nextWaiting[next - 1]) {
            heap(next - 1).add(next - 1, held[next - 1]);
        }
    }

    /** {@code int[wanted]} candidates in the order of choice. */
    int[] order() {
        return order;
    }

    /** {@code double[wanted]} gain of each at its choice. */
    double[] gains() {
        return chosenGains;
    }
}
