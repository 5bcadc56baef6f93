/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;

/**
 * The values of one field by candidate, as ordinals: a candidate may have none, one or several. Immutable.
 *
 * <p>Held as one array of ordinals and one of where each candidate's begin, so that the greedy pass reads neighbours in
 * memory.
 */
public final class FieldValues {

    private final int[] starts;
    private final int[] ordinals;
    private final int cardinality;
    private final boolean single;

    private FieldValues(int[] starts, int[] ordinals, int cardinality, boolean single) {
        this.starts = starts;
        this.ordinals = ordinals;
        this.cardinality = cardinality;
        this.single = single;
    }

    /**
     * The values of n candidates.
     *
     * @param values {@code int[n][]} ordinals of each candidate, in any order; what is there twice counts once
     * @param cardinality how many ordinals there are, at least 0; some may be no candidate's
     * @throws IllegalArgumentException if an ordinal is not in [0, cardinality)
     */
    public static FieldValues of(int[][] values, int cardinality) {
        int[] starts = new int[values.length + 1];
        int[][] distinct = new int[values.length][];
        boolean single = true;
        for (int i = 0; i < values.length; i++) {
            distinct[i] = values[i].length <= 1
                    ? values[i]
                    : Arrays.stream(values[i]).sorted().distinct().toArray();
            single &= distinct[i].length <= 1;
            starts[i + 1] = starts[i] + distinct[i].length;
        }
        int[] ordinals = new int[starts[values.length]];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(distinct[i], 0, ordinals, starts[i], distinct[i].length);
        }
        for (int ordinal : ordinals) {
            if (ordinal < 0 || ordinal >= cardinality) {
                throw new IllegalArgumentException(
                        "an ordinal must be in [0, " + cardinality + "), got [" + ordinal + "]");
            }
        }
        return new FieldValues(starts, ordinals, cardinality, single);
    }

    /**
     * The same values by other ordinals.
     *
     * @param numbers {@code int[cardinality]} the new ordinals, which rise with the old ones, or negative where a value is left out
     * @param kept how many are not negative
     */
    FieldValues renumbered(int[] numbers, int kept) {
        int[] newStarts = new int[starts.length];
        int[] newOrdinals = new int[ordinals.length];
        int end = 0;
        int most = 0;
        for (int i = 0; i < size(); i++) {
            for (int at = starts[i]; at < starts[i + 1]; at++) {
                newOrdinals[end] = numbers[ordinals[at]];
                end += newOrdinals[end] >= 0 ? 1 : 0;
            }
            newStarts[i + 1] = end;
            most = Math.max(most, end - newStarts[i]);
        }
        return new FieldValues(newStarts, Arrays.copyOf(newOrdinals, end), kept, most <= 1);
    }

    /** Number of candidates. */
    public int size() {
        return starts.length - 1;
    }

    /** How many ordinals there are. */
    public int cardinality() {
        return cardinality;
    }

    /** Whether no candidate has more than one value. */
    public boolean single() {
        return single;
    }

    /** {@code int[n]} the one value of each, {@link #cardinality} where it has none; of {@link #single} values. */
    int[] only() {
        int[] only = new int[size()];
        for (int i = 0; i < only.length; i++) {
            only[i] = count(i) == 0 ? cardinality : ordinals[starts[i]];
        }
        return only;
    }

    /** How many values a candidate has. */
    public int count(int candidate) {
        return starts[candidate + 1] - starts[candidate];
    }

    /**
     * A value of a candidate; they ascend.
     *
     * @param k which of them, in [0, count)
     */
    public int ordinal(int candidate, int k) {
        return ordinals[starts[candidate] + k];
    }
}
