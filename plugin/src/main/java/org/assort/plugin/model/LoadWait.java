/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.concurrent.atomic.AtomicBoolean;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.threadpool.Scheduler;
import org.opensearch.threadpool.ThreadPool;

/**
 * A request's wait for its model to be loaded, which ends when the request is cancelled and at its deadline at the latest. No thread
 * waits.
 */
final class LoadWait {

    private static final long CHECK_MILLIS = 50;

    private final OnDemandModel model;
    private final EmbeddingLimits limits;
    private final ActionListener<Void> listener;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Scheduler.Cancellable checks;

    private LoadWait(OnDemandModel model, EmbeddingLimits limits, ActionListener<Void> listener) {
        this.model = model;
        this.limits = limits;
        this.listener = listener;
    }

    /** Has a model acquired; who is told that it is loaded has to release it. */
    static void start(
            OnDemandModel model, EmbeddingLimits limits, ThreadPool threadPool, ActionListener<Void> listener) {
        LoadWait wait = new LoadWait(model, limits, listener);
        model.acquire(ActionListener.wrap(loaded -> wait.acquired(), wait::failed));
        if (wait.over.get() == false
                && limits.remaining().millis() < TimeValue.timeValueDays(1).millis()) {
            wait.checks = threadPool.scheduleWithFixedDelay(
                    wait::check,
                    TimeValue.timeValueMillis(
                            Math.min(CHECK_MILLIS, limits.remaining().millis() + 1)),
                    ThreadPool.Names.GENERIC);
            // Who was told meanwhile found nothing to cancel.
            if (wait.over.get()) {
                wait.cancel();
            }
        }
    }

    private void acquired() {
        if (over.compareAndSet(false, true)) {
            cancel();
            listener.onResponse(null);
        } else {
            model.release();
        }
    }

    private void failed(Exception e) {
        if (over.compareAndSet(false, true)) {
            cancel();
            listener.onFailure(e);
        }
    }

    private void check() {
        try {
            limits.check();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void cancel() {
        if (checks != null) {
            checks.cancel();
        }
    }
}
