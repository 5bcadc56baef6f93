/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;

/**
 * Finds the task that a part of a search works for, and hands it from the action filter, which sees it, to the rewriting of the
 * clause, which does not.
 *
 * <p>There it rides in the thread context, so that it follows the request over threads and nothing of the user's request is
 * changed.
 */
final class SearchTasks {

    private static final String KEY = "assort.search_task";

    private SearchTasks() {}

    /** Puts the task into the context until the returned one is closed; a search within a search has its own. */
    static ThreadContext.StoredContext put(ThreadContext context, Task task) {
        ThreadContext.StoredContext stored = context.newStoredContext(true, List.of(KEY));
        context.putTransient(KEY, task);
        return stored;
    }

    /** Returns what the shards of one search have in common: the task that they work for. */
    static TaskId search(Task shard) {
        TaskId parent = shard.getParentTaskId();
        return parent.isSet() ? parent : new TaskId("", shard.getId());
    }

    /** Returns whether the task in the context has been cancelled; never, where there is none. */
    static BooleanSupplier cancellation(ThreadContext context) {
        Task task = context.getTransient(KEY);
        return task instanceof CancellableTask cancellable ? cancellable::isCancelled : () -> false;
    }
}
