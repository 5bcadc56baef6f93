/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.bench.orders.Order;

/** What became of recommendations in the orders that were held back. */
final class HeldBack {

    private final Split split;
    /** By anchor its row, counted once for all. */
    private final Map<String, Map<String, Integer>> rows = new HashMap<>();

    HeldBack(Split split) {
        this.split = split;
        split.anchors().forEach(anchor -> rows.put(anchor, split.held().with(anchor)));
    }

    /** Judges the lists of one recommender. */
    Judged judge(String name, Map<String, List<Partner>> lists) {
        List<Judged.Pair> pairs = new ArrayList<>();
        for (int a = 0; a < split.anchors().size(); a++) {
            String anchor = split.anchors().get(a);
            List<Partner> list = lists.getOrDefault(anchor, List.of());
            for (int i = 0; i < list.size(); i++) {
                Partner partner = list.get(i);
                pairs.add(new Judged.Pair(
                        a,
                        i + 1,
                        partner,
                        rows.get(anchor).getOrDefault(partner.item(), 0),
                        split.expected(anchor, partner.item())));
            }
        }
        return new Judged(name, split, pairs, hits(lists));
    }

    /** A row for each held-back order with two items or more, one of them an anchor. */
    private List<double[]> hits(Map<String, List<Partner>> lists) {
        List<double[]> hits = new ArrayList<>();
        for (Order order : split.held().orders()) {
            List<String> known = order.items().stream()
                    .filter(item -> split.mined().count(item) > 0)
                    .toList();
            if (known.size() > 1 && known.stream().anyMatch(rows::containsKey)) {
                hits.add(hits(known, lists));
            }
        }
        return hits;
    }

    /** {@code double[2]}: the share of the items that are within the first five and ten when they are left out. */
    private double[] hits(List<String> items, Map<String, List<Partner>> lists) {
        double[] hits = new double[2];
        Set<String> all = new HashSet<>(items);
        int tried = 0;
        for (String left : items) {
            Map<String, Double> best = new HashMap<>();
            boolean asked = false;
            for (String anchor : items) {
                if (!anchor.equals(left) && rows.containsKey(anchor)) {
                    asked = true;
                    for (Partner partner : lists.getOrDefault(anchor, List.of())) {
                        if (partner.item().equals(left) || !all.contains(partner.item())) {
                            best.merge(partner.item(), partner.score(), Math::max);
                        }
                    }
                }
            }
            if (asked) {
                tried++;
                int rank = rank(left, best);
                hits[0] += rank <= Judged.TOP ? 1 : 0;
                hits[1] += rank <= Recommender.SIZE ? 1 : 0;
            }
        }
        hits[0] /= Math.max(1, tried);
        hits[1] /= Math.max(1, tried);
        return hits;
    }

    private static int rank(String item, Map<String, Double> scores) {
        Double score = scores.get(item);
        if (score == null) {
            return Integer.MAX_VALUE;
        }
        Partner wanted = new Partner(item, score);
        int rank = 1;
        for (Map.Entry<String, Double> other : scores.entrySet()) {
            rank += Partner.BEST_FIRST.compare(new Partner(other.getKey(), other.getValue()), wanted) < 0 ? 1 : 0;
        }
        return rank;
    }
}
