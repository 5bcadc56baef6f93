/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assort.plugin.AssortServices;
import org.assort.plugin.rescore.choice.DiversifyReport;
import org.assort.plugin.rescore.choice.TraceReader;
import org.assort.plugin.rescore.clause.ClauseFailure;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.search.ResponseCopy;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.Nullable;
import org.opensearch.common.logging.HeaderWarning;
import org.opensearch.search.SearchExtBuilder;

/** Completes the response of a search with what the choice has to tell. One instance a search. */
final class SearchReply {

    private final AssortServices services;
    private final DiversifyClause clause;
    private final SearchRun run;
    private final String fieldModel;

    /**
     * @param clause as it was filled with defaults
     * @param fieldModel the model that made the vectors of the clause's field, or null where no mapping says
     */
    SearchReply(AssortServices services, DiversifyClause clause, SearchRun run, @Nullable String fieldModel) {
        this.services = services;
        this.clause = clause;
        this.run = run;
        this.fieldModel = fieldModel;
    }

    /**
     * Returns the response with explanations and report; warnings go into its headers.
     *
     * @throws Exception that the choice failed with, or a shard because of the clause: no page is better than one that
     *     looks right and is not
     */
    SearchResponse to(SearchResponse response) throws Exception {
        if (run.failure() != null) {
            throw run.failure();
        }
        Optional<Exception> failure = ClauseFailure.in(response);
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (run.trace() == null) {
            checkNothingFound(response);
            return response;
        }
        if (run.differing().isEmpty() == false) {
            HeaderWarning.addWarning(
                    "{}",
                    "diversify: defaults were left out that the searched indices do not share: " + run.differing());
        }
        TraceReader reader = new TraceReader(clause, run.trace());
        reader.explain(response.getHits().getHits());
        for (String warning : reader.warnings(run.resolution(), fieldModel, services.maxEmbeddings())) {
            HeaderWarning.addWarning("{}", warning);
        }
        DiversifyReport report = reader.report(run.resolution(), run.profileNanos());
        return report == null ? response : with(report, response);
    }

    // Where a processor of a pipeline puts another request in the place of the one it was given, core drops what should
    // have
    // run between query and fetch, and shards have merged by their own scores.
    private static void checkNothingFound(SearchResponse response) {
        if (response.getHits().getHits().length > 0) {
            throw new IllegalArgumentException(
                    "[diversify] could not choose over all shards: a request processor of the "
                            + "search pipeline replaced the request, send the search without that pipeline");
        }
    }

    private static SearchResponse with(DiversifyReport report, SearchResponse response) {
        List<SearchExtBuilder> extensions =
                new ArrayList<>(response.getInternalResponse().getSearchExtBuilders());
        extensions.add(report);
        return new ResponseCopy(response).extensions(extensions).make();
    }
}
