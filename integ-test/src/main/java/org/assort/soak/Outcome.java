/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

/**
 * How one search of a client ended.
 *
 * @param diversified whether it had the clause
 * @param start of the search, in ns of {@link System#nanoTime}
 * @param end when the answer was there, or the failure
 * @param kind how it ended
 * @param text what was wrong, else empty
 */
record Outcome(boolean diversified, long start, long end, Kind kind, String text) {

    enum Kind {
        /** As before anything was killed. */
        RIGHT,
        /** Every shard answered, and the answer is another. */
        WRONG,
        /** Some shards did not answer: there is nothing to compare it with. */
        PARTIAL,
        /** An error, or no answer. */
        FAILED
    }

    /** Whether there was no whole answer. */
    boolean failed() {
        return kind == Kind.PARTIAL || kind == Kind.FAILED;
    }

    /** Whether it ran at any time within an interval. */
    boolean during(long from, long to) {
        return end - from >= 0 && to - start >= 0;
    }
}
