/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * Relevance r of each candidate: the weighted mean of its signals, all in [0, 1].
 *
 * <p>{@code query} is the first-pass score, min-max over the candidates, 1 where all are equal. {@code semantic} is
 * max(0, (cos−f)/(1−f)) with f the cosine floor. The weight of an absent signal goes to the other:
 *
 * <ul>
 *   <li>Without a query vector, or without any candidate's vector, the semantic signal is off and r is {@code query},
 *       whatever the weights: else all would be equal and the order lost.
 *   <li>Where it is on, a candidate without a vector has r = {@code query}, but 0 if {@code query} has no weight:
 *       nothing that was asked for speaks for it.
 * </ul>
 */
final class Relevance {

    private Relevance() {}

    /** {@code double[n]} in [0, 1]; n dot products. No value depends on the order of the candidates. */
    static double[] of(Candidates candidates, Objective objective) {
        double[] relevance = minMax(candidates.scores());
        VectorTable vectors = candidates.vectors();
        float[] queryVector = candidates.queryVector();
        RelevanceWeights weights = objective.weights();
        if (queryVector == null || vectors.missing() == vectors.size() || weights.semantic() == 0) {
            return relevance;
        }
        // Divided by the greater first: the sum of two huge weights would be infinite.
        double greater = Math.max(weights.query(), weights.semantic());
        double query = weights.query() / greater;
        double semantic = weights.semantic() / greater;
        double floor = objective.cosineFloor();
        for (int i = 0; i < relevance.length; i++) {
            if (vectors.has(i)) {
                double likeness = Math.max(0, (vectors.cosine(i, queryVector) - floor) / (1 - floor));
                relevance[i] = (query * relevance[i] + semantic * likeness) / (query + semantic);
            } else if (weights.query() == 0) {
                relevance[i] = 0;
            }
        }
        return relevance;
    }

    /** Scores scaled to [0, 1]. NaN gets 0, as the lowest does; infinite scores count as the largest float. */
    private static double[] minMax(float[] scores) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            if (!Float.isNaN(score)) {
                min = Math.min(min, finite(score));
                max = Math.max(max, finite(score));
            }
        }
        boolean none = min > max;
        double[] scaled = new double[scores.length];
        for (int i = 0; i < scaled.length; i++) {
            if (Float.isNaN(scores[i])) {
                scaled[i] = none ? 1 : 0;
            } else {
                scaled[i] = min == max ? 1 : (finite(scores[i]) - min) / (max - min);
            }
        }
        return scaled;
    }

    private static double finite(float score) {
        return Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, score));
    }
}
