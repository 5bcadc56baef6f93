/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.stats;

import java.util.Arrays;

/** Observed values of one quantity, in order. Immutable. */
public final class Sample {

    private final double[] sorted;

    private Sample(double[] sorted) {
        this.sorted = sorted;
    }

    /**
     * A sample of at least one value.
     *
     * @throws IllegalArgumentException when there is none, or one is not a number
     */
    public static Sample of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("[values] must not be empty");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        if (Double.isNaN(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException("[values] must be numbers, got [NaN]");
        }
        return new Sample(sorted);
    }

    /**
     * What one has more than another, pair by pair.
     *
     * @param other as many values, each belonging to that of {@code values} at its place
     */
    public static Sample ofDifferences(double[] values, double[] other) {
        double[] differences = new double[values.length];
        Arrays.setAll(differences, i -> values[i] - other[i]);
        return of(differences);
    }

    public int size() {
        return sorted.length;
    }

    /**
     * The quantile by linear interpolation between the two nearest values, definition 7 of Hyndman and Fan (1996).
     *
     * @param p in [0, 1]; 0 is the least value, 1 the greatest
     */
    public double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("[p] must be in [0, 1], got [" + p + "]");
        }
        double position = p * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        double fraction = position - below;
        if (fraction == 0 || sorted[below] == sorted[above]) {
            // Also keeps infinity minus infinity out.
            return sorted[below];
        }
        return sorted[below] + fraction * (sorted[above] - sorted[below]);
    }

    public double median() {
        return quantile(0.5);
    }
}
