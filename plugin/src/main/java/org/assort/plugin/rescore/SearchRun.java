/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.Set;
import java.util.function.BooleanSupplier;
import org.assort.plugin.rescore.choice.Trace;
import org.assort.plugin.rescore.profile.FoundProducts;
import org.assort.plugin.rescore.query.Resolution;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;

/**
 * One search with a {@code diversify} clause, on its coordinating node, from the action filter to the response. The filter
 * makes it, the choice tells it how it went, and the filter reads that when the response comes by. Never sent.
 *
 * <p>The threads that take part do so one after the other.
 */
final class SearchRun {

    private final Task task;
    private final SearchRequest request;
    private final Set<String> differing;
    private volatile Resolution resolution = Resolution.NONE;
    private volatile Trace trace;
    private volatile FoundProducts products;
    private volatile long profileNanos;
    private volatile Exception failure;

    /**
     * @param request the search as it came, not to be changed
     * @param differing the index settings that were left out, because the searched indices do not agree
     */
    SearchRun(Task task, SearchRequest request, Set<String> differing) {
        this.task = task;
        this.request = request;
        this.differing = differing;
    }

    SearchRun(Task task) {
        this(task, new SearchRequest(), Set.of());
    }

    /** Returns the search as it came, not to be changed. */
    SearchRequest request() {
        return request;
    }

    /** Returns the index settings that were left out. */
    Set<String> differing() {
        return differing;
    }

    /** Returns whether the search has been cancelled. */
    BooleanSupplier cancelled() {
        return task instanceof CancellableTask cancellable ? cancellable::isCancelled : () -> false;
    }

    /** Returns the search's task, as the parent of what is done for it. */
    TaskId task(String node) {
        return task == null ? TaskId.EMPTY_TASK_ID : new TaskId(node, task.getId());
    }

    /** Takes note of a choice. */
    void chose(Resolution with, Trace done) {
        this.resolution = with;
        this.trace = done;
    }

    /** Takes note of how long the shopper's profile took. */
    void profileTook(long nanos) {
        this.profileNanos = nanos;
    }

    /** Returns how long the shopper's profile took, 0 where there is none. */
    long profileNanos() {
        return profileNanos;
    }

    /** Takes note of what was read where nobody chooses. */
    void read(FoundProducts found) {
        this.products = found;
    }

    /** Returns what was read, or null where nothing was. */
    FoundProducts products() {
        return products;
    }

    /** Takes note that the choice failed. */
    void failed(Exception e) {
        this.failure = e;
    }

    /** Returns whether the choice was made or failed. */
    boolean done() {
        return trace != null || failure != null;
    }

    /** Returns what was done, or null where nothing was. */
    Trace trace() {
        return trace;
    }

    /** Returns why the choice failed, or null. */
    Exception failure() {
        return failure;
    }

    /** Returns what was chosen with. */
    Resolution resolution() {
        return resolution;
    }
}
