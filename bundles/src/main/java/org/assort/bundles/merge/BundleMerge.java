/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assort.bundles.AnchorCounts;
import org.assort.bundles.AnchorRequest;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.MiningTask;
import org.assort.bundles.Pass;
import org.assort.bundles.ShardBundles;

/**
 * Drives the passes over the shards: while {@link #next} has a task, every shard answers it, and all answers go to {@link
 * #add}. One shard takes one pass. Several take {@link Pass#ROWS} until the best M partners of each anchor are certain, mostly
 * once, at most three times, and then {@link Pass#SETS}. So n shards count what one would. For one thread.
 *
 * <p>Every pass asks about every anchor, so that the budget is spread in the same way and a sample is the same in all of them.
 *
 * <p>A pass holds the answers of all shards, each of up to {@link MinerSettings#answerBytes}; whoever asks accounts for them.
 */
public final class BundleMerge {

    private final MinerSettings settings;
    private final List<String> anchors;
    private final List<PartnerSearch> searches;
    private Pass pass;
    private MinedBundles result;

    /**
     * Asks nothing yet.
     *
     * @param anchors distinct, the best first
     * @param shards how many will answer, as far as it is known; another number changes how many passes it takes, not the
     *     result
     * @throws IllegalArgumentException if a shard's answer may take more than {@link MinerSettings#MOST_BYTES}
     */
    public BundleMerge(MinerSettings settings, List<String> anchors, int shards) {
        settings.checkAnswer(anchors.size());
        this.settings = settings;
        this.anchors = List.copyOf(anchors);
        this.searches = anchors.stream()
                .map(anchor -> new PartnerSearch(settings, anchor))
                .toList();
        this.pass = shards == 1 ? Pass.ALL : Pass.ROWS;
        if (anchors.isEmpty()) {
            result = new MinedBundles(settings, 0, 0, 0, 0, Map.of(), List.of());
        }
    }

    /** What every shard is to be asked next; empty when {@link #result} is ready. */
    public Optional<MiningTask> next() {
        if (result != null) {
            return Optional.empty();
        }
        List<AnchorRequest> requests = searches.stream()
                .map(search -> pass == Pass.SETS
                        ? AnchorRequest.of(search.request().anchor(), search.found())
                        : search.request())
                .toList();
        return Optional.of(MiningTask.anchors(pass, requests));
    }

    /**
     * Takes the answers of all shards to {@link #next}; a shard that has no document may be missing.
     *
     * @throws IllegalStateException if nothing was asked
     * @throws IllegalArgumentException if an answer is not about the anchors that were asked about
     */
    public void add(List<ShardBundles> answers) {
        if (result != null) {
            throw new IllegalStateException("nothing was asked");
        }
        for (ShardBundles answer : answers) {
            if (!answer.anchors().stream().map(AnchorCounts::anchor).toList().equals(anchors)) {
                throw new IllegalArgumentException("an answer must be about the anchors that were asked about");
            }
        }
        if (pass == Pass.SETS || (pass == Pass.ALL && answers.size() <= 1)) {
            finish(answers);
            return;
        }
        for (int i = 0; i < anchors.size(); i++) {
            searches.get(i).add(ofAnchor(answers, i));
        }
        pass = searches.stream().allMatch(PartnerSearch::done) ? Pass.SETS : Pass.ROWS;
    }

    private static List<AnchorCounts> ofAnchor(List<ShardBundles> answers, int anchor) {
        return answers.stream().map(answer -> answer.anchors().get(anchor)).toList();
    }

    private void finish(List<ShardBundles> answers) {
        long available = 0;
        double missed = 0;
        List<MinedAnchor> mined = new ArrayList<>();
        for (int i = 0; i < anchors.size(); i++) {
            MinedAnchor anchor = MinedAnchor.merge(settings, anchors.get(i), ofAnchor(answers, i));
            mined.add(anchor);
            available += anchor.orders();
            missed = Math.max(missed, Math.max(anchor.missed(), searches.get(i).missed()));
        }
        Map<String, Long> items = new HashMap<>();
        answers.forEach(answer -> answer.items().forEach((item, orders) -> items.merge(item, orders, Long::sum)));
        result = new MinedBundles(
                settings,
                answers.stream().mapToLong(ShardBundles::orders).sum(),
                answers.stream().mapToLong(ShardBundles::read).sum(),
                available,
                missed < settings.minDocCount() ? 0 : Math.round(missed),
                items,
                mined);
    }

    /**
     * What was counted.
     *
     * @throws IllegalStateException while {@link #next} has a task
     */
    public MinedBundles result() {
        if (result == null) {
            throw new IllegalStateException("shards are still to be asked");
        }
        return result;
    }
}
