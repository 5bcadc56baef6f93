/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.io.IOException;
import java.time.Duration;

/** Waits for what comes about by itself. */
public final class Await {

    private static final long PAUSE_MILLIS = 20;

    private Await() {}

    /** A state that may come. */
    public interface Condition {
        boolean holds() throws IOException;
    }

    /** Returns when the condition holds. @throws AssertionError saying {@code what} did not come within the patience */
    public static void until(String what, Duration patience, Condition condition) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited " + patience.toSeconds() + " s in vain: " + what);
            }
            Pause.millis(PAUSE_MILLIS);
        }
    }
}
