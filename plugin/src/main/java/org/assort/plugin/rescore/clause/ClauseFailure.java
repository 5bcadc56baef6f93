/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.util.Optional;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchException;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.ShardSearchFailure;
import org.opensearch.core.rest.RestStatus;

/**
 * Makes a search fail whole where its clause failed on some shards only.
 *
 * <p>Core answers with the products of the other shards and a 200, which is right for a lost shard and wrong for a field
 * that one index does not map, or a full queue: the page would lack products and look like an answer. What fails on a shard
 * because of the clause is marked, and the mark travels with the exception.
 */
public final class ClauseFailure {

    private static final String MARK = "opensearch.assort";

    private ClauseFailure() {}

    /** Returns the failure with its message and status, marked. */
    public static OpenSearchException marked(RuntimeException e) {
        RestStatus status = ExceptionsHelper.status(e);
        // The message is complete; braces in it are not placeholders.
        OpenSearchStatusException marked = new OpenSearchStatusException("{}", status, e, e.getMessage());
        marked.addMetadata(MARK, DiversifyClause.NAME);
        return marked;
    }

    /** Returns the first marked failure among those of a search's shards. */
    public static Optional<Exception> in(SearchResponse response) {
        for (ShardSearchFailure failure : response.getShardFailures()) {
            Optional<Exception> marked = in(failure.getCause());
            if (marked.isPresent()) {
                return marked;
            }
        }
        return Optional.empty();
    }

    /** Returns the first marked failure among a failure and its causes. */
    public static Optional<Exception> in(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof OpenSearchException e && e.getMetadata(MARK) != null) {
                return Optional.of(e);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
