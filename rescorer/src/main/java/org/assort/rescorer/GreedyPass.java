/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;
import org.assort.rescorer.simd.Greatest;

/**
 * The one greedy pass: again and again the candidate with the greatest gain that the gate admits, of equals the one with the
 * lower index. Positions already filled never change, so a longer pass begins with the shorter one.
 *
 * <p>Lazy (Minoux 1978, "Accelerated greedy algorithms for maximizing submodular set functions"): a gain seen earlier is an
 * upper bound, since none rises, and only a candidate whose bound reaches the best gain found so far is brought up to date. The
 * choice is that of evaluating all. Bounds are not kept in a heap but in blocks, each with the greatest of its bounds, which are
 * read one after the other: a heap's branches cannot be foreseen, and the processor waits at each of them longer than reading
 * takes; here it works on several candidates at once. For one thread and one pass.
 */
final class GreedyPass {

    /** Stands in {@code pinned} where no candidate is. */
    static final int NONE = -1;

    /** Below every gain: the bound of who cannot be had, chosen already or set aside. */
    private static final double OUT = Double.NEGATIVE_INFINITY;

    /** So many bounds are brought up to date before the best gain is looked at again. */
    private static final int BATCH = 32;

    /** Places that share one greatest bound. */
    private static final int BLOCK = Greatest.COUNT;

    private final Gains gains;
    private final Gate gate;
    /** Whether the gate lets everything pass. */
    private final boolean open;

    private final int[] pinned;
    private final Runnable check;

    /** Candidates that are not pinned, in the order of relevance, so that the best of all is soon found. */
    private final int[] pool;
    /** By place in the pool. A block whose places are not all taken is filled up with {@link #OUT}. */
    private final double[] bounds;
    /** By block of places: not below any bound in it. */
    private final double[] greatest;
    /** By block: the most that any from there to the end of its group can ever gain. */
    private final double[] ceilings;
    /** The blocks where those end that go first, and where all end. */
    private final int[] ends = new int[2];
    /** Blocks with bounds that are being brought up to date. */
    private final int[] touched = new int[BATCH];

    /** By place in the pool, of who was set aside: the bound, and the next who waits for the same position, plus 1. */
    private final double[] held;

    private final int[] nextWaiting;
    /** By position: who waits for it, as a place in the pool, plus 1. */
    private final int[] waiting;

    /** Places whose bounds are brought up to date, who is there, and what their further terms add. */
    private final int[] batch = new int[BATCH + 1];

    private final int[] candidates = new int[BATCH];
    private final double[] further = new double[BATCH];
    /** The best place found so far for a position, and its gain. */
    private int best;

    private double gain;
    /** The place that was the best before that: a good one to begin the next position with. */
    private int runnerUp = NONE;

    private final int[] order;
    private final double[] chosenGains;
    private int count;

    /**
     * A pass before its first choice.
     *
     * @param gains of n candidates, nothing chosen
     * @param gate asked in the order of gain, but for what it tells soon
     * @param byRelevance the n candidates; those that are late there come after all others here, whatever their gain
     * @param pinned {@code int[n]} by position: the candidate that takes it whatever its gain, or {@link #NONE}; null for no
     *     pin at all
     * @param wanted positions to fill, at most n
     * @param check run before each choice; throws to give up
     */
    GreedyPass(Gains gains, Gate gate, RelevanceOrder byRelevance, int[] pinned, int wanted, Runnable check) {
        int n = gains.size();
        // Each of two groups begins with a block of its own.
        int blocks = n / BLOCK + 2;
        this.gains = gains;
        this.gate = gate;
        this.open = gate.equals(Gate.OPEN);
        this.pinned = pinned;
        this.check = check;
        this.pool = new int[blocks * BLOCK];
        this.bounds = new double[blocks * BLOCK];
        this.greatest = new double[blocks];
        this.ceilings = new double[blocks];
        this.held = new double[blocks * BLOCK];
        this.nextWaiting = new int[blocks * BLOCK];
        this.waiting = new int[n];
        this.order = new int[wanted];
        this.chosenGains = new double[wanted];
        fillPool(byRelevance);
    }

    private void fillPool(RelevanceOrder byRelevance) {
        int[] positions = byRelevance.positions();
        Arrays.fill(bounds, OUT);
        int place = 0;
        for (int p = 0; p < positions.length; p++) {
            if (p == byRelevance.firstLate()) {
                place = endGroup(0, place);
            }
            // Who is pinned has in this order the position that only it can take.
            if (pinned == null || pinned[p] == NONE) {
                pool[place] = positions[p];
                bounds[place] = gains.bound(positions[p], gains.further(positions[p]));
                place++;
            }
        }
        if (byRelevance.firstLate() == positions.length) {
            place = endGroup(0, place);
        }
        endGroup(1, place);
        for (int block = ends[1] - 1; block >= 0; block--) {
            greatest[block] = greatestOf(block);
            boolean last = block == ends[0] - 1 || block == ends[1] - 1;
            ceilings[block] = last ? greatest[block] : Math.max(ceilings[block + 1], greatest[block]);
        }
    }

    /** Ends a group before a place, and returns the next place that begins a block. */
    private int endGroup(int group, int place) {
        ends[group] = (place + BLOCK - 1) / BLOCK;
        return ends[group] * BLOCK;
    }

