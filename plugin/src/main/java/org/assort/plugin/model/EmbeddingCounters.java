/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.concurrent.atomic.LongAdder;
import org.assort.model.EmbeddingTimes;

/** What one pool has done for one model since the node started, and has to do. Safe for use by several threads. */
final class EmbeddingCounters {

    private final LongAdder requests = new LongAdder();
    private final LongAdder texts = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder unfinished = new LongAdder();
    private final LongAdder running = new LongAdder();
    private final EmbeddingTimes times = new EmbeddingTimes();

    /** A request came, whatever becomes of it. */
    void requested() {
        requests.increment();
    }

    /** A request goes into the queue; it is followed by one {@link #ended}. */
    void begun() {
        unfinished.increment();
    }

    void ended() {
        unfinished.decrement();
    }

    /** A request's next texts are taken; it is followed by one {@link #paused}. */
    void running() {
        running.increment();
    }

    void paused() {
        running.decrement();
    }

    void embedded(int count) {
        texts.add(count);
    }

    void rejected() {
        rejected.increment();
    }

    void failed() {
        failed.increment();
    }

    /** Returns what gets the time in tokenising and running. */
    EmbeddingTimes times() {
        return times;
    }

    PoolStats stats() {
        // Read in this order, a request that ends meanwhile is not taken for one that waits.
        int active = Math.max(0, running.intValue());
        return new PoolStats(
                requests.sum(),
                texts.sum(),
                times.tokeniseMillis(),
                times.runMillis(),
                rejected.sum(),
                failed.sum(),
                active,
                Math.max(0, unfinished.intValue() - active));
    }
}
