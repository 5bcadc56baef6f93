/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Adds up the time that embedding takes, over all threads, by what it is spent on. Safe for use by many threads at once. */
public final class EmbeddingTimes {
    private final LongAdder tokenising = new LongAdder();
    private final LongAdder running = new LongAdder();

    /** Adds time in which texts were cut into tokens. */
    public void tokenised(long nanos) {
        tokenising.add(nanos);
    }

    /** Adds time in which the graph ran and its output was pooled. */
    public void ran(long nanos) {
        running.add(nanos);
    }

    public long tokeniseMillis() {
        return TimeUnit.NANOSECONDS.toMillis(tokenising.sum());
    }

    public long runMillis() {
        return TimeUnit.NANOSECONDS.toMillis(running.sum());
    }
}
