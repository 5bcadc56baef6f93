/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * Relevance r of each of n candidates: the weighted mean of its signals, all in [0, 1].
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
 *
 * <p>Costs n cosines. No value depends on the order of the candidates. Immutable as long as no caller writes into the
 * array.
 */
final class Relevance {

    private final double[] values;
    private final double[] query;
    /** NaN where absent. */
    private final double[] semantic;
    /** Of {@code query}, where the candidate has both signals, and where it has that one alone. */
    private final double weightBeside;

    private final double weightAlone;

    Relevance(Candidates candidates, Objective objective) {
        RelevanceWeights weights = objective.weights();
        VectorTable vectors = candidates.vectors();
        boolean on = candidates.queryCodes() != null && vectors.missing() < vectors.size() && weights.semantic() > 0;
        this.query = minMax(candidates.scores());
        this.semantic = new double[query.length];
        this.weightBeside = normalised(weights);
        this.weightAlone = on && weights.query() == 0 ? 0 : 1;
        this.values = new double[query.length];
        double floor = objective.cosineFloor();
        for (int i = 0; i < values.length; i++) {
            if (on && vectors.has(i)) {
                semantic[i] = Math.max(0, (vectors.cosine(i, candidates.queryCodes()) - floor) / (1 - floor));
                values[i] = queryWeight(i) * query[i] + semanticWeight(i) * semantic[i];
            } else {
                semantic[i] = Double.NaN;
                values[i] = queryWeight(i) * query[i];
            }
        }
    }

    /** Weight of the query signal, where both weights sum to 1. */
    private static double normalised(RelevanceWeights weights) {
        // Divided by the greater first: the sum of two huge weights would be infinite.
        double greater = Math.max(weights.query(), weights.semantic());
        double query = weights.query() / greater;
        return query / (query + weights.semantic() / greater);
    }

    /** {@code double[n]} r, in [0, 1]. */
    double[] values() {
        return values;
    }

    /** The query signal of a candidate. */
    double query(int candidate) {
        return query[candidate];
    }

    /** The semantic signal of a candidate, NaN where absent. */
    double semantic(int candidate) {
        return semantic[candidate];
    }

    /** What the query signal counts for this candidate. */
    double queryWeight(int candidate) {
        return Double.isNaN(semantic[candidate]) ? weightAlone : weightBeside;
    }

    /** What the semantic signal counts for this candidate, 0 where it is absent. */
    double semanticWeight(int candidate) {
        return Double.isNaN(semantic[candidate]) ? 0 : 1 - weightBeside;
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
