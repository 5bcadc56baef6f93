/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.search;

import java.util.List;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.SearchResponseSections;
import org.opensearch.search.SearchExtBuilder;
import org.opensearch.search.SearchHits;
import org.opensearch.search.aggregations.InternalAggregations;
import org.opensearch.search.internal.InternalSearchResponse;
import org.opensearch.search.profile.SearchProfileShardResults;

/** A search's response with other parts, as responses themselves cannot be changed. */
public final class ResponseCopy {

    private final SearchResponse response;
    private SearchHits hits;
    private InternalAggregations aggregations;
    private List<SearchExtBuilder> extensions;
    private Boolean terminatedEarly;
    private long tookMillis;

    /** Has all of a response. */
    public ResponseCopy(SearchResponse response) {
        SearchResponseSections sections = response.getInternalResponse();
        this.response = response;
        this.hits = sections.hits();
        this.aggregations = (InternalAggregations) sections.aggregations();
        this.extensions = sections.getSearchExtBuilders();
        this.terminatedEarly = sections.terminatedEarly();
        this.tookMillis = response.getTook().millis();
    }

    /** Takes other hits. */
    public ResponseCopy hits(SearchHits other) {
        hits = other;
        return this;
    }

    /** Takes other aggregations. */
    public ResponseCopy aggregations(InternalAggregations other) {
        aggregations = other;
        return this;
    }

    /** Takes other extensions. */
    public ResponseCopy extensions(List<SearchExtBuilder> other) {
        extensions = other;
        return this;
    }

    /** Does not say whether the search ended before it had seen all. */
    public ResponseCopy withoutTermination() {
        terminatedEarly = null;
        return this;
    }

    /** Says that the search took longer than the response knows. */
    public ResponseCopy atLeast(long millis) {
        tookMillis = Math.max(tookMillis, millis);
        return this;
    }

    /** Returns the copy. */
    public SearchResponse make() {
        SearchResponseSections sections = response.getInternalResponse();
        InternalSearchResponse copied = new InternalSearchResponse(
                hits,
                aggregations,
                sections.suggest(),
                sections.profile().isEmpty() ? null : new SearchProfileShardResults(sections.profile()),
                sections.timedOut(),
                terminatedEarly,
                sections.getNumReducePhases(),
                extensions,
                sections.getProcessorResult());
        return new SearchResponse(
                copied,
                response.getScrollId(),
                response.getTotalShards(),
                response.getSuccessfulShards(),
                response.getSkippedShards(),
                tookMillis,
                response.getPhaseTook(),
                response.getShardFailures(),
                response.getClusters(),
                response.pointInTimeId());
    }
}
