/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.assort.plugin.AssortServices;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.StreamSearchAction;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.action.support.ActionRequestMetadata;
import org.opensearch.common.logging.HeaderWarning;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.rescore.RescorerBuilder;
import org.opensearch.tasks.Task;

/**
 * Sees each search before it starts and after it ends.
 *
 * <p>Before: checks what a clause cannot see of its neighbours, and hands on the task. After: fails the search whole where
 * the clause failed on some shards, and warns when several shards chose, each for itself. It adds nothing that a user wrote and runs after authorisation.
 */
public final class DiversifyFilter implements ActionFilter {

    private static final Set<String> SEARCHES = Set.of(SearchAction.NAME, StreamSearchAction.NAME);

    private final Supplier<AssortServices> services;

    /** Creates the filter of a node. */
    public DiversifyFilter(Supplier<AssortServices> services) {
        this.services = services;
    }

    @Override
    public int order() {
        return Integer.MAX_VALUE;
    }

    @Override
    public <Q extends ActionRequest, R extends ActionResponse> void apply(
            Task task,
            String action,
            Q request,
            ActionRequestMetadata<Q, R> metadata,
            ActionListener<R> listener,
            ActionFilterChain<Q, R> chain) {
        if (SEARCHES.contains(action) == false || diversifies((SearchRequest) request) == false) {
            chain.proceed(task, action, request, listener);
            return;
        }
        checkNeighbours(((SearchRequest) request).source());
        try (ThreadContext.StoredContext ignored =
                SearchTasks.put(services.get().threadContext(), task)) {
            chain.proceed(task, action, request, ActionListener.delegateFailure(listener, (delegate, response) -> {
                Optional<Exception> failure = ClauseFailure.in((SearchResponse) response);
                if (failure.isPresent()) {
                    delegate.onFailure(failure.get());
                } else {
                    warn((SearchRequest) request, (SearchResponse) response);
                    delegate.onResponse(response);
                }
            }));
        }
    }

    @SuppressWarnings("rawtypes") // as core declares them
    private static boolean diversifies(SearchRequest request) {
        if (request.source() == null || request.source().rescores() == null) {
            return false;
        }
        List<RescorerBuilder> rescores = request.source().rescores();
        return rescores.stream().anyMatch(DiversifyBuilder.class::isInstance);
    }

    @SuppressWarnings("rawtypes") // as core declares them
    private static void checkNeighbours(SearchSourceBuilder source) {
        if (source.collapse() != null) {
            throw new IllegalArgumentException("[diversify] cannot be used with [collapse]");
        }
        List<RescorerBuilder> rescores = source.rescores();
        long count =
                rescores.stream().filter(DiversifyBuilder.class::isInstance).count();
        if (count > 1) {
            throw new IllegalArgumentException("[rescore] may have one [diversify], got [" + count + "]");
        }
        if (rescores.get(rescores.size() - 1) instanceof DiversifyBuilder == false) {
            throw new IllegalArgumentException("[diversify] must be the last of [rescore], got [" + rescores.size()
                    + "] rescorers with another at the end");
        }
    }

    private void warn(SearchRequest request, SearchResponse response) {
        int shards = response.getSuccessfulShards() - response.getSkippedShards();
        // With size 0 nothing is rescored.
        if (shards > 1 && request.source().size() != 0 && services.get().enabled()) {
            HeaderWarning.addWarning(
                    "diversify: the choice was made shard by shard over [{}] shards; one choice over all shards is not "
                            + "there yet, an index with one shard has it",
                    shards);
        }
    }
}
