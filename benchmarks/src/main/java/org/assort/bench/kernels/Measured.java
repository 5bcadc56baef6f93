/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.kernels;

import java.util.Map;

/**
 * One thing that JMH times, in a JVM of its own each time.
 *
 * @param label as in {@code dot.int8.384}
 * @param state the class that has it
 * @param method its name
 * @param parameters of the state, beside the seed and the index
 * @param divisor what a time is divided by
 * @param unit of what comes out, as in {@code ns a row}
 */
record Measured(
        String label, Class<?> state, String method, Map<String, String> parameters, double divisor, String unit) {

    private static final double MICROSECOND = 1e3;

    /** A product of the query with each row. */
    static Measured dot(String label, String method, int dimension) {
        return new Measured(
                "dot." + label + "." + dimension,
                DotProducts.class,
                method,
                Map.of("dimension", Integer.toString(dimension)),
                DotProducts.ROWS,
                "ns a row");
    }

    /** A choice of a tenth of a window. */
    static Measured choice(String method, int window, boolean fields) {
        return new Measured(
                "choose." + method + (fields ? "_coverage_quota." : ".") + window / 10 + "_of_" + window,
                Choices.class,
                "choose",
                Map.of("method", method, "window", Integer.toString(window), "fields", Boolean.toString(fields)),
                MICROSECOND,
                "µs");
    }

    /** The vectors of a window. */
    static Measured reading(String label, String method, StoredForm form, int window) {
        return new Measured(
                "read." + label + "." + window,
                Readings.class,
                method,
                Map.of("form", form.name(), "window", Integer.toString(window)),
                MICROSECOND,
                "µs");
    }
}
