/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import org.assort.plugin.search.OwnSearch;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.search.SearchPhaseExecutionException;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.ShardSearchFailure;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.transport.client.Client;

/** The searches of bundles, which stop when the user's search is cancelled and say what they could not read. */
final class InnerSearch {

    private final Client client;
    private final Task task;
    private final TaskId parent;
    private final TimeValue cancelAfter;
    private final long start = System.nanoTime();

    /**
     * @param task of the user's search, or null
     * @param cancelAfter the time that the user's search may take from now on; null or negative where it says none
     */
    InnerSearch(Client client, Task task, String node, TimeValue cancelAfter) {
        this.cancelAfter = cancelAfter;
        this.client = client;
        this.task = task;
        this.parent = task == null ? TaskId.EMPTY_TASK_ID : new TaskId(node, task.getId());
    }

    /** @throws TaskCancelledException when the user's search was cancelled */
    void checkCancelled() {
        if (task instanceof CancellableTask cancellable && cancellable.isCancelled()) {
            throw new TaskCancelledException("the search was cancelled while its bundles were looked for");
        }
    }

    /**
     * Searches without holding the caller's thread.
     *
     * @param what is read, for the message where it cannot be
     */
    void run(SearchRequest request, String what, ActionListener<SearchResponse> listener) {
        checkCancelled();
        limit(request);
        OwnSearch.run(client, request, parent, explaining(what, listener));
    }

    /** The same through the search pipeline that the request has. */
    void runThroughPipeline(SearchRequest request, String what, ActionListener<SearchResponse> listener) {
        limit(request);
        OwnSearch.runThroughPipeline(client, request, parent, explaining(what, listener));
    }

    /** Leaves a search what is left of the time. */
    private void limit(SearchRequest request) {
        if (cancelAfter != null && cancelAfter.nanos() >= 0) {
            long left = cancelAfter.nanos() - (System.nanoTime() - start);
            if (left <= 0) {
                throw new TaskCancelledException(
                        "[cancel_after_time_interval] [" + cancelAfter + "] ended while bundles were looked for");
            }
            request.setCancelAfterTimeInterval(TimeValue.timeValueNanos(left));
        }
    }

    private static ActionListener<SearchResponse> explaining(String what, ActionListener<SearchResponse> listener) {
        return ActionListener.wrap(listener::onResponse, failure -> listener.onFailure(explained(what, failure)));
    }

    /** Names what could not be read; the status is the cause's. */
    private static Exception explained(String what, Exception failure) {
        Throwable cause = cause(failure);
        if (cause instanceof TaskCancelledException) {
            return failure;
        }
        return new OpenSearchStatusException(
                "[bundle] could not read {}: {}", ExceptionsHelper.status(cause), failure, what, cause.getMessage());
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = ExceptionsHelper.unwrapCause(failure);
        if (cause instanceof SearchPhaseExecutionException phase) {
            ShardSearchFailure[] shards = phase.shardFailures();
            if (shards.length > 0 && shards[0].getCause() != null) {
                return ExceptionsHelper.unwrapCause(shards[0].getCause());
            }
            if (phase.getCause() != null) {
                return ExceptionsHelper.unwrapCause(phase.getCause());
            }
        }
        return cause;
    }
}
