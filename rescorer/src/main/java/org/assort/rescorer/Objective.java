/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Objects;

/**
 * What a choice maximises, step by step: (1−λ)·r + λ·D.
 *
 * @param method how D is computed
 * @param diversity λ, in [0, 1]; 0 is the relevance order
 * @param weights how the signals are blended into r
 * @param missing what becomes of candidates without a vector
 * @param cosineFloor the cosine that counts as no likeness to the query, in [-1, 1): some encoders never go below 0.7
 */
public record Objective(
        Method method, double diversity, RelevanceWeights weights, MissingVector missing, double cosineFloor) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range or NaN
     */
    public Objective {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(missing, "missing");
        if (!(diversity >= 0 && diversity <= 1)) {
            throw new IllegalArgumentException("[diversity] must be in [0, 1], got [" + diversity + "]");
        }
        if (!(cosineFloor >= -1 && cosineFloor < 1)) {
            throw new IllegalArgumentException("[cosine_floor] must be in [-1, 1), got [" + cosineFloor + "]");
        }
    }
}
