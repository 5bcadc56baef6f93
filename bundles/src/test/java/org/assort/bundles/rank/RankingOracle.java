/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.Oracle;
import org.assort.bundles.stats.GammaFunction;

/** The list by definition: every combination scored from counts of every split, then chosen one by one. */
final class RankingOracle {

    private final Oracle oracle;
    private final MinerSettings miner;
    private final RankingSettings settings;
    private final ItemFacts facts;
    private final LiftPrior prior;

    RankingOracle(Oracle oracle, MinerSettings miner, RankingSettings settings, ItemFacts facts, LiftPrior prior) {
        this.oracle = oracle;
        this.miner = miner;
        this.settings = settings;
        this.facts = facts;
        this.prior = prior;
    }

    /** The list, and the association of each of its combinations. */
    Map<List<String>, Double> list(List<String> anchors) {
        Map<List<String>, Double> strong = new LinkedHashMap<>();
        for (String anchor : anchors) {
            Oracle.Anchor counted = oracle.anchor(anchor);
            for (List<String> set : subsets(counted.partners())) {
                List<String> items = new ArrayList<>(List.of(anchor));
                items.addAll(set);
                if (set.size() + 1 >= miner.minSize()
                        && set.size() < miner.maxSize()
                        && counted.count(set) >= miner.minDocCount()
                        && items.stream().allMatch(facts::available)
                        && price(items) <= settings.maxTotal()) {
                    double association = association(counted, set);
                    if (association > 0) {
                        strong.put(items, association);
                    }
                }
            }
        }
        return choose(strong);
    }

    private double price(Collection<String> items) {
        return items.stream()
                .mapToDouble(item -> facts.price(item).orElse(Double.POSITIVE_INFINITY))
                .sum();
    }

    private double association(Oracle.Anchor counted, List<String> set) {
        double count = counted.count(set);
        double most = 0;
        for (int other = 1; other < 1 << set.size(); other++) {
            List<String> with = new ArrayList<>();
            List<String> without = new ArrayList<>();
            for (int i = 0; i < set.size(); i++) {
                ((other & 1 << i) == 0 ? with : without).add(set.get(i));
            }
            double one = with.isEmpty() ? counted.orders() : counted.count(with);
            most = Math.max(most, one * oracle.count(without) / oracle.orders());
        }
        double share = count / counted.orders();
        double z = 1.6448536269514722;
        double n = counted.orders();
        double bound = (share + z * z / (2 * n) - z * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)))
                / (1 + z * z / n);
        double lift = GammaFunction.quantile(prior.shape() + count, 0.05, -z) / (prior.rate() + most);
        return bound * Math.log(lift);
    }

    private static List<List<String>> subsets(List<String> items) {
        List<List<String>> subsets = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            subsets.add(List.of(items.get(i)));
            for (int j = i + 1; j < items.size(); j++) {
                subsets.add(List.of(items.get(i), items.get(j)));
                for (int k = j + 1; k < items.size(); k++) {
                    subsets.add(List.of(items.get(i), items.get(j), items.get(k)));
                }
            }
        }
        return subsets;
    }

    private Map<List<String>, Double> choose(Map<List<String>, Double> strong) {
        Map<List<String>, Double> soft = new LinkedHashMap<>();
        strong.forEach((items, a) -> soft.put(items, a * (1 - settings.sameLeafPenalty() * substitutes(items))));
        double least = soft.values().stream().mapToDouble(a -> a).min().orElse(0);
        double most = soft.values().stream().mapToDouble(a -> a).max().orElse(0);
        List<List<String>> left = new ArrayList<>(strong.keySet());
        left.sort(Comparator.<List<String>>comparingDouble(strong::get)
                .reversed()
                .thenComparing(items -> String.join("\n", items)));
        Map<List<String>, Double> chosen = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        while (!left.isEmpty() && chosen.size() < settings.size()) {
            List<String> best = null;
            double greatest = -1;
            for (List<String> items : left) {
                double a = most > least ? (soft.get(items) - least) / (most - least) : 1;
                double score = score(items, a, seen);
                if (score > greatest) {
                    greatest = score;
                    best = items;
                }
            }
            List<String> taken = best;
            chosen.put(taken, strong.get(taken));
            taken.forEach(item -> seen.addAll(kinds(item)));
            left.removeIf(items -> Set.copyOf(items).equals(Set.copyOf(taken)));
        }
        return chosen;
    }

    private List<String> kinds(String item) {
        return facts.categories(item).isEmpty() ? List.of("only " + item) : facts.categories(item);
    }

    private double substitutes(List<String> items) {
        double pairs = 0;
        double same = 0;
        for (String one : items) {
            for (String other : items) {
                if (one.compareTo(other) < 0) {
                    pairs++;
                    same += facts.categories(one).stream().anyMatch(facts.categories(other)::contains) ? 1 : 0;
                }
            }
        }
        return same / pairs;
    }

    private double score(List<String> items, double association, Set<String> seen) {
        Set<String> kinds = new HashSet<>();
        items.forEach(item -> kinds.addAll(kinds(item)));
        double fresh = kinds.stream().filter(kind -> !seen.contains(kind)).count();
        double weights = settings.association() + settings.relevance() + settings.coverage();
        return (settings.association() * association
                        + settings.relevance() * facts.relevance(items.getFirst())
                        + settings.coverage() * fresh / kinds.size())
                / weights;
    }
}
