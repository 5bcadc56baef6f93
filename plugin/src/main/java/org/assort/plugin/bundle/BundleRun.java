/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.assort.bundles.MiningTask;
import org.assort.bundles.ShardBundles;
import org.assort.bundles.merge.BundleMerge;
import org.assort.bundles.merge.FrequentMerge;
import org.assort.bundles.merge.MinedBundles;
import org.assort.bundles.rank.Borrowed;
import org.assort.bundles.rank.BundleRanking;
import org.assort.plugin.bundle.FoundItems.Facts;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.bundle.shard.InternalMining;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.breaker.CircuitBreaker;

/**
 * Finds the bundles of one aggregation: anchors, passes over the orders until their best partners are certain, the items' own
 * fields, scores, the list. Each step goes on when the answers of the one before are there, and holds no thread meanwhile. One
 * instance a search; what its answers take is charged until it ends.
 */
final class BundleRun {

    private final BundleClause clause;
    private final OrderSearch orders;
    private final InnerSearch searches;
    private final ItemSearch items;
    private final NearestSearch nearest;
    private final Executor executor;
    private final CircuitBreaker breaker;
    private final int floor;
    private final ActionListener<BundleList> listener;
    private long charged;
    private Map<String, Double> relevances = Map.of();

    /**
     * @param items looks items up, or null where nothing of them is wanted
     * @param nearest finds whom anchors borrow from, or null where they don't
     * @param executor runs what takes more than a moment
     * @param floor orders that must hold what is told
     */
    BundleRun(
            BundleClause clause,
            OrderSearch orders,
            InnerSearch searches,
            ItemSearch items,
            NearestSearch nearest,
            Executor executor,
            CircuitBreaker breaker,
            int floor,
            ActionListener<BundleList> listener) {
        this.clause = clause;
        this.orders = orders;
        this.searches = searches;
        this.items = items;
        this.nearest = nearest;
        this.executor = executor;
        this.breaker = breaker;
        this.floor = floor;
        this.listener = ActionListener.notifyOnce(ActionListener.runBefore(listener, this::release));
    }

    private void release() {
        breaker.addWithoutBreaking(-charged);
        charged = 0;
    }

    /** Takes the memory of a pass's answers in place of that of the pass before. */
    private void charge(InternalMining answer) {
        long bytes = answer.bytes();
        breaker.addEstimateBytesAndMaybeBreak(bytes, "bundles over all shards");
        release();
        charged = bytes;
    }

    /** Takes an answer, in a thread that has time for it. */
    private <T> ActionListener<T> then(Step<T> step) {
        return ActionListener.wrap(
                answer -> executor.execute(() -> {
                    try {
                        searches.checkCancelled();
                        step.take(answer);
                    } catch (Exception e) {
                        listener.onFailure(e);
                    }
                }),
                listener::onFailure);
    }

    /** What is done with an answer. */
    @FunctionalInterface
    private interface Step<T> {
        void take(T answer) throws Exception;
    }

    private void none(String reason) {
        listener.onResponse(BundleList.because(reason));
    }

    /** Starts with the hits of the user's search. */
    void start(Anchors anchors) {
        relevances = anchors.relevances();
        if (relevances.isEmpty()) {
            none("no hit has a value in [anchors.field] [" + clause.anchors().field() + "]");
            return;
        }
        mine(anchors.items());
    }

    /** Starts with the items that the aggregation names, or else the most frequent. */
    void start() {
        List<String> include = clause.anchors().include();
        if (include.isEmpty()) {
            frequent(new FrequentMerge(clause.anchors().size()));
        } else {
            mine(include);
        }
    }

    private void frequent(FrequentMerge merge) {
        OptionalInt size = merge.next();
        if (size.isPresent()) {
            orders.frequent(size.getAsInt(), then(found -> {
                if (unmapped(found) == false) {
                    charge(found);
                    merge.add(found.frequent());
                    frequent(merge);
                }
            }));
        } else {
            mine(merge.result());
        }
    }

    private boolean unmapped(InternalMining answer) {
        if (answer.isMapped()) {
            return false;
        }
        String line = clause.orders().orderField();
        String also = line == null ? "" : " or [orders.order_field] [" + line + "]";
        none("no shard knows [orders.field] [" + clause.orders().field() + "]" + also + " in " + orders.what());
        return true;
    }

    private void mine(List<String> anchors) {
        if (anchors.isEmpty()) {
            none("no order that matches has an item in " + orders.what());
            return;
        }
        next(new BundleMerge(clause.mining(), anchors, orders.shards()), this::borrow);
    }

    private void next(BundleMerge merge, Consumer<MinedBundles> then) {
        Optional<MiningTask> task = merge.next();
        if (task.isPresent()) {
            orders.ask(task.get(), then(answer -> {
                if (unmapped(answer) == false) {
                    charge(answer);
                    merge.add(answer.counts());
                    next(merge, then);
                }
            }));
        } else {
            then.accept(merge.result());
        }
    }

    /** For anchors that have no history: mines the products that are like them. */
    private void borrow(MinedBundles mined) {
        List<String> cold = nearest == null ? List.of() : BundleRanking.withoutHistory(mined);
        if (cold.isEmpty()) {
            lookUp(mined, Borrowed.NOTHING);
            return;
        }
        nearest.find(cold, then(found -> {
            List<String> like = NearestSearch.all(found);
            if (like.isEmpty()) {
                lookUp(mined, Borrowed.NOTHING);
            } else {
                next(
                        new BundleMerge(clause.mining(), like, orders.shards()),
                        lent -> lookUp(mined, new Borrowed(lent, NearestSearch.lenders(found, lent))));
            }
        }));
    }

    private void lookUp(MinedBundles mined, Borrowed borrowed) {
        if (items == null) {
            rank(mined, borrowed, null);
            return;
        }
        Set<String> candidates = new LinkedHashSet<>(mined.candidates());
        if (borrowed.mined() != null) {
            candidates.addAll(borrowed.mined().candidates());
        }
        List<String> most = candidates.stream().limit(BundleClause.MAX_ITEMS).toList();
        items.find(most, then(facts -> rank(mined, borrowed, facts)));
    }

    private void rank(MinedBundles mined, Borrowed borrowed, Map<String, Facts> facts) {
        FoundItems found = new FoundItems(facts, relevances);
        BundleRanking ranking = new BundleRanking(mined, clause.ranking(), found, borrowed, floor);
        Optional<MiningTask> counts = ranking.counts();
        if (counts.isPresent()) {
            orders.ask(counts.get(), then(answer -> finish(mined, ranking, answer.counts(), found)));
        } else {
            finish(mined, ranking, List.of(), found);
        }
    }

    private void finish(MinedBundles mined, BundleRanking ranking, List<ShardBundles> counts, FoundItems found) {
        List<BundleBucket> buckets = ranking.choose(counts).stream()
                .map(bundle -> BundleBucket.of(bundle, found))
                .toList();
        BundleList list = BundleList.of(mined, ranking.prior(), buckets);
        listener.onResponse(buckets.isEmpty() ? list.with(reason(mined)) : list);
    }

    private String reason(MinedBundles mined) {
        if (mined.orders() == 0) {
            return "no order matches in " + orders.what();
        }
        if (mined.available() == 0) {
            return "no order has any of the anchors";
        }
        String read = mined.sampled() ? ", as far as [max_baskets] let orders be read" : "";
        return "no combination of items that may be in a bundle is in [min_doc_count] ["
                + clause.mining().minDocCount() + "] orders and more frequent than chance" + read;
    }
}