    private double greatestOf(int block) {
        return Greatest.of(bounds, block * BLOCK);
    }

    /** Fills the positions. */
    GreedyPass run() {
        while (count < order.length) {
            check.run();
            wake();
            int candidate = pinned == null ? NONE : pinned[count];
            if (candidate == NONE) {
                candidate = takeBest();
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

    /** The best candidate that the gate admits; it is out of the pool then. */
    private int takeBest() {
        int from = 0;
        for (int end : ends) {
            for (int place = best(from, end); place != NONE; place = best(from, end)) {
                int admitted = gate.admittedFrom(pool[place], count);
                if (admitted <= count) {
                    chosenGains[count] = bounds[place];
                    bounds[place] = OUT;
                    return pool[place];
                }
                setAside(place, admitted);
            }
            from = end;
        }
        throw new IllegalStateException("no candidate is admitted at position [" + count + "]");
    }

    /**
     * The place of the greatest gain in some blocks, of equals of the lowest index; its bound is then its gain. {@link #NONE} for
     * none.
     */
    private int best(int from, int end) {
        boolean ready = runnerUp >= from * BLOCK && runnerUp < end * BLOCK && bounds[runnerUp] > OUT;
        best = ready ? runnerUp : greatestBound(from, end);
        while (best != NONE && !soonAdmitted(best)) {
            best = greatestBound(from, end);
        }
        runnerUp = NONE;
        if (best == NONE) {
            return NONE;
        }
        gain = gains.exact(pool[best]);
        bounds[best] = gain;
        int size = 0;
        int blocks = 0;
        for (int block = from; block < end && ceilings[block] >= gain; block++) {
            if (greatest[block] >= gain) {
                size = collect(block, size);
                touched[blocks++] = block;
            }
            if (size > BATCH - BLOCK || blocks == touched.length) {
                settle(size, blocks);
                size = 0;
                blocks = 0;
            }
        }
        settle(size, blocks);
        return best;
    }

    /** Whether a place is not set aside here. */
    private boolean soonAdmitted(int place) {
        int soonest = gate.soonest(pool[place], count);
        if (soonest > count) {
            setAside(place, soonest);
        }
        return soonest <= count;
    }

    /** Adds to the batch who may be the best. */
    private int collect(int block, int batched) {
        int size = batched;
        for (int place = block * BLOCK; place < (block + 1) * BLOCK; place++) {
            // Whether one may be better is as good as random, so no branch asks: what does not count is overwritten.
            batch[size] = place;
            size += bounds[place] >= gain ? 1 : 0;
        }
        return size;
    }

    /** Brings the bounds of a batch up to date, or as far as to see that they are below the best gain. */
    private void settle(int size, int blocks) {
        int admitted = open ? size : keepAdmitted(size);
        for (int k = 0; k < admitted; k++) {
            candidates[k] = pool[batch[k]];
        }
        gains.further(candidates, admitted, further);
        int left = keepRivals(admitted);
        while (left > 0) {
            gains.advance(candidates, left);
            left = keepRivals(left);
        }
        for (int k = 0; k < blocks; k++) {
            greatest[touched[k]] = greatestOf(touched[k]);
        }
    }

    /** Sets aside those of a batch of which it is soon seen that the gate does not admit them: why compare them? */
    private int keepAdmitted(int size) {
        int left = 0;
        for (int k = 0; k < size; k++) {
            batch[left] = batch[k];
            // The best so far has been asked already.
            left += batch[k] == best || soonAdmitted(batch[k]) ? 1 : 0;
        }
        return left;
    }

    /** Keeps those of a batch that may yet be the best; takes note of those that are. */
    private int keepRivals(int size) {
        int left = 0;
        for (int k = 0; k < size; k++) {
            int place = batch[k];
            int candidate = candidates[k];
            double more = further[k];
            double bound = gains.bound(candidate, more);
            bounds[place] = bound;
            boolean behind = gains.behind(candidate);
            if (!behind && (bound > gain || (bound == gain && candidate < pool[best]))) {
                gain = bound;
                runnerUp = best;
                best = place;
            }
            batch[left] = place;
            candidates[left] = candidate;
            further[left] = more;
            left += (bound < gain ? 0 : 1) & (behind ? 1 : 0);
        }
        return left;
    }

    private int greatestBound(int from, int end) {
        int in = NONE;
        double bound = OUT;
        for (int block = from; block < end && ceilings[block] > bound; block++) {
            if (greatest[block] > bound) {
                greatest[block] = greatestOf(block);
                in = greatest[block] > bound ? block : in;
                bound = Math.max(bound, greatest[block]);
            }
        }
        int place = in * BLOCK;
        while (in != NONE && bounds[place] < bound) {
            place++;
        }
        return in == NONE ? NONE : place;
    }

    private void setAside(int place, int until) {
        if (until < waiting.length) {
            held[place] = bounds[place];
            nextWaiting[place] = waiting[until];
            waiting[until] = place + 1;
        }
        bounds[place] = OUT;
    }

    private void wake() {
        for (int next = waiting[count]; next != 0; next = nextWaiting[next - 1]) {
            int block = (next - 1) / BLOCK;
            bounds[next - 1] = held[next - 1];
            greatest[block] = Math.max(greatest[block], held[next - 1]);
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
