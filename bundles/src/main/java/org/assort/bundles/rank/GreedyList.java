/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses bundles one by one, each time the one with the greatest score now: the weighted mean of association, relevance and what
 * it brings that is new. What is new only shrinks as the list grows, so scores descend.
 */
final class GreedyList {

    private final RankingSettings settings;
    private final ItemFacts facts;
    private final Set<String> covered = new HashSet<>();

    GreedyList(RankingSettings settings, ItemFacts facts) {
        this.settings = settings;
        this.facts = facts;
    }

    /**
     * A candidate with what does not change.
     *
     * @param association in [0, 1], by the least and the greatest of all candidates after substitutes were softened
     * @param relevance of the anchor
     * @param items in no order
     * @param kinds the categories that it covers
     */
    private record Rated(Scored scored, double association, double relevance, Set<String> items, Set<String> kinds) {}

    /** A candidate and the score that it was chosen with. */
    record Choice(Scored scored, double score) {}

    /** The best of the candidates, of equals the one that stands first; the same items only once, whoever is the anchor. */
    List<Choice> choose(List<Scored> candidates) {
        List<Rated> left = rate(candidates);
        List<Choice> chosen = new ArrayList<>();
        while (chosen.size() < settings.size() && !left.isEmpty()) {
            int best = 0;
            double most = score(left.getFirst());
            for (int i = 1; i < left.size(); i++) {
                double score = score(left.get(i));
                if (score > most) {
                    best = i;
                    most = score;
                }
            }
            Rated taken = left.remove(best);
            chosen.add(new Choice(taken.scored(), most));
            covered.addAll(taken.kinds());
            left.removeIf(other -> other.items().equals(taken.items()));
        }
        return chosen;
    }

    private double score(Rated rated) {
        int fresh = 0;
        for (String kind : rated.kinds()) {
            fresh += covered.contains(kind) ? 0 : 1;
        }
        double coverage = (double) fresh / rated.kinds().size();
        double sum = settings.association() * rated.association()
                + settings.relevance() * rated.relevance()
                + settings.coverage() * coverage;
        return sum / (settings.association() + settings.relevance() + settings.coverage());
    }

    private List<Rated> rate(List<Scored> candidates) {
        double[] softened = candidates.stream()
                .mapToDouble(scored -> scored.association()
                        * (1
                                - settings.sameLeafPenalty()
                                        * sameLeaf(scored.candidate().items())))
                .toArray();
        double least = Arrays.stream(softened).min().orElse(0);
        double most = Arrays.stream(softened).max().orElse(0);
        List<Rated> rated = new ArrayList<>();
        for (int i = 0; i < softened.length; i++) {
            Candidate candidate = candidates.get(i).candidate();
            List<String> items = candidate.items();
            rated.add(new Rated(
                    candidates.get(i),
                    most > least ? (softened[i] - least) / (most - least) : 1,
                    facts.relevance(candidate.anchor()),
                    candidate.itemSet(),
                    kinds(items)));
        }
        return rated;
    }

    /** The share of pairs that have a leaf category in common: the one may stand for the other. */
    private double sameLeaf(List<String> items) {
        int same = 0;
        int pairs = 0;
        for (int i = 0; i < items.size(); i++) {
            Set<String> leaves = new HashSet<>(facts.categories(items.get(i)));
            for (int j = 0; j < i; j++) {
                pairs++;
                same += facts.categories(items.get(j)).stream().anyMatch(leaves::contains) ? 1 : 0;
            }
        }
        return (double) same / pairs;
    }

    /** The categories of the items; an item without any is a category of its own. */
    private Set<String> kinds(List<String> items) {
        Set<String> kinds = new HashSet<>();
        for (String item : items) {
            List<String> categories = facts.categories(item);
            if (categories.isEmpty()) {
                kinds.add("item " + item);
            }
            categories.forEach(category -> kinds.add("category " + category));
        }
        return kinds;
    }
}
