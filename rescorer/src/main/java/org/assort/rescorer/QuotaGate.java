/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Holds a list to quotas. Blocks are filled one after the other from what earlier blocks left; the shortfall of a block is
 * the least, in the listed order of its quotas, that filling its positions allows when it begins, with what is pinned in
 * it. A candidate is admitted exactly when the block can still end with that shortfall after taking it.
 *
 * <p>That is exact for one field, and for two ({@link QuotaPlan}), where no candidate has several values. Of blocks of
 * different lengths the one that began first goes before; after those that are being filled, the shorter blocks up to the
 * end of the longer one lose as little as possible in sum. Quotas of one field with another {@code within} count as another
 * field. With more fields, or several values, the first two fields that allow a plan have one, the others are held to what
 * each needs by itself ({@link QuotaRelief}), and what is unmet is not proven to be the least. Neither is it where two
 * lengths are not multiples: the end of a longer block may then be held to upper limits alone.
 *
 * <p>One upper limit on one field costs a few additions for each call, and no memory. For one thread and one list.
 */
final class QuotaGate implements Gate {

    private final int n;
    private final Runnable check;
    private final int[] pinnedAt;
    private final List<QuotaGroup> groups;
    private final List<QuotaGroup> planned;
    /** The planned ones, the same twice where there is but one; null where there is none. */
    private final QuotaGroup one;

    private final QuotaGroup two;
    private final QuotaPairs pairs;
    private final QuotaRelief relief;
    private final boolean joint;
    private final boolean asks;
    private final int free;
    private final List<Unmet> closed = new ArrayList<>();
    private final int[] within;
    private QuotaPlan plan;
    private int position;
    /** Whether sums alone decide at the position. */
    private boolean quick;

    private QuotaGate(Candidates candidates, List<Quota> quotas, int[] pinnedAt, Runnable check) {
        this.check = check;
        this.n = candidates.size();
        this.pinnedAt = pinnedAt;
        this.within = quotas.stream().mapToInt(Quota::within).toArray();
        QuotaGroups sorted = QuotaGroups.of(candidates, quotas, pinnedAt, check);
        this.groups = sorted.all();
        this.planned = sorted.planned();
        this.one = planned.isEmpty() ? null : planned.getFirst();
        this.two = planned.isEmpty() ? null : planned.getLast();
        this.pairs = one == null ? null : new QuotaPairs(one, two, pinnedAt);
        this.relief = planned.size() == groups.size()
                ? null
                : new QuotaRelief(groups, planned, this::keepsPlan, quotas.size(), pinnedAt, check);
        this.joint = sorted.joint(n);
        this.asks = planned.stream().anyMatch(group -> group.limits().asks());
        this.free = pairs == null ? -1 : pairs.find(-1, -1);
        look();
    }

    private void look() {
        quick = relief == null && !groups.isEmpty() && easy();
    }

    /**
     * A gate before the first position.
     *
     * @param quotas at most 31, the more important first
     * @param pinnedAt {@code int[n]} the candidate that is pinned at each position, -1 for none; null for no pin at all
     * @param check run now and then while a plan is made or a way out is looked for; throws to give up
     * @throws IllegalArgumentException if a quota names a field or an ordinal that is not there
     */
    static Gate of(Candidates candidates, List<Quota> quotas, int[] pinnedAt, Runnable check) {
        if (pinnedAt != null && pinnedAt.length != candidates.size()) {
            throw new IllegalArgumentException(
                    "[pinnedAt] must have [" + candidates.size() + "] positions, got [" + pinnedAt.length + "]");
        }
        for (Quota quota : quotas) {
            if (!(quota.field() >= 0 && quota.field() < candidates.fields().size())) {
                throw new IllegalArgumentException("[quotas.field] must be in [0, "
                        + candidates.fields().size() + "), got [" + quota.field() + "]");
            }
            int cardinality = candidates.fields().get(quota.field()).cardinality();
            if (quota.value() < Quota.EACH || quota.value() >= cardinality) {
                throw new IllegalArgumentException(
                        "[quotas.value] must be in [-1, " + cardinality + "), got [" + quota.value() + "]");
            }
        }
        if (quotas.isEmpty() || candidates.size() == 0) {
            return OPEN;
        }
        int[] pins = new int[candidates.size()];
        Arrays.setAll(pins, p -> pinnedAt == null ? -1 : pinnedAt[p]);
        return new QuotaGate(candidates, quotas, pins, check);
    }

