/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.List;
import java.util.Objects;

/**
 * What is chosen from, in parallel arrays in first-pass order, which also settles ties. The arrays are kept, not copied.
 *
 * @param scores {@code float[n]} first-pass scores; NaN counts as the lowest
 * @param vectors n rows, never null; where all are missing the dimension may be 0
 * @param queryCodes {@code byte[dimension]} from {@link VectorCodes}, or null where the semantic signal is off
 * @param interests {@code byte[m][dimension]} the shopper's, from {@link VectorCodes}; none where the profile signal is
 *     off
 * @param fields values of n candidates each, of the fields that the objective speaks of
 * @param popularity {@code double[n]}, finite and at least 0, or null without novelty
 * @param pinned {@code boolean[n]}, those that keep their place in the order of relevance, or null for none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of parallel arrays, never compared
public record Candidates(
        float[] scores,
        VectorTable vectors,
        byte[] queryCodes,
        byte[][] interests,
        List<FieldValues> fields,
        double[] popularity,
        boolean[] pinned) {

    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if lengths or dimensions differ
     */
    public Candidates {
        Objects.requireNonNull(scores, "scores");
        Objects.requireNonNull(vectors, "vectors");
        Objects.requireNonNull(interests, "interests");
        fields = List.copyOf(fields);
        checkLength("vectors", vectors.size(), scores.length);
        fields.forEach(values -> checkLength("fields", values.size(), scores.length));
        if (popularity != null) {
            checkLength("popularity", popularity.length, scores.length);
        }
        if (pinned != null) {
            checkLength("pinned", pinned.length, scores.length);
        }
        if (queryCodes != null) {
            checkDimension("the query's vector", queryCodes, vectors);
        }
        for (byte[] interest : interests) {
            checkDimension("an interest", interest, vectors);
        }
    }

    /** Scores and vectors alone. */
    public Candidates(float[] scores, VectorTable vectors, byte[] queryCodes) {
        this(scores, vectors, queryCodes, new byte[0][], List.of(), null, null);
    }

    private static void checkLength(String name, int length, int expected) {
        if (length != expected) {
            throw new IllegalArgumentException(
                    "[scores] and [" + name + "] must have one length, got [" + expected + "] and [" + length + "]");
        }
    }

    private static void checkDimension(String what, byte[] codes, VectorTable vectors) {
        if (vectors.dimension() != 0 && codes.length != vectors.dimension()) {
            throw new IllegalArgumentException(
                    what + " must have the dimension [" + vectors.dimension() + "], got [" + codes.length + "]");
        }
    }

    /** Number of candidates. */
    public int size() {
        return scores.length;
    }
}
