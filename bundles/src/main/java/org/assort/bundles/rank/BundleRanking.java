/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assort.bundles.MiningTask;
import org.assort.bundles.ShardBundles;
import org.assort.bundles.Terms;
import org.assort.bundles.merge.MinedAnchor;
import org.assort.bundles.merge.MinedBundles;

/**
 * Chooses bundles from what was counted. Where {@link #counts} has a task, every shard answers it and the answers go to {@link
 * #choose}: whether three or four items belong together is told by splits of the set that no anchor's orders hold. Only what is
 * more frequent than chance with 95% is a candidate. For one thread.
 */
public final class BundleRanking {

    private static final int MOST_PAIRS = 1_000;
    /** Sets of three and four for each bundle wanted: some fall when all of their splits are known. */
    private static final int SETS_FOR_EACH = 4;

    /** The strongest first, then by items, so that ties are settled in the same way each time. */
    private static final Comparator<Scored> STRONGEST = Comparator.comparingDouble(Scored::association)
            .reversed()
            .thenComparing(scored -> String.join("\n", scored.candidate().items()), Terms.ORDER);

    private final RankingSettings settings;
    private final ItemFacts facts;
    private final Eligibility eligibility;
    private final LiftPrior prior;
    private final List<Scored> pairs;
    private final List<Scored> sets;
    private final SubsetCounts subsets;

    /**
     * Finds the strongest candidates by what was counted so far.
     *
     * @param borrowed for {@link #withoutHistory} anchors
     * @param floor orders that were read and hold a bundle, at least: what a sample is scaled up to may stand for one order
     */
    public BundleRanking(MinedBundles mined, RankingSettings settings, ItemFacts facts, Borrowed borrowed, long floor) {
        this.settings = settings;
        this.facts = facts;
        this.eligibility = new Eligibility(facts, settings.maxTotal());
        this.prior = CountedPairs.prior(mined);
        Shortlist bestPairs = new Shortlist(MOST_PAIRS);
        Shortlist bestSets = new Shortlist(Math.multiplyExact(SETS_FOR_EACH, settings.size()));
        CandidateSearch search = new CandidateSearch(mined.settings(), floor, eligibility, bestPairs, bestSets);
        for (MinedAnchor anchor : mined.anchors()) {
            search.search(anchor.anchor(), mined, anchor, scorer(mined, anchor, null), 1);
        }
        for (String anchor : withoutHistory(mined)) {
            for (Neighbour neighbour : borrowed.neighbours().getOrDefault(anchor, List.of())) {
                MinedBundles lent = borrowed.mined();
                lent.anchor(neighbour.item())
                        .ifPresent(lender -> search.search(
                                anchor, lent, lender, scorer(lent, lender, null), neighbour.similarity()));
            }
        }
        this.pairs = bestPairs.all();
        this.sets = bestSets.all();
        this.subsets = new SubsetCounts(sets.stream()
                .flatMap(set -> set.candidate().withoutAnchor().stream())
                .toList());
    }

    private Scorer scorer(MinedBundles mined, MinedAnchor anchor, SubsetCounts known) {
        return new Scorer(anchor, new Expectation(anchor, mined.orders(), mined.items(), known), prior);
    }

    /** Anchors that have no partner of their own, in the order of the request. */
    public static List<String> withoutHistory(MinedBundles mined) {
        return mined.anchors().stream()
                .filter(anchor -> anchor.partners().isEmpty())
                .map(MinedAnchor::anchor)
                .toList();
    }

    /** What is left to be counted, if anything. */
    public Optional<MiningTask> counts() {
        return subsets.asked().isEmpty() ? Optional.empty() : Optional.of(MiningTask.counts(subsets.asked()));
    }

    /**
     * The list, best first.
     *
     * @param answers of all shards to {@link #counts}; empty where nothing was asked
     */
    public List<Bundle> choose(List<ShardBundles> answers) {
        subsets.add(answers);
        List<Scored> candidates = new ArrayList<>(pairs);
        sets.stream().flatMap(this::scoredAgain).forEach(candidates::add);
        candidates.sort(STRONGEST);
        return new GreedyList(settings, facts)
                .choose(candidates).stream().map(this::bundle).toList();
    }

    /** With all splits; none where it is not more frequent than they explain. */
    private Stream<Scored> scoredAgain(Scored scored) {
        Candidate candidate = scored.candidate();
        Strength strength =
                scorer(candidate.mined(), candidate.counted(), subsets).above(candidate.set(), 0);
        return strength == null ? Stream.empty() : Stream.of(new Scored(candidate, strength));
    }

    private Bundle bundle(GreedyList.Choice choice) {
        Candidate candidate = choice.scored().candidate();
        Strength strength = choice.scored().strength();
        return new Bundle(
                candidate.items(),
                candidate.counted().estimate(candidate.set()),
                candidate.counted().count(candidate.set()) / candidate.mined().orders(),
                strength.confidence(),
                strength.lift(),
                strength.liftBound(),
                eligibility.total(candidate.items()),
                choice.scored().association(),
                choice.score(),
                candidate.borrowed() ? Bundle.Source.SIMILAR : Bundle.Source.ORDERS,
                candidate.counted().anchor());
    }

    /** What the lower bounds of lift were computed with. */
    public LiftPrior prior() {
        return prior;
    }
}