    @Override
    public int admittedFrom(int candidate, int next) {
        if (next != position) {
            throw new IllegalArgumentException("[" + position + "] is to be filled, got [" + next + "]");
        }
        if (groups.isEmpty() || pinnedAt[position] == candidate) {
            return position;
        }
        if (relief != null) {
            return relief.admits(candidate) ? position : position + 1;
        }
        return keepsPlan(candidate) ? position : later(candidate);
    }

    @Override
    public int soonest(int candidate, int next) {
        return !quick || keepsEasily(candidate) ? next : admittedFrom(candidate, next);
    }

    private boolean keepsPlan(int candidate) {
        return easy() ? keepsEasily(candidate) : plan().admits(candidate);
    }

    /** What {@link #keepsPlan} says where sums alone decide. */
    private boolean keepsEasily(int candidate) {
        return one == two
                ? one.keepsFeasible(one.limits().only(candidate))
                : !full(one, candidate) && !full(two, candidate);
    }

    /** Whether sums alone decide: one group without a shortfall, or two with enough candidates that no quota binds. */
    private boolean easy() {
        if (one == two) {
            return one.feasible();
        }
        return !asks && free >= 0 && pairs.left(free) >= (one.end() > two.end() ? one : two).slots();
    }

    private QuotaPlan plan() {
        if (plan == null) {
            plan = new QuotaPlan(planned, pairs, position, check);
        }
        return plan;
    }

    private static boolean full(QuotaGroup group, int candidate) {
        int k = group.limits().only(candidate);
        return k >= 0 && group.full(k);
    }

    /**
     * When a candidate that is not admitted may be: after the block that can take no more of it, else after the first
     * block that ends, since until then there are ever fewer ways to end without a greater shortfall.
     */
    private int later(int candidate) {
        int until = n;
        int full = 0;
        for (QuotaGroup group : planned) {
            until = Math.min(until, group.end());
            if (full(group, candidate)) {
                full = Math.max(full, group.end());
            }
        }
        return Math.max(until, easy() || plan().clean() ? full : 0);
    }

    @Override
    public void place(int candidate) {
        boolean pinned = pinnedAt[position] == candidate;
        if (!pinned) {
            if (plan != null && !plan.take(candidate)) {
                plan = null;
            }
            groups.forEach(group -> group.take(candidate));
            if (pairs != null) {
                pairs.take(candidate);
            }
        }
        if (relief != null) {
            relief.take(candidate, pinned);
        }
        position++;
        for (QuotaGroup group : groups) {
            if (position == group.end()) {
                add(group, group.limits().shortfalls(group.held()), closed);
                if (position < n) {
                    group.begin(position);
                }
                plan = planned.contains(group) ? null : plan;
            }
        }
        look();
    }

    private static void add(QuotaGroup group, int[] shortfalls, List<Unmet> unmet) {
        for (int place = 0; place < shortfalls.length; place++) {
            if (shortfalls[place] > 0) {
                unmet.add(new Unmet(
                        group.limits().members()[place],
                        group.start() / group.limits().within(),
                        shortfalls[place]));
            }
        }
    }

    /**
     * The same; of a block that is not filled yet the least shortfall, or without a plan what is certain to be missing.
     */
    @Override
    public List<Unmet> unmet(int positions) {
        List<Unmet> unmet = new ArrayList<>(closed);
        for (QuotaGroup group : groups) {
            if (position < n) {
                add(group, ahead(group), unmet);
            }
        }
        unmet.removeIf(one -> startOf(one) >= positions);
        unmet.sort(Comparator.comparingLong(this::startOf).thenComparingInt(Unmet::quota));
        return unmet;
    }

    private long startOf(Unmet unmet) {
        return (long) unmet.block() * within[unmet.quota()];
    }

    private int[] ahead(QuotaGroup group) {
        if (planned.contains(group)) {
            return easy() ? group.limits().excess(group.held()) : plan().shortfalls(group);
        }
        int[] wants = group.limits().excess(group.held());
        int[] missing = new int[wants.length];
        group.wants(-1, missing);
        Arrays.setAll(wants, place -> wants[place] + missing[place]);
        return wants;
    }

    /**
     * Certain where everything is planned in sight of whole blocks, and also where nothing is unmet so far: a list that
     * holds to all quotas is its own proof.
     */
    @Override
    public boolean proven() {
        if (relief == null && joint) {
            return true;
        }
        boolean met = closed.isEmpty();
        for (QuotaGroup group : groups) {
            if (position < n && group.start() < position) {
                met &= Arrays.stream(
                                planned.contains(group)
                                        ? ahead(group)
                                        : group.limits().shortfalls(group.held()))
                        .allMatch(shortfall -> shortfall == 0);
            }
        }
        return met;
    }
}
