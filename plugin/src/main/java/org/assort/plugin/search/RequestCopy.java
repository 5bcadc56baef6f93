/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.search;

import org.opensearch.action.search.SearchRequest;
import org.opensearch.common.Nullable;
import org.opensearch.search.builder.SearchSourceBuilder;

/** Copies of a user's search that can be changed. Core's own copies lack some of what a request has. */
public final class RequestCopy {

    private RequestCopy() {}

    /** Returns a copy with another source, under the same task and through the same pipeline by name. */
    public static SearchRequest of(SearchRequest asked, SearchSourceBuilder source) {
        SearchRequest copy = new SearchRequest(asked);
        copy.setParentTask(asked.getParentTask());
        copy.pipeline(asked.pipeline());
        return copy.source(source);
    }

    /** Returns a shallow copy of a source, its lists and its pipeline those of the other; an empty one for null. */
    public static SearchSourceBuilder source(@Nullable SearchSourceBuilder source) {
        if (source == null) {
            return new SearchSourceBuilder();
        }
        SearchSourceBuilder copy = source.shallowCopy();
        copy.searchPipelineSource(source.searchPipelineSource());
        return copy;
    }
}
