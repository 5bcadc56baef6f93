/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.selection;

import java.util.List;

/** Times one setting on one window. */
final class Stopwatch {

    /** Times of one measurement; their mean counts. */
    private static final int REPEATS = 5;

    private final List<Window> windows;
    private final int wanted;

    Stopwatch(List<Window> windows, int wanted) {
        this.windows = windows;
        this.wanted = wanted;
    }

    /** Nanoseconds, after one time that does not count and brings the window into the cache, for all settings alike. */
    double nanos(int window, Setting setting) {
        double sum = run(windows.get(window), setting);
        long start = System.nanoTime();
        for (int i = 0; i < REPEATS; i++) {
            sum += run(windows.get(window), setting);
        }
        long nanos = System.nanoTime() - start;
        // What is computed must be used, or it may not be computed.
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("[" + setting.label() + "] computed no number");
        }
        return nanos / (double) REPEATS;
    }

    private double run(Window window, Setting setting) {
        return setting == Setting.UNIT
                ? window.dotProducts()
                : window.choose(setting, wanted).scores()[0];
    }
}
