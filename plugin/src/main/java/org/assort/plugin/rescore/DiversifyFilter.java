/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.assort.plugin.AssortServices;
import org.assort.plugin.rescore.clause.ClauseFailure;
import org.assort.plugin.rescore.query.QueryText;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.StreamSearchAction;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.action.support.ActionRequestMetadata;
import org.opensearch.common.logging.HeaderWarning;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.search.rescore.RescorerBuilder;
import org.opensearch.tasks.Task;

/**
 * Sees each search before it starts and after it ends, on its coordinating node.
 *
 * <p>Before: checks what stands beside the clause, and adds the choice over all shards to the search's pipeline. After: fails
 * the search whole where the clause failed, and adds warnings, explanations and the report. It adds nothing that a user wrote
 * and runs after authorisation.
 */
public final class DiversifyFilter implements ActionFilter {

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
    @SuppressWarnings("unchecked") // a search's request and response are what its action says
    public <Q extends ActionRequest, R extends ActionResponse> void apply(
            Task task,
            String action,
            Q request,
            ActionRequestMetadata<Q, R> metadata,
            ActionListener<R> listener,
            ActionFilterChain<Q, R> chain) {
        boolean streamed = StreamSearchAction.NAME.equals(action);
        if (streamed == false && SearchAction.NAME.equals(action) == false) {
            chain.proceed(task, action, request, listener);
            return;
        }
        SearchRequest search = (SearchRequest) request;
        Optional<DiversifyBuilder> clause = DiversifyBuilder.in(search.source());
        if (clause.isEmpty()) {
            chain.proceed(task, action, request, listener);
            return;
        }
        ClauseNeighbours.check(search);
        if (streamed) {
            throw new IllegalArgumentException(
                    "[diversify] cannot be used with a streamed search, whose hits leave the "
                            + "shards before all of them are known");
        }
        if (services.get().enabled() == false || search.source().size() == 0) {
            proceedWithout(task, action, request, listener, chain);
            return;
        }
        SearchRun run = new SearchRun(task);
        SearchRequest coordinated = services.get().choicePipeline().addTo(search);
        replace(
                coordinated,
                clause.get()
                        .coordinated(run, QueryText.of(search.source().query()).orElse(null)));
        SearchReply reply = new SearchReply(services.get(), clause.get().clause(), run);
        chain.proceed(
                task,
                action,
                (Q) coordinated,
                ActionListener.wrap(
                        response -> listener.onResponse((R) reply.to((SearchResponse) response)),
                        failure -> listener.onFailure(ClauseFailure.in(failure).orElse(failure))));
    }

    // With size 0 nothing is shown, so nothing is chosen either.
    private <Q extends ActionRequest, R extends ActionResponse> void proceedWithout(
            Task task, String action, Q request, ActionListener<R> listener, ActionFilterChain<Q, R> chain) {
        SearchRequest search = (SearchRequest) request;
        replace(search, DiversifyBuilder.in(search.source()).orElseThrow().off());
        if (services.get().enabled()) {
            chain.proceed(task, action, request, listener);
            return;
        }
        chain.proceed(
                task,
                action,
                request,
                ActionListener.wrap(
                        response -> {
                            HeaderWarning.addWarning(
                                    "diversify: [assort.enabled] is [false], the order is left as it was");
                            listener.onResponse(response);
                        },
                        listener::onFailure));
    }

    // In place: the list belongs to the source and its shallow copies alike, and a clause that was replaced before is
    // replaced again when the same request is sent once more.
    @SuppressWarnings("rawtypes") // as core declares them
    private static void replace(SearchRequest search, DiversifyBuilder clause) {
        List<RescorerBuilder> rescores = search.source().rescores();
        rescores.replaceAll(rescorer -> rescorer instanceof DiversifyBuilder ? clause : rescorer);
    }
}
