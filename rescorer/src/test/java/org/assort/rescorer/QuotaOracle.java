/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Quotas by their definition, over all ways to fill positions; shares nothing with the gate. */
final class QuotaOracle {

    private final Candidates candidates;
    private final List<Quota> quotas;
    private final int[] pinnedAt;
    private final int n;

    QuotaOracle(Candidates candidates, List<Quota> quotas, int[] pinnedAt) {
        this.candidates = candidates;
        this.quotas = quotas;
        this.pinnedAt = pinnedAt;
        this.n = candidates.size();
    }

    /** Shortfall of a quota in a block that holds these candidates. */
    int shortfall(Quota quota, List<Integer> block, boolean upperAlone) {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        FieldValues values = candidates.fields().get(quota.field());
        for (int candidate : block) {
            for (int k = 0; k < values.count(candidate); k++) {
                counts.merge(values.ordinal(candidate, k), 1, Integer::sum);
            }
        }
        if (quota.value() != Quota.EACH) {
            int count = counts.getOrDefault(quota.value(), 0);
            return Math.max(0, count - quota.most()) + (upperAlone ? 0 : Math.max(0, quota.least() - count));
        }
        return counts.values().stream()
                .mapToInt(count -> Math.max(0, count - quota.most()))
                .sum();
    }

    /** What a list leaves unmet in the blocks that begin among its first positions. */
    List<Unmet> unmet(List<Integer> list, int positions) {
        List<Unmet> unmet = new ArrayList<>();
        for (int start = 0; start < Math.min(n, positions); start++) {
            for (int q = 0; q < quotas.size(); q++) {
                Quota quota = quotas.get(q);
                if (start % quota.within() == 0) {
                    int end = Math.min(n, start + quota.within());
                    int shortfall = shortfall(quota, list.subList(start, end), false);
                    if (shortfall > 0) {
                        unmet.add(new Unmet(q, start / quota.within(), shortfall));
                    }
                }
            }
        }
        return unmet;
    }

    /** Whether some list could leave a quota unmet; one that cannot is nowhere looked at. */
    private boolean binds(Quota quota) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            all.add(i);
        }
        return quota.least() > 0 || shortfall(quota, all, true) > 0;
    }

    /** The quotas of fields and lengths of which any binds. */
    private List<Integer> binding() {
        List<Integer> binding = new ArrayList<>();
        for (int q = 0; q < quotas.size(); q++) {
            Quota quota = quotas.get(q);
            if (quotas.stream()
                    .anyMatch(other ->
                            other.field() == quota.field() && other.within() == quota.within() && binds(other))) {
                binding.add(q);
            }
        }
        return binding;
    }

    /**
     * The least cost of all ways to go on from the first positions, up to the end of the longest block: shortfalls of the
     * blocks that are being filled, of the earlier begun first, then as listed; then of the later ones in sight, summed.
     * Of a block that goes on beyond, upper limits alone, with all that is pinned in it.
     *
     * @param at the position at which the blocks are looked at; the list may be one longer
     */
    int[] least(List<Integer> list, int at) {
        int sight = 0;
        for (int q : binding()) {
            sight = Math.max(sight, Math.min(n, startOf(q, at) + quotas.get(q).within()));
        }
        return fill(new ArrayList<>(list), at, sight, -1);
    }

    private int startOf(int q, int at) {
        return at - at % quotas.get(q).within();
    }

    /** The block of a quota that a position lies in. */
    int current(int quota, int position) {
        return position / quotas.get(quota).within();
    }

    /** {@code int[]} quotas of {@link #least} in the order of its first components. */
    List<Integer> order(int at) {
        List<Integer> order = binding();
        order.sort(Comparator.comparingInt((Integer q) -> startOf(q, at)).thenComparingInt(q -> q));
        return order;
    }

    private int[] fill(List<Integer> list, int at, int sight, int previous) {
        int position = list.size();
        if (position >= sight) {
            return cost(list, at, sight);
        }
        if (pinnedAt[position] >= 0) {
            list.add(pinnedAt[position]);
            int[] cost = fill(list, at, sight, begins(position + 1) ? -1 : previous);
            list.removeLast();
            return cost;
        }
        int[] best = null;
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int candidate = i;
            // Within a cell the order does not matter: kinds ascend.
            String kind = kind(i);
            boolean free = !list.contains(i) && Arrays.stream(pinnedAt).noneMatch(pinned -> pinned == candidate);
            boolean ascends = previous < 0 || kind(previous).compareTo(kind) <= 0;
            if (free && ascends && !seen.contains(kind)) {
                seen.add(kind);
                list.add(i);
                int[] cost = fill(list, at, sight, begins(position + 1) ? -1 : i);
                list.removeLast();
                if (cost != null && (best == null || Arrays.compare(cost, best) < 0)) {
                    best = cost;
                }
            }
        }
        return best;
    }

    private boolean begins(int position) {
        return quotas.stream().anyMatch(quota -> position % quota.within() == 0);
    }

    private String kind(int candidate) {
        StringBuilder kind = new StringBuilder();
        for (FieldValues values : candidates.fields()) {
            kind.append('/');
            for (int k = 0; k < values.count(candidate); k++) {
                kind.append((char) ('a' + values.ordinal(candidate, k)));
            }
        }
        return kind.toString();
    }

    private int[] cost(List<Integer> list, int at, int sight) {
        List<Integer> order = order(at);
        int[] cost = new int[order.size() + quotas.size()];
        for (int i = 0; i < order.size(); i++) {
            Quota quota = quotas.get(order.get(i));
            int start = startOf(order.get(i), at);
            int end = Math.min(n, start + quota.within());
            cost[i] = shortfall(quota, block(list, start, end), end > sight);
            for (start = end; start < sight; start = end) {
                end = Math.min(n, start + quota.within());
                cost[order.size() + order.get(i)] += shortfall(quota, block(list, start, end), end > sight);
            }
        }
        return cost;
    }

    /** What is known of a block: the list as far as it goes, then what is pinned. */
    private List<Integer> block(List<Integer> list, int start, int end) {
        List<Integer> block = new ArrayList<>();
        for (int p = start; p < end; p++) {
            if (p < list.size()) {
                block.add(list.get(p));
            } else if (pinnedAt[p] >= 0) {
                block.add(pinnedAt[p]);
            }
        }
        return block;
    }
}
