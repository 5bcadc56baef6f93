/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.function.BooleanSupplier;
import org.assort.model.Cancellation;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskCancelledException;

/**
 * When a request gives up on its embedding: past its deadline, or when its task is cancelled.
 *
 * @param timeoutMillis what the deadline was made from, for the message
 * @param deadlineNanos on the clock of {@link System#nanoTime}
 * @param cancelled whether the request's task has been cancelled
 */
public record EmbeddingLimits(long timeoutMillis, long deadlineNanos, BooleanSupplier cancelled) {

    /** Returns limits that start to count now. */
    public static EmbeddingLimits from(long timeoutMillis, BooleanSupplier cancelled) {
        return new EmbeddingLimits(timeoutMillis, System.nanoTime() + timeoutMillis * 1_000_000L, cancelled);
    }

    /** Returns limits that never tell anybody to give up. */
    public static EmbeddingLimits none() {
        return new EmbeddingLimits(Long.MAX_VALUE, System.nanoTime() + Long.MAX_VALUE, () -> false);
    }

    /** Returns how long there is until the deadline, at least nothing. */
    public TimeValue remaining() {
        return TimeValue.timeValueNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    /**
     * Does nothing while the request may go on.
     *
     * @throws TaskCancelledException when its task was cancelled
     * @throws OpenSearchStatusException (503) past the deadline
     */
    public void check() {
        if (cancelled.getAsBoolean()) {
            throw new TaskCancelledException("the request was cancelled while its texts were embedded");
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new OpenSearchStatusException(
                    "embedding took longer than [{}={}ms]",
                    RestStatus.SERVICE_UNAVAILABLE,
                    "assort.embed.timeout",
                    timeoutMillis);
        }
    }

    /** Returns the same check in the form that an embedder asks before each batch and while one runs. */
    Cancellation asCancellation() {
        return this::check;
    }
}
