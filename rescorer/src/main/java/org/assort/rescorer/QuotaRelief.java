/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Gives way where not all quotas can be held to for certain: a candidate is let in when it does the least harm of all that
 * are left, so that one always is. Harm is a set of quotas, more important ones weighing more than all below them: those of
 * which the candidate would be one too many, and those that could no longer get what they need, looked at field by field.
 * Breaking the plan for the fields that have one counts as well, just above the first quota of the plan.
 *
 * <p>The first candidate without harm is let in at once; otherwise a position costs a look at kinds of candidates, up to one
 * without harm ({@link QuotaHarm}).
 */
final class QuotaRelief {

    private static final long UNKNOWN = -1;

    private final List<QuotaGroup> groups;
    private final List<QuotaGroup> planned;
    private final int quotas;
    private final int[] typeOf;
    private final int[] example;
    private final int[] left;
    private final QuotaHarm[] parts;
    private final boolean[] inPlan;
    private final Runnable check;
    // By type, as far as somebody asked.
    private final long[] harms;
    private long least;

    /** Whether a candidate keeps to the plan; asked at the present position. */
    interface Plan {
        boolean admits(int candidate);
    }

    private final Plan plan;

    /**
     * Relief before the first position.
     *
     * @param groups all, and {@code planned} those of them that the plan is for
     * @param quotas how many there are, at most 31
     * @param check run before each look at a kind of candidate; throws to give up
     */
    QuotaRelief(
            List<QuotaGroup> groups, List<QuotaGroup> planned, Plan plan, int quotas, int[] pinnedAt, Runnable check) {
        this.groups = groups;
        this.planned = planned;
        this.plan = plan;
        this.quotas = quotas;
        this.check = check;
        int n = pinnedAt.length;
        this.typeOf = new int[n];
        int[] examples = new int[n];
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        for (int i = 0; i < n; i++) {
            int type = numbers.computeIfAbsent(key(i), unseen -> numbers.size());
            typeOf[i] = type;
            examples[type] = i;
        }
        this.example = Arrays.copyOf(examples, numbers.size());
        this.left = new int[example.length];
        Arrays.stream(typeOf).forEach(type -> left[type]++);
        Arrays.stream(pinnedAt).filter(candidate -> candidate >= 0).forEach(candidate -> left[typeOf[candidate]]--);
        this.harms = new long[example.length];
        this.parts = groups.stream()
                .map(group -> new QuotaHarm(
                        group,
                        Arrays.stream(group.limits().members())
                                .mapToLong(this::bit)
                                .toArray()))
                .toArray(QuotaHarm[]::new);
        this.inPlan = new boolean[parts.length];
        for (int g = 0; g < inPlan.length; g++) {
            inPlan[g] = planned.contains(groups.get(g));
        }
        forget();
    }

    private List<Integer> key(int candidate) {
        return groups.stream()
                .flatMapToInt(group -> IntStream.concat(
                        IntStream.of(group.limits().classes().count(candidate)),
                        IntStream.range(0, group.limits().classes().count(candidate))
                                .map(k -> group.limits().classes().ordinal(candidate, k))))
                .boxed()
                .toList();
    }

    /** Whether no candidate left does less harm at the next position. */
    boolean admits(int candidate) {
        long harm = harm(typeOf[candidate]);
        return harm == 0 || harm == least();
    }

    private long least() {
        if (least == UNKNOWN) {
            least = Long.MAX_VALUE;
            for (int type = 0; type < harms.length && least > 0; type++) {
                least = left[type] == 0 ? least : Math.min(least, harm(type));
            }
        }
        return least;
    }

    /** Takes note that a candidate took a position; {@code pinned} ones were never left. */
    void take(int candidate, boolean pinned) {
        left[typeOf[candidate]] -= pinned ? 0 : 1;
        for (QuotaHarm part : parts) {
            part.take(candidate);
        }
        forget();
    }

    private void forget() {
        Arrays.fill(harms, UNKNOWN);
        least = UNKNOWN;
    }

    private long harm(int type) {
        if (harms[type] == UNKNOWN) {
            check.run();
            int candidate = example[type];
            boolean breaks = !planned.isEmpty() && !plan.admits(candidate);
            long harm = breaks ? bit(planned.getFirst().limits().members()[0]) << 1 : 0;
            for (int g = 0; g < parts.length; g++) {
                harm |= breaks || !inPlan[g] ? parts[g].of(candidate) : 0;
            }
            harms[type] = harm;
        }
        return harms[type];
    }

    private long bit(int quota) {
        return 1L << (2 * (quotas - 1 - quota));
    }
}
