/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import java.util.List;

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

    /** Whether it measures as many generated orders as it is asked to: {@code --orders}. */
    default boolean generatesOrders() {
        return false;
    }

    /** Whether it can be run with few rounds: {@code --quick}. */
    default boolean quickens() {
        return false;
    }

    /** Parts that can be measured alone: {@code --only}; none where it is one whole. */
    default List<String> parts() {
        return List.of();
    }

    /** Measures, anew each time, and hands the figures to {@code run.report()}. */
    void measure(Run run) throws Exception;
}
