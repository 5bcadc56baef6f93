/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.time.Duration;

/** Stops when a time is over. */
final class Deadline implements Cancellation {
    private final Duration allowed;
    private final long end;

    /** Begins to count now. */
    Deadline(Duration allowed) {
        this.allowed = allowed;
        this.end = System.nanoTime() + allowed.toNanos();
    }

    @Override
    public void check() throws EmbeddingException {
        if (System.nanoTime() - end > 0) {
            throw new LateException("it must be done in [" + allowed.toMillis() + "] ms, it took longer");
        }
    }
}
