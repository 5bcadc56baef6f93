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
 * <p>The first candidate without harm is let in at once; otherwise a position costs a look at every kind of candidate and
 * every quota.
 */
final class QuotaRelief {

    private final List<QuotaGroup> groups;
    private final List<QuotaGroup> planned;
    private final int quotas;
    private final int[] typeOf;
    private final int[] example;
    private final int[] left;
    private final long[] harms;
    private final int[] before;
    private final int[] after;
    private long least;
    private boolean known;

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
     */
    QuotaRelief(List<QuotaGroup> groups, List<QuotaGroup> planned, Plan plan, int quotas, int[] pinnedAt) {
        this.groups = groups;
        this.planned = planned;
        this.plan = plan;
        this.quotas = quotas;
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
        this.before = new int[quotas];
        this.after = new int[quotas];
    }

    private List<Integer> key(int candidate) {
        return groups.stream()
                .flatMapToInt(group -> IntStream.concat(
                        IntStream.of(group.classes().count(candidate)),
                        IntStream.range(0, group.classes().count(candidate))
                                .map(k -> group.classes().ordinal(candidate, k))))
                .boxed()
                .toList();
    }

    /** Whether no candidate left does less harm at the next position. */
    boolean admits(int candidate) {
        if (!known) {
            long harm = harm(candidate);
            if (harm == 0) {
                return true;
            }
            least = Long.MAX_VALUE;
            for (int type = 0; type < harms.length; type++) {
                harms[type] = left[type] == 0 ? Long.MAX_VALUE : harm(example[type]);
                least = Math.min(least, harms[type]);
            }
            known = true;
        }
        return harms[typeOf[candidate]] == least;
    }

    /** Takes note that a candidate took a position; {@code pinned} ones were never left. */
    void take(int candidate, boolean pinned) {
        left[typeOf[candidate]] -= pinned ? 0 : 1;
        known = false;
    }

    private long harm(int candidate) {
        boolean breaks = !planned.isEmpty() && !plan.admits(candidate);
        long harm = breaks ? bit(planned.getFirst().members()[0]) << 1 : 0;
        for (QuotaGroup group : groups) {
            if (breaks || !planned.contains(group)) {
                harm |= excess(group, candidate) | want(group, candidate);
            }
        }
        return harm;
    }

    private long bit(int quota) {
        return 1L << (2 * (quotas - 1 - quota));
    }

    private long excess(QuotaGroup group, int candidate) {
        long harm = 0;
        for (int i = 0; i < group.classes().count(candidate); i++) {
            int k = group.classes().ordinal(candidate, i);
            for (int place : group.quotasOf(k)) {
                if (group.held()[k] >= group.quota(place).most()) {
                    harm |= bit(group.members()[place]);
                }
            }
        }
        return harm;
    }

    private long want(QuotaGroup group, int candidate) {
        group.wants(-1, before);
        group.wants(candidate, after);
        long harm = 0;
        for (int place = 0; place < group.members().length; place++) {
            if (after[place] > before[place]) {
                harm |= bit(group.members()[place]);
            }
        }
        return harm;
    }
}
