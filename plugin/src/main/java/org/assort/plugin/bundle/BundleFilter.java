/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assort.plugin.AssortServices;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.search.WarnedListener;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.StreamSearchAction;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.action.support.ActionRequestMetadata;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.tasks.Task;
import org.opensearch.transport.client.Client;

/**
 * Fills in the {@code bundle} aggregations of a search on its coordinating node, when its hits are in their final order and before
 * the response leaves. All that it reads it reads as the caller.
 */
public final class BundleFilter implements ActionFilter {

    private final Supplier<Client> client;
    private final Supplier<AssortServices> services;
    private final Supplier<CircuitBreaker> breaker;

    /**
     * Creates the filter of a node.
     *
     * @param client searches as whoever a thread works for
     * @param breaker what answers take on this node is charged to it
     */
    public BundleFilter(Supplier<Client> client, Supplier<AssortServices> services, Supplier<CircuitBreaker> breaker) {
        this.client = client;
        this.services = services;
        this.breaker = breaker;
    }

    /** Before the filter of {@code diversify}, so that the response passes this one after it. */
    @Override
    public int order() {
        return Integer.MAX_VALUE - 1;
    }

    @Override
    @SuppressWarnings("unchecked") // a search's request and response are what its action says
    public <Q extends ActionRequest, R extends ActionResponse> void apply(
            Task task,
            String action,
            Q request,
            ActionRequestMetadata<Q, R> metadata,
            ActionListener<R> listener,
            ActionFilterChain<Q, R> chain) {
        boolean streamed = StreamSearchAction.NAME.equals(action);
        List<BundleBuilder> bundles =
                streamed || SearchAction.NAME.equals(action) ? bundles((SearchRequest) request) : List.of();
        if (bundles.isEmpty()) {
            chain.proceed(task, action, request, listener);
            return;
        }
        if (services.get().enabled() == false) {
            chain.proceed(
                    task,
                    action,
                    request,
                    WarnedListener.of(listener, "bundle: [assort.enabled] is [false], there are no bundles"));
            return;
        }
        SearchRequest search = (SearchRequest) request;
        List<BundleClause> clauses = bundles.stream().map(BundleBuilder::clause).toList();
        BundleNeighbours.check(search, streamed, clauses, services.get().minDocCountFloor());
        List<BundleClause> anchored = clauses.stream()
                .filter(clause -> clause.minesDirectly() == false)
                .toList();
        AnchorPage page = new AnchorPage(
                search,
                anchored,
                anchored.isEmpty() ? Map.of() : services.get().choicePipeline().configuration(search));
        Client caller = client.get();
        BundleReply reply = new BundleReply(caller, services.get(), breaker.get(), task, search, bundles, page);
        chain.proceed(
                task,
                action,
                (Q) page.request(),
                ContextPreservingActionListener.wrapPreservingContext(
                        ActionListener.wrap(
                                response -> reply.complete(
                                        (SearchResponse) response, (ActionListener<SearchResponse>) listener),
                                listener::onFailure),
                        caller.threadPool().getThreadContext()));
    }

    private static List<BundleBuilder> bundles(SearchRequest search) {
        if (search.source() == null || search.source().aggregations() == null) {
            return List.of();
        }
        return search.source().aggregations().getAggregatorFactories().stream()
                .filter(BundleBuilder.class::isInstance)
                .map(BundleBuilder.class::cast)
                .toList();
    }
}
