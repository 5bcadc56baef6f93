/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

/** One thing that {@code ./bench NAME} measures. Registered in {@link Bench#ALL}. */
public interface Benchmark {

    /** What it is called on the command line; the names of its figures begin with it. */
    String name();

    /** What it measures, in one line. */
    String about();

    /** Whether it measures generated products where it is asked to: {@code --products}. */
    default boolean generates() {
        return false;
    }

    /** Whether it can be run with few rounds: {@code --quick}. */
    default boolean quickens() {
        return false;
    }

    /** Measures, anew each time, and hands the figures to {@code run.report()}. */
    void measure(Run run) throws Exception;
}
