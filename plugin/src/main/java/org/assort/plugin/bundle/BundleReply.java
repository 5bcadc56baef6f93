/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.assort.plugin.AssortServices;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.search.ResponseCopy;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.search.SearchHits;
import org.opensearch.search.aggregations.Aggregation;
import org.opensearch.search.aggregations.InternalAggregation;
import org.opensearch.search.aggregations.InternalAggregations;
import org.opensearch.search.internal.SearchContext;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;

/** Completes the response of a search with its bundles, one aggregation after the other. One instance a search. */
final class BundleReply {

    private final AssortServices services;
    private final CircuitBreaker breaker;
    private final SearchRequest asked;
    private final List<BundleBuilder> bundles;
    private final AnchorPage page;
    private final InnerSearch searches;
    private final Executor executor;
    private final long start = System.nanoTime();
    private final Map<String, BundleList> lists = new HashMap<>();

    /** @param asked the search as it came, not to be changed */
    BundleReply(
            Client client,
            AssortServices services,
            CircuitBreaker breaker,
            Task task,
            SearchRequest asked,
            List<BundleBuilder> bundles,
            AnchorPage page) {
        this.services = services;
        this.breaker = breaker;
        this.asked = asked;
        this.bundles = bundles;
        this.page = page;
        this.searches = new InnerSearch(client, task, services.nodeId(), asked.getCancelAfterTimeInterval());
        this.executor = client.threadPool().executor(ThreadPool.Names.SEARCH);
    }

    /** Goes on without holding the thread. */
    void complete(SearchResponse response, ActionListener<SearchResponse> listener) {
        boolean anchored = bundles.stream().anyMatch(bundle -> bundle.clause().minesDirectly() == false);
        if (anchored && page.together() == false) {
            searches.runThroughPipeline(
                    page.anchorSearch(),
                    "the first hits",
                    ActionListener.wrap(first -> fillIn(0, first.getHits(), response, listener), listener::onFailure));
        } else {
            fillIn(0, response.getHits(), response, listener);
        }
    }

    private void fillIn(int next, SearchHits first, SearchResponse response, ActionListener<SearchResponse> listener) {
        if (next == bundles.size()) {
            ActionListener.completeWith(listener, () -> with(response));
            return;
        }
        BundleBuilder bundle = bundles.get(next);
        BundleClause clause = bundle.clause();
        OrderSearch orders = new OrderSearch(searches, asked, clause, this::shards);
        ItemIndex items = clause.items() == null ? null : new ItemIndex(asked, clause);
        BundleRun run = new BundleRun(
                clause,
                orders,
                searches,
                items == null ? null : new ItemSearch(searches, items, clause),
                clause.coldStart() == null ? null : new NearestSearch(searches, items, clause),
                executor,
                breaker,
                services.minDocCountFloor(),
                ActionListener.wrap(
                        list -> {
                            lists.put(bundle.getName(), list);
                            fillIn(next + 1, first, response, listener);
                        },
                        listener::onFailure));
        try {
            if (clause.minesDirectly()) {
                run.start();
            } else {
                run.start(
                        Anchors.of(page.anchors(first, clause), clause.anchors().field()));
            }
        } catch (RuntimeException e) {
            listener.onFailure(e);
        }
    }

    private int shards(SearchRequest request) {
        return services.choicePipeline().indices(request).stream()
                .mapToInt(IndexMetadata::getNumberOfShards)
                .sum();
    }

    private SearchResponse with(SearchResponse response) {
        List<InternalAggregation> all = new ArrayList<>();
        if (response.getAggregations() != null) {
            for (Aggregation aggregation : response.getAggregations()) {
                BundleList list = lists.get(aggregation.getName());
                all.add(list == null ? (InternalAggregation) aggregation : ((InternalBundles) aggregation).with(list));
            }
        }
        ResponseCopy copy = new ResponseCopy(response)
                .hits(page.page(response.getHits()))
                .aggregations(InternalAggregations.from(all))
                .atLeast((System.nanoTime() - start) / 1_000_000);
        // Core says so of a search whose aggregations want no document, although nobody asked it to end early.
        return asked.source().terminateAfter() == SearchContext.DEFAULT_TERMINATE_AFTER
                ? copy.withoutTermination().make()
                : copy.make();
    }
}
