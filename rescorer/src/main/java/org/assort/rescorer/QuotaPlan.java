/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;
import java.util.List;

/**
 * A way to fill the blocks of one or two groups of quotas with the least shortfall, kept as positions are filled, and which
 * candidates some such way puts at the next position.
 *
 * <p>What is in sight reaches to the end of the longer block. The other group's blocks cut it into cells. A unit of flow
 * is a position: from its cell to the class it has in the shorter blocks, to its pair of classes (no more units than
 * candidates are left), to its class in the longer block. Of a cell that is cut off by the end, upper limits count alone.
 * With P pairs and c cells the network has O(c·P) arcs; it is made once for each block, in time O(positions in sight · c·P)
 * at most, and a position costs O(c·P) at most, nothing where the plan itself has the candidate.
 *
 * <p>What it does not admit stays so up to the end of the first cell: each position that is filled only leaves fewer ways.
 */
final class QuotaPlan {

    private final QuotaPairs pairs;
    private final QuotaGroup shorter;
    private final QuotaGroup longer;
    private final boolean shorterIsSecond;
    private final QuotaPrices prices;
    private final QuotaFlow flow;
    private final int cells;
    private final int[] shorterArcs;
    private final int[] entryArcs;
    private final int[] pairArcs;
    private final int[] longerArcs;
    private final boolean clean;

    /**
     * The best way from where the groups stand.
     *
     * @param groups one or two
     * @param pairs of the classes in the first group and in the last
     * @param position the next to be filled
     * @param check run now and then; throws to give up
     */
    QuotaPlan(List<QuotaGroup> groups, QuotaPairs pairs, int position, Runnable check) {
        this.pairs = pairs;
        QuotaGroup one = groups.getFirst();
        QuotaGroup two = groups.getLast();
        this.shorterIsSecond = one.end() > two.end();
        this.shorter = shorterIsSecond ? two : one;
        this.longer = shorterIsSecond ? one : two;
        int sight = longer.end();
        this.cells = 1 + Math.ceilDiv(sight - shorter.end(), shorter.limits().within());
        this.prices = new QuotaPrices(groups, cells > 1 ? shorter : null);
        int classes = shorter.held().length + 1;
        int ends = longer.held().length + 1;
        int firstPair = 2 + cells + cells * classes;
        this.flow = new QuotaFlow(firstPair + pairs.size() + ends, prices.width(), check);
        this.shorterArcs = new int[classes];
        Arrays.fill(shorterArcs, -1);
        this.entryArcs = new int[pairs.size()];
        this.pairArcs = new int[pairs.size()];
        this.longerArcs = new int[ends];
        int units = 0;
        for (int cell = 0; cell < cells; cell++) {
            units += addCell(cell, position, sight, firstPair);
        }
        addEnds(firstPair, ends);
        flow.send(0, 1, units);
        boolean none = true;
        for (QuotaGroup group : groups) {
            none &= Arrays.stream(shortfalls(group)).sum() == 0;
        }
        this.clean = none;
    }

    private int addCell(int cell, int position, int sight, int firstPair) {
        int from = cell == 0
                ? position
                : shorter.end() + (cell - 1) * shorter.limits().within();
        int end = cell == 0 ? shorter.end() : shorter.blockEnd(from);
        int units = shorter.slots(from, Math.min(end, sight));
        int node = 2 + cell;
        flow.arc(0, node, units, null);
        int[] held = shorter.held();
        if (cell > 0) {
            held = new int[held.length];
            shorter.pins(from, end, held);
        }
        boolean[] some = new boolean[shorterArcs.length];
        int firstClass = 2 + cells + cell * some.length;
        for (int pair = 0; pair < pairs.size(); pair++) {
            if (pairs.left(pair) == 0) {
                continue;
            }
            int k = pairs.side(pair, shorterIsSecond);
            if (!some[k + 1]) {
                some[k + 1] = true;
                // One group alone has its prices at the other end.
                boolean priced = k >= 0 && shorter != longer;
                int arc = flow.arc(
                        node,
                        firstClass + k + 1,
                        units,
                        priced ? prices.slope(shorter, k, cell == 0, end <= sight, held[k]) : null);
                if (cell == 0) {
                    shorterArcs[k + 1] = arc;
                }
            }
            int arc = flow.arc(firstClass + k + 1, firstPair + pair, Math.min(units, pairs.left(pair)), null);
            if (cell == 0) {
                entryArcs[pair] = arc;
            }
        }
        return units;
    }

    private void addEnds(int firstPair, int ends) {
        Arrays.fill(longerArcs, -1);
        int firstEnd = firstPair + pairs.size();
        int[] left = new int[ends];
        for (int pair = 0; pair < pairs.size(); pair++) {
            if (pairs.left(pair) > 0) {
                int k = pairs.side(pair, !shorterIsSecond);
                left[k + 1] += pairs.left(pair);
                pairArcs[pair] = flow.arc(firstPair + pair, firstEnd + k + 1, pairs.left(pair), null);
            }
        }
        for (int k = -1; k < ends - 1; k++) {
            if (left[k + 1] > 0) {
                longerArcs[k + 1] = flow.arc(
                        firstEnd + k + 1,
                        1,
                        left[k + 1],
                        k < 0 ? null : prices.slope(longer, k, true, true, longer.held()[k]));
            }
        }
    }

    /** Whether some best way has a candidate at the next position. */
    boolean admits(int candidate) {
        return flow.usable(entryArcs[pairs.of(candidate)]);
    }

    /**
     * Holds a candidate at the next position.
     *
     * @return false if no best way has it there, and the plan is of no more use
     */
    boolean take(int candidate) {
        int pair = pairs.of(candidate);
        if (!admits(candidate)) {
            return false;
        }
        flow.use(entryArcs[pair]);
        flow.keep(shorterArcs[pairs.side(pair, shorterIsSecond) + 1]);
        flow.keep(entryArcs[pair]);
        flow.keep(pairArcs[pair]);
        flow.keep(longerArcs[pairs.side(pair, !shorterIsSecond) + 1]);
        return true;
    }

    /** {@code int[quotas]} shortfall of the block that a group is filling, by place among its quotas. */
    int[] shortfalls(QuotaGroup group) {
        int[] arcs = group == longer ? longerArcs : shorterArcs;
        int[] held = group.held().clone();
        for (int k = 0; k < held.length; k++) {
            held[k] += arcs[k + 1] < 0 ? 0 : flow.spare(arcs[k + 1]);
        }
        return group.limits().shortfalls(held);
    }

    /** Whether the blocks that are being filled have no shortfall at all. */
    boolean clean() {
        return clean;
    }
}
