/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assort.bundles.MiningTask;
import org.assort.bundles.ShardBundles;
import org.assort.bundles.merge.MinedBundles;

/**
 * Chooses bundles from what was counted. Where {@link #counts} has a task, every shard answers it and the answers go to {@link
 * #choose}: whether three or four items belong together is told by splits of the set that no anchor's orders hold.
 */
@SuppressWarnings("DoNotCallSuggester") // to be written
public final class BundleRanking {

    /**
     * @param neighbours by anchor without a history the products it borrows from, the nearest first; those must be among the
     *     mined anchors. Empty for none
     */
    public BundleRanking(
            MinedBundles mined, RankingSettings settings, ItemFacts facts, Map<String, List<Neighbour>> neighbours) {
        throw new UnsupportedOperationException();
    }

    /** Anchors that have no bundle of their own, in the order of the request. */
    public static List<String> withoutHistory(MinedBundles mined) {
        throw new UnsupportedOperationException();
    }

    /** What is left to be counted, if anything. */
    public Optional<MiningTask> counts() {
        throw new UnsupportedOperationException();
    }

    /**
     * The list, best first.
     *
     * @param answers of all shards to {@link #counts}; empty where nothing was asked
     */
    public List<Bundle> choose(List<ShardBundles> answers) {
        throw new UnsupportedOperationException();
    }

    /** What the lower bounds of lift were computed with. */
    public LiftPrior prior() {
        throw new UnsupportedOperationException();
    }
}
