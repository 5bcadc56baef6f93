/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.List;
import org.assort.model.TextEmbedder;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.threadpool.ThreadPool;

/** Brings a budget back within its limit: what may go goes now, the rest as soon as it may. On threads of the generic pool. */
final class MemoryTrim {

    private static final TimeValue PAUSE = TimeValue.timeValueSeconds(1);

    private final Object guard;
    private final MemoryBudget budget;
    private final ThreadPool threadPool;
    private boolean running;

    /** @param guard whose monitor guards the budget */
    MemoryTrim(Object guard, MemoryBudget budget, ThreadPool threadPool) {
        this.guard = guard;
        this.budget = budget;
        this.threadPool = threadPool;
    }

    /** Begins where more is charged than is allowed. The caller holds the guard. */
    void begin() {
        assert Thread.holdsLock(guard);
        if (running == false && budget.isOver()) {
            running = true;
            threadPool.generic().execute(this::step);
        }
    }

    private void step() {
        List<TextEmbedder> evicted;
        synchronized (guard) {
            evicted = budget.trim(ModelMemory.now());
            running = budget.isOver();
            if (running) {
                threadPool.scheduleUnlessShuttingDown(PAUSE, ThreadPool.Names.GENERIC, this::step);
            }
        }
        evicted.forEach(TextEmbedder::close);
    }
}
