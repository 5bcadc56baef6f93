/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a candidate would break of one group's quotas at the next position, field by field: those of which it would be one too
 * many, and those that could no longer get what they need. Answers cost as many steps as the candidate has classes: what a
 * class breaks changes only as the class is taken, and what quotas need depends on nothing of the candidate but which of the
 * classes it has that some quota asks for.
 */
final class QuotaHarm {

    private final QuotaGroup group;
    private final long[] bits;
    // By class; of the block that begins at that position.
    private final long[] excess;
    private int start = -1;
    // Which of the classes that are asked for a candidate has, as a number; candidates of one number want the same.
    private final int[] wishOf;
    private final long[] wishes;
    private final boolean[] known;
    private final int[] before;
    private final int[] after;
    private boolean measured;

    /**
     * Before the first position.
     *
     * @param bits {@code long[quotas of the group]} what stands for each in a set
     */
    QuotaHarm(QuotaGroup group, long[] bits) {
        this.group = group;
        this.bits = bits;
        this.excess = new long[group.held().length];
        this.before = new int[bits.length];
        this.after = new int[bits.length];
        this.wishOf = new int[group.limits().classes().size()];
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        for (int i = 0; i < wishOf.length && group.limits().asks(); i++) {
            wishOf[i] = numbers.computeIfAbsent(wish(i), unseen -> numbers.size());
        }
        this.wishes = new long[numbers.size()];
        this.known = new boolean[numbers.size()];
    }

    private List<Integer> wish(int candidate) {
        return IntStream.range(0, group.limits().classes().count(candidate))
                .map(i -> group.limits().classes().ordinal(candidate, i))
                .filter(k -> group.limits().asks(k))
                .sorted()
                .boxed()
                .toList();
    }

    /** What the candidate would break, as a set. */
    long of(int candidate) {
        if (start != group.start()) {
            start = group.start();
            Arrays.setAll(excess, this::excess);
        }
        long harm = group.limits().asks() ? wants(candidate) : 0;
        for (int i = 0; i < group.limits().classes().count(candidate); i++) {
            harm |= excess[group.limits().classes().ordinal(candidate, i)];
        }
        return harm;
    }

    /** Takes note that the group took a candidate, or went on to another block. */
    void take(int candidate) {
        for (int i = 0; i < group.limits().classes().count(candidate); i++) {
            int k = group.limits().classes().ordinal(candidate, i);
            excess[k] = excess(k);
        }
        Arrays.fill(known, false);
        measured = false;
    }

    private long excess(int k) {
        long harm = 0;
        for (int place : group.limits().quotasOf(k)) {
            harm |= group.held()[k] >= group.limits().quota(place).most() ? bits[place] : 0;
        }
        return harm;
    }

    private long wants(int candidate) {
        int wish = wishOf[candidate];
        if (!known[wish]) {
            known[wish] = true;
            wishes[wish] = want(candidate);
        }
        return wishes[wish];
    }

    private long want(int candidate) {
        if (!measured) {
            group.wants(-1, before);
            measured = true;
        }
        group.wants(candidate, after);
        long harm = 0;
        for (int place = 0; place < bits.length; place++) {
            harm |= after[place] > before[place] ? bits[place] : 0;
        }
        return harm;
    }
}
