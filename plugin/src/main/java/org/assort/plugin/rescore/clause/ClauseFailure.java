/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.util.Optional;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchException;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.search.SearchPhaseExecutionException;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.ShardSearchFailure;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.search.rescore.RescorerBuilder;

/**
 * Makes a search fail whole where its clause failed on some shards only.
 *
 * <p>Core answers with the products of the other shards and a 200, which is right for a lost shard and wrong for a field
 * that one index does not map, or a full queue: the page would lack products and look like an answer. What fails on a shard
 * because of the clause is marked, and the mark travels with the exception.
 */
public final class ClauseFailure {

    private static final String MARK = "opensearch.assort";

    /** What core says on a node that has not the plugin, as some of another cluster or of one that is being changed. */
    private static final String UNKNOWN =
            "Unknown NamedWriteable [" + RescorerBuilder.class.getName() + "][" + DiversifyClause.NAME + "]";

    private ClauseFailure() {}

    /** Returns the failure with its message and status, marked. */
    public static OpenSearchException marked(RuntimeException e) {
        RestStatus status = ExceptionsHelper.status(e);
        // The message is complete; braces in it are not placeholders.
        OpenSearchStatusException marked = new OpenSearchStatusException("{}", status, e, e.getMessage());
        marked.addMetadata(MARK, DiversifyClause.NAME);
        return marked;
    }

    /** Returns the first failure of a search's shards that is the clause's. */
    public static Optional<Exception> in(SearchResponse response) {
        return in(response.getShardFailures());
    }

    /** Returns the clause's failure where a search failed whole because of it. */
    public static Optional<Exception> in(Exception failure) {
        Optional<Exception> marked = marked(failure);
        return marked.isEmpty() && failure instanceof SearchPhaseExecutionException phase
                ? in(phase.shardFailures())
                : marked;
    }

    private static Optional<Exception> in(ShardSearchFailure... failures) {
        for (ShardSearchFailure failure : failures) {
            Optional<Exception> found = marked(failure.getCause());
            if (found.isEmpty()) {
                found = unknown(failure);
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Without it the answer would lack all products of that node, or of that cluster. */
    private static Optional<Exception> unknown(ShardSearchFailure failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException && UNKNOWN.equals(cause.getMessage())) {
                return Optional.of(new IllegalArgumentException(
                        "[diversify] is not known to a node with shards of [" + failure.index()
                                + "]: each node that is searched needs the plugin, those of other clusters too",
                        failure.getCause()));
            }
        }
        return Optional.empty();
    }

    /** Returns the first marked failure among a failure and its causes. */
    private static Optional<Exception> marked(Throwable failure) {
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
