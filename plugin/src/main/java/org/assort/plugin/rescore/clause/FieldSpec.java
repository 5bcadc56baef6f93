/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.util.ArrayList;
import java.util.List;

/**
 * A field whose values a clause counts.
 *
 * @param name as the clause names it
 * @param ranges ascending edges that sort numbers into ranges, or empty where each value is one by itself
 */
public record FieldSpec(String name, List<Double> ranges) {

    /** Below it every whole number is a double. */
    private static final double MOST_EXACT = 1L << 53;

    /** A field whose values count as they are. */
    FieldSpec(String name) {
        this(name, List.of());
    }

    /** Copies the edges. */
    public FieldSpec {
        ranges = List.copyOf(ranges);
    }

    /** Returns the name of the range that a number lies in: the lower edge is part of it, the upper is not. */
    public String range(double number) {
        int above = 0;
        while (above < ranges.size() && number >= ranges.get(above)) {
            above++;
        }
        return label(above);
    }

    /** Returns the names of all ranges, ascending: {@code *-50}, {@code 50-100}, {@code 100-*}. */
    List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (int above = 0; above <= ranges.size(); above++) {
            labels.add(label(above));
        }
        return labels;
    }

    private String label(int above) {
        return (above == 0 ? "*" : text(ranges.get(above - 1)))
                + "-"
                + (above == ranges.size() ? "*" : text(ranges.get(above)));
    }

    /** Returns a number as the value of a field: a whole one without a fraction, however it was written. */
    public static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < MOST_EXACT
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
