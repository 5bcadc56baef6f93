/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Objects;

/**
 * What is chosen from, in parallel arrays in first-pass order, which also settles ties. The arrays are kept, not copied.
 *
 * @param scores {@code float[n]} first-pass scores; NaN counts as the lowest
 * @param vectors n rows, never null; where all are missing the dimension may be 0
 * @param queryVector {@code float[dimension]} of unit length, or null where the semantic signal is off
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of parallel arrays, never compared
public record Candidates(float[] scores, VectorTable vectors, float[] queryVector) {

    /** How far the squared length of a unit vector may lie from 1: coarse, it catches vectors never scaled at all. */
    private static final double UNIT_TOLERANCE = 1e-3;

    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if lengths or dimensions differ, or the query's vector is not of unit length
     */
    public Candidates {
        Objects.requireNonNull(scores, "scores");
        Objects.requireNonNull(vectors, "vectors");
        if (scores.length != vectors.size()) {
            throw new IllegalArgumentException("[scores] and [vectors] must have one length, got [" + scores.length
                    + "] and [" + vectors.size() + "]");
        }
        if (queryVector != null) {
            if (vectors.dimension() != 0 && queryVector.length != vectors.dimension()) {
                throw new IllegalArgumentException("the query's vector must have the dimension [" + vectors.dimension()
                        + "], got [" + queryVector.length + "]");
            }
            double squared = VectorTable.squaredLength(queryVector);
            if (!(Math.abs(squared - 1) <= UNIT_TOLERANCE)) {
                throw new IllegalArgumentException(
                        "the query's vector must be of length 1, got [" + Math.sqrt(squared) + "]");
            }
        }
    }

    /** Number of candidates. */
    public int size() {
        return scores.length;
    }
}
