/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * The order chosen for all n candidates: first the positions filled greedily, then the rest by relevance. Arrays are
 * not copied; immutable as long as no caller writes into them.
 */
public final class Choice {

    private final Method method;
    private final VectorTable vectors;
    private final int[] order;
    private final double[] gains;
    private final double[] diversities;
    private final float[] scores;
    private final Relevance relevance;

    Choice(
            Method method,
            VectorTable vectors,
            int[] order,
            double[] gains,
            double[] diversities,
            float[] scores,
            Relevance relevance) {
        this.method = method;
        this.vectors = vectors;
        this.order = order;
        this.gains = gains;
        this.diversities = diversities;
        this.scores = scores;
        this.relevance = relevance;
    }

    /** {@code int[n]} candidates by position, each once. */
    public int[] order() {
        return order;
    }

    /** {@code double[k]} marginal gains of the k positions chosen greedily. */
    public double[] gains() {
        return gains;
    }

    /** {@code float[n]} scores by position, finite and strictly descending. */
    public float[] scores() {
        return scores;
    }

    /** {@code double[n]} relevance r by candidate, in [0, 1]. */
    public double[] relevance() {
        return relevance.values();
    }

    /** How many positions were chosen greedily: the length of {@link #gains()}. */
    public int chosen() {
        return gains.length;
    }

    /**
     * The parts of the score at a position chosen greedily. Computed when asked for, with one cosine for each earlier
     * position, so that a request without an explanation pays nothing.
     */
    public Step step(int position) {
        int candidate = order[position];
        int closest = -1;
        // Only a cosine above 0 costs under MMR; under DPP every vector chosen earlier has its part.
        double similarity = method == Method.MMR ? 0 : Double.NEGATIVE_INFINITY;
        for (int p = 0; p < position && vectors.has(candidate); p++) {
            if (vectors.has(order[p])) {
                double cosine = vectors.cosine(order[p], candidate);
                if (cosine > similarity) {
                    similarity = cosine;
                    closest = order[p];
                }
            }
        }
        double gain = gains[position];
        return new Step(
                candidate,
                relevance.values()[candidate],
                relevance.query(candidate),
                relevance.queryWeight(candidate),
                relevance.semantic(candidate),
                relevance.semanticWeight(candidate),
                diversities[position],
                closest,
                closest < 0 ? 0 : similarity,
                gain,
                scores[position] - gain);
    }
}
