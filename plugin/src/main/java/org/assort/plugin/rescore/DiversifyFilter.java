/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.assort.plugin.AssortServices;
import org.assort.plugin.rescore.clause.ClauseFailure;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.query.QueryText;
import org.assort.plugin.search.RequestCopy;
import org.assort.plugin.search.WarnedListener;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.StreamSearchAction;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.action.support.ActionRequestMetadata;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.search.builder.SearchSourceBuilder;
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
        if (DiversifyBuilder.in(search.source()).isPresent()) {
            diversify(task, action, search, streamed, listener, chain);
            return;
        }
        Optional<DiversifyProcessor.Configuration> given =
                streamed ? Optional.empty() : services.get().pipelineClause().of(search);
        if (given.isEmpty()) {
            chain.proceed(task, action, request, listener);
            return;
        }
        SearchRequest with = withClause(search, given.get());
        Optional<String> obstacle = obstacle(with);
        if (obstacle.isPresent()) {
            chain.proceed(
                    task,
                    action,
                    request,
                    WarnedListener.of(
                            listener, "diversify: the search pipeline's clause was left out: " + obstacle.get()));
            return;
        }
        diversify(task, action, with, false, listener, chain);
    }

    /** Returns a copy that has the clause of its pipeline, behind the rescorers that it has. */
    private SearchRequest withClause(SearchRequest search, DiversifyProcessor.Configuration given) {
        DiversifyBuilder clause = new DiversifyBuilder(services, given.clause());
        if (given.window() != null) {
            clause.windowSize(given.window());
        }
        List<RescorerBuilder<?>> rescorers = others(search);
        rescorers.add(clause);
        return with(rescorers, search);
    }

    /** Returns a search's rescorers but for the clause. */
    private static List<RescorerBuilder<?>> others(SearchRequest search) {
        List<RescorerBuilder<?>> others = new ArrayList<>();
        if (search.source() != null && search.source().rescores() != null) {
            search.source().rescores().stream()
                    .filter(rescorer -> rescorer instanceof DiversifyBuilder == false)
                    .forEach(rescorer -> others.add((RescorerBuilder<?>) rescorer));
        }
        return others;
    }

    private static SearchRequest with(List<RescorerBuilder<?>> rescorers, SearchRequest search) {
        SearchSourceBuilder source = RequestCopy.source(search.source());
        // The list is the other source's too.
        source.clearRescorers();
        rescorers.forEach(source::addRescorer);
        return RequestCopy.of(search, source);
    }

    /** Returns why a search cannot have the clause that its pipeline gives to all. */
    private Optional<String> obstacle(SearchRequest search) {
        if (search.scroll() != null) {
            return Optional.of("[diversify] cannot be used with [scroll]");
        }
        try {
            ClauseNeighbours.check(search);
            services.get().choicePipeline().check(search);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    @SuppressWarnings("unchecked") // a search's request and response are what its action says
    private <Q extends ActionRequest, R extends ActionResponse> void diversify(
            Task task,
            String action,
            SearchRequest search,
            boolean streamed,
            ActionListener<R> listener,
            ActionFilterChain<Q, R> chain) {
        DiversifyBuilder clause = DiversifyBuilder.in(search.source()).orElseThrow();
        if (clause.reads()) {
            chain.proceed(task, action, (Q) services.get().choicePipeline().addTo(search), listener);
            return;
        }
        ClauseNeighbours.check(search);
        if (streamed) {
            throw new IllegalArgumentException(
                    "[diversify] cannot be used with a streamed search, whose hits leave the "
                            + "shards before all of them are known");
        }
        // Asked once: whoever changes it meanwhile changes the next search.
        boolean enabled = services.get().enabled();
        if (enabled == false || search.source().size() == 0) {
            proceedWithout(enabled, task, action, search, listener, chain);
            return;
        }
        IndexDefaults defaults =
                new IndexDefaults(services.get().choicePipeline().settings(search));
        DiversifyBuilder filled = clause.with(defaults.fill(clause.clause()));
        SearchRun run = new SearchRun(task, search, defaults.differing());
        SearchRequest coordinated = services.get().choicePipeline().addTo(search);
        String fieldModel = fieldModel(filled.clause(), search);
        replace(
                coordinated,
                filled.coordinated(run, QueryText.of(search.source().query()).orElse(null), fieldModel));
        SearchReply reply = new SearchReply(services.get(), filled.clause(), run, fieldModel);
        chain.proceed(
                task,
                action,
                (Q) coordinated,
                ActionListener.wrap(
                        response -> listener.onResponse((R) reply.to((SearchResponse) response)),
                        failure -> listener.onFailure(ClauseFailure.in(failure).orElse(failure))));
    }

    /**
     * Returns the model that made the vectors which the clause reads, or null where no mapping says.
     *
     * @throws IllegalArgumentException (400) when the searched indices have vectors of several models
     */
    private String fieldModel(DiversifyClause clause, SearchRequest search) {
        String field = clause.vectorField();
        if (field == null) {
            return null;
        }
        Set<String> models =
                services.get().fieldModels().of(services.get().choicePipeline().indices(search), field);
        if (models.size() > 1) {
            throw new IllegalArgumentException("[vector_field] must have vectors of one model in all searched indices, "
                    + "got [" + field + "] with vectors of " + models);
        }
        return models.isEmpty() ? null : models.iterator().next();
    }

    // With size 0 nothing is shown, so nothing is chosen either. Without the clause, or another cluster would choose.
    @SuppressWarnings("unchecked") // a search's request is what its action says
    private <Q extends ActionRequest, R extends ActionResponse> void proceedWithout(
            boolean enabled,
            Task task,
            String action,
            SearchRequest search,
            ActionListener<R> listener,
            ActionFilterChain<Q, R> chain) {
        ActionListener<R> warned = enabled
                ? listener
                : WarnedListener.of(listener, "diversify: [assort.enabled] is [false], the order is left as it was");
        chain.proceed(task, action, (Q) with(others(search), search), warned);
    }

    // In place: the list belongs to the source and its shallow copies alike, and a clause that was replaced before is
    // replaced again when the same request is sent once more.
    @SuppressWarnings("rawtypes") // as core declares them
    private static void replace(SearchRequest search, DiversifyBuilder clause) {
        List<RescorerBuilder> rescores = search.source().rescores();
        rescores.replaceAll(rescorer -> rescorer instanceof DiversifyBuilder ? clause : rescorer);
    }
}
