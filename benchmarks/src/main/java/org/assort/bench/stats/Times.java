/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.stats;

import java.util.Locale;

/** Times in words. */
public final class Times {

    private static final double NANOS_PER_MILLI = 1e6;

    private Times() {}

    /** Returns the quantiles of times that are given in nanoseconds, in milliseconds. */
    public static String quantiles(Sample nanos) {
        return String.format(
                Locale.ROOT,
                "p50 %.3f p95 %.3f p99 %.3f ms",
                nanos.quantile(0.5) / NANOS_PER_MILLI,
                nanos.quantile(0.95) / NANOS_PER_MILLI,
                nanos.quantile(0.99) / NANOS_PER_MILLI);
    }
}
