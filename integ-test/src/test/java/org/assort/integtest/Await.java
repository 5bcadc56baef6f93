/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import java.io.IOException;
import java.time.Duration;

/** Waits for what comes about by itself. */
final class Await {

    private static final long PAUSE_MILLIS = 20;

    private Await() {}

    /** A state that may come. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Returns when the condition holds. @throws AssertionError saying {@code what} did not come within the patience */
    static void until(String what, Duration patience, Condition condition) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (condition.holds() == false) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited " + patience.toSeconds() + " s in vain: " + what);
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting: " + what, e);
            }
        }
    }
}
