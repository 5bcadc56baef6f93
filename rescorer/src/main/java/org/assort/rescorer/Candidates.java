/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Objects;

/**
 * What is chosen from, in parallel arrays in first-pass order, which also settles ties. The arrays are kept, not copied.
 *
 * @param scores {@code float[n]} first-pass scores; NaN counts as the lowest
 * @param vectors n rows, never null; where all are missing the dimension may be 0
 * @param queryCodes {@code byte[dimension]} from {@link VectorCodes}, or null where the semantic signal is off
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of parallel arrays, never compared
public record Candidates(float[] scores, VectorTable vectors, byte[] queryCodes) {

    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if lengths or dimensions differ
     */
    public Candidates {
        Objects.requireNonNull(scores, "scores");
        Objects.requireNonNull(vectors, "vectors");
        if (scores.length != vectors.size()) {
            throw new IllegalArgumentException("[scores] and [vectors] must have one length, got [" + scores.length
                    + "] and [" + vectors.size() + "]");
        }
        if (queryCodes != null && vectors.dimension() != 0 && queryCodes.length != vectors.dimension()) {
            throw new IllegalArgumentException("the query's vector must have the dimension [" + vectors.dimension()
                    + "], got [" + queryCodes.length + "]");
        }
    }

    /** Number of candidates. */
    public int size() {
        return scores.length;
    }
}
