/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.picture;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A linear scale from values to pixels, with round ticks.
 *
 * @param low value at pixel {@code from}
 * @param high value at pixel {@code to}
 * @param step between ticks, a round number
 */
public record Axis(String title, double low, double high, double step, double from, double to) {

    private static final int TICKS = 6;
    private static final double MARGIN = 0.06;

    /** Room for all values, and a little more. */
    public static Axis over(String title, List<Double> values, double from, double to) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double span = Math.max(most - least, 1e-3);
        double low = least - MARGIN * span;
        double high = most + MARGIN * span;
        return new Axis(title, low, high, step((high - low) / TICKS), from, to);
    }

    /** From 0 to somewhat above {@code most}. */
    public static Axis upTo(String title, double most, double from, double to) {
        double high = Math.max(most, 1e-3) * (1 + MARGIN);
        return new Axis(title, 0, high, step(high / TICKS), from, to);
    }

    /** The least of 1, 2 and 5 times a power of ten that is not below {@code least}. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        return DoubleStream.of(1, 2, 5, 10)
                .map(factor -> factor * power)
                .filter(step -> step >= least)
                .findFirst()
                .orElse(10 * power);
    }

    /** The pixel of a value. */
    public double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** Round values from one end to the other. */
    public List<Double> ticks() {
        return DoubleStream.iterate(Math.ceil(low / step) * step, tick -> tick <= high, tick -> tick + step)
                .boxed()
                .toList();
    }

    /** A tick with the decimals that its step has. */
    public String text(double tick) {
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", tick);
    }
}
