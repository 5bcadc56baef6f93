/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Counts by looking into every order, with sets and maps of strings and nothing else. */
public final class Oracle {

    private final List<Set<String>> orders = new ArrayList<>();
    private final MinerSettings settings;
    private final Map<String, Long> items = new HashMap<>();
    private final Map<String, Anchor> anchors = new HashMap<>();

    /** @param orders those that match, their items in any number and order */
    public Oracle(Collection<? extends Collection<String>> orders, MinerSettings settings) {
        orders.forEach(order -> this.orders.add(new LinkedHashSet<>(order)));
        this.orders.forEach(order -> order.forEach(item -> items.merge(item, 1L, Long::sum)));
        this.settings = settings;
    }

    /** What was bought with one anchor: the partners, best first, and counts of all sets of one to three of them. */
    public record Anchor(long orders, List<String> partners, Map<List<String>, Long> sets) {

        /** The count of a set of partners. */
        public long count(Collection<String> partners) {
            return sets.getOrDefault(partners.stream().sorted().toList(), 0L);
        }
    }

    /** How many orders there are. */
    public long orders() {
        return orders.size();
    }

    /** How many orders hold all of these, whatever their size. */
    public long count(Collection<String> items) {
        return orders.stream().filter(order -> order.containsAll(items)).count();
    }

    /** How many orders hold an item, whatever their size. */
    public long count(String item) {
        return items.getOrDefault(item, 0L);
    }

    /** Counts with an anchor; found once. */
    public Anchor anchor(String anchor) {
        return anchors.computeIfAbsent(anchor, this::countAnchor);
    }

    private Anchor countAnchor(String anchor) {
        List<Set<String>> holding =
                orders.stream().filter(order -> order.contains(anchor)).toList();
        List<Set<String>> counting = holding.stream()
                .filter(order -> order.size() <= settings.maxBasketSize())
                .toList();
        Map<String, Long> pairs = new HashMap<>();
        counting.forEach(order -> order.forEach(item -> pairs.merge(item, 1L, Long::sum)));
        pairs.remove(anchor);
        List<String> partners = pairs.keySet().stream()
                .filter(item -> pairs.get(item) >= settings.minDocCount())
                .sorted(Comparator.<String>comparingLong(pairs::get).reversed().thenComparing(Terms.ORDER))
                .limit(settings.partners())
                .toList();
        Map<List<String>, Long> sets = new HashMap<>();
        for (Set<String> order : counting) {
            List<String> present =
                    partners.stream().filter(order::contains).sorted().toList();
            countSubsets(present, 0, List.of(), sets);
        }
        return new Anchor(holding.size(), partners, sets);
    }

    private void countSubsets(List<String> present, int from, List<String> chosen, Map<List<String>, Long> sets) {
        for (int i = from; i < present.size(); i++) {
            List<String> more =
                    Stream.concat(chosen.stream(), Stream.of(present.get(i))).toList();
            sets.merge(more, 1L, Long::sum);
            if (more.size() < settings.maxSize() - 1) {
                countSubsets(present, i + 1, more, sets);
            }
        }
    }
}
