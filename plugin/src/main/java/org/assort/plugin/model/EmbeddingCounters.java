/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.concurrent.atomic.LongAdder;

/** What the embedding pool has done since the node started. Safe for use by several threads. */
final class EmbeddingCounters {

    private final LongAdder requests = new LongAdder();
    private final LongAdder texts = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder failed = new LongAdder();

    void requested() {
        requests.increment();
    }

    void embedded(int count, long tookNanos) {
        texts.add(count);
        nanos.add(tookNanos);
    }

    void rejected() {
        rejected.increment();
    }

    void failed() {
        failed.increment();
    }

    long requests() {
        return requests.sum();
    }

    long texts() {
        return texts.sum();
    }

    long millis() {
        return nanos.sum() / 1_000_000;
    }

    long rejections() {
        return rejected.sum();
    }

    long failures() {
        return failed.sum();
    }
}
