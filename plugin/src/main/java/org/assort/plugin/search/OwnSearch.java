/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.search;

import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.common.Nullable;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.Strings;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.transport.client.Client;

/** Searches of the plugin's own that are part of a user's: as the user, under the search's task, and all shards or none. */
public final class OwnSearch {

    private OwnSearch() {}

    /**
     * Returns a search of indices, or else of what a user's search looks at.
     *
     * @param indices one or more, by commas; null for those of the user's search, in its point in time where it has one
     * @param source of the search, to which the point in time is added
     */
    public static SearchRequest over(@Nullable String indices, SearchRequest asked, SearchSourceBuilder source) {
        if (indices != null) {
            return new SearchRequest(Strings.splitStringByCommaToArray(indices), source);
        }
        if (asked.pointInTimeBuilder() != null) {
            // The request itself names no index then.
            return new SearchRequest().source(source.pointInTimeBuilder(asked.pointInTimeBuilder()));
        }
        return new SearchRequest(asked.indices(), source)
                .indicesOptions(asked.indicesOptions())
                .preference(asked.preference());
    }

    /**
     * Searches without holding the caller's thread, and without any search pipeline.
     *
     * @param client searches as whoever a thread works for; the listener's thread does so again
     * @param parent the task of the user's search
     */
    public static void run(
            Client client, SearchRequest request, TaskId parent, ActionListener<SearchResponse> listener) {
        request.pipeline(SearchPipelineService.NOOP_PIPELINE_ID);
        runThroughPipeline(client, request, parent, listener);
    }

    /** The same through the search pipeline that the request has. */
    public static void runThroughPipeline(
            Client client, SearchRequest request, TaskId parent, ActionListener<SearchResponse> listener) {
        request.allowPartialSearchResults(false);
        request.setParentTask(parent);
        client.search(
                request,
                ContextPreservingActionListener.wrapPreservingContext(
                        listener, client.threadPool().getThreadContext()));
    }
}
