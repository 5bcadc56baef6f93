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
 * @param warmUp milliseconds that go before
 */
record Measured(
        String label,
        Class<?> state,
        String method,
        Map<String, String> parameters,
        double divisor,
        String unit,
        int warmUp) {

    private static final double MICROSECOND = 1e3;

    /** Enough for a loop. */
    private static final int SHORT_WARM_UP = 1000;

    /** A choice has many methods, and each call of the vector API is thousands of nanoseconds until it is compiled. */
    private static final int LONG_WARM_UP = 2400;

    /** A product of the query with each of a window. */
    static Measured dot(String label, String method, int dimension) {
        return dot(label, method, dimension, DotProducts.MANY);
    }

    /** The cosine of a candidate and each that was chosen. */
    static Measured cosine(String label, String method, int dimension) {
        return dot(label, method, dimension, DotProducts.FEW);
    }

    private static Measured dot(String label, String method, int dimension, int rows) {
        return new Measured(
                "dot." + label + "." + dimension,
                DotProducts.class,
                method,
                Map.of("dimension", Integer.toString(dimension), "rows", Integer.toString(rows)),
                rows,
                "ns a row",
                SHORT_WARM_UP);
    }

    /** A choice of a tenth of a window. */
    static Measured choice(String method, int window, boolean fields) {
        return new Measured(
                "choose." + method + (fields ? "_coverage_quota." : ".") + window / 10 + "_of_" + window,
                Choices.class,
                "choose",
                Map.of("method", method, "window", Integer.toString(window), "fields", Boolean.toString(fields)),
                MICROSECOND,
                "µs",
                LONG_WARM_UP);
    }

    /** The vectors of a window. */
    static Measured reading(String label, String method, StoredForm form, int window) {
        return new Measured(
                "read." + label + "." + window,
                Readings.class,
                method,
                Map.of("form", form.name(), "window", Integer.toString(window)),
                MICROSECOND,
                "µs",
                SHORT_WARM_UP);
    }
}
