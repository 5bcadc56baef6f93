/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The quotas sorted by field and length of block, and for which of the groups there can be a plan ({@link QuotaPlan}).
 *
 * @param all those of which some quota can bind, in the order of the first quota of each
 * @param planned of these the first two, or the first, that allow a plan
 */
record QuotaGroups(List<QuotaGroup> all, List<QuotaGroup> planned) {

    /** Arcs of the largest network that is worth its time; beyond it the second field is done without a plan. */
    private static final int ARCS = 4_000;

    /**
     * Sorts quotas.
     *
     * @param pinnedAt {@code int[n]} the candidate that is pinned at each position, -1 for none
     * @param check run before each group; throws to give up
     */
    static QuotaGroups of(Candidates candidates, List<Quota> quotas, int[] pinnedAt, Runnable check) {
        List<QuotaGroup> all = new ArrayList<>();
        for (int[] members : grouped(quotas)) {
            check.run();
            FieldValues values = candidates.fields().get(quotas.get(members[0]).field());
            QuotaGroup group = new QuotaGroup(quotas, members, values, pinnedAt);
            if (group.limits().size() > 0) {
                all.add(group);
            }
        }
        List<QuotaGroup> planned = new ArrayList<>();
        for (QuotaGroup group : all) {
            if (planned.size() < 2
                    && group.limits().classes().single()
                    && (planned.isEmpty() || fits(planned.getFirst(), group, pinnedAt))) {
                planned.add(group);
            }
        }
        return new QuotaGroups(all, planned);
    }

    /** Indices of quotas by field and length of block, in the order of the first of each. */
    private static List<int[]> grouped(List<Quota> quotas) {
        Map<List<Integer>, List<Integer>> groups = new LinkedHashMap<>();
        for (int q = 0; q < quotas.size(); q++) {
            List<Integer> key = List.of(quotas.get(q).field(), quotas.get(q).within());
            groups.computeIfAbsent(key, unseen -> new ArrayList<>()).add(q);
        }
        return groups.values().stream()
                .map(members -> members.stream().mapToInt(q -> q).toArray())
                .toList();
    }

    private static boolean fits(QuotaGroup one, QuotaGroup other, int[] pinnedAt) {
        int shorter = Math.min(one.limits().within(), other.limits().within());
        int longer = Math.max(one.limits().within(), other.limits().within());
        int cells = 1 + Math.min(pinnedAt.length, longer) / shorter;
        return cells * new QuotaPairs(one, other, pinnedAt).size() <= ARCS;
    }

    /** Whether the plan sees whole blocks only: the end of the longer one is the end of a shorter one, or of all. */
    boolean joint(int positions) {
        int least = planned.stream()
                .mapToInt(group -> group.limits().within())
                .min()
                .orElse(1);
        int most = planned.stream()
                .mapToInt(group -> group.limits().within())
                .max()
                .orElse(1);
        return most % least == 0 || most >= positions;
    }
}
