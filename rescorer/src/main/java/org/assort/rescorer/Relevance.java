/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * Relevance r of each of n candidates: the weighted mean of its signals, all in [0, 1].
 *
 * <p>{@code query} is the first-pass score, min-max over the candidates, 1 where all are equal. {@code semantic} is
 * max(0, (cos−f)/(1−f)) with f the cosine floor, {@code profile} the same to the nearest of the shopper's interests. The
 * weight of an absent signal is shared by the others:
 *
 * <ul>
 *   <li>{@code semantic} is off without a query vector, {@code profile} without an interest, both without any candidate's
 *       vector. Where no signal with a weight is left, r is {@code query}: else all would be equal and the order lost.
 *   <li>A candidate without a vector lacks both. Where it lacks every signal that has a weight and is on, its r is 0:
 *       nothing that was asked for speaks for it.
 * </ul>
 *
 * <p>Costs a cosine for each candidate and vector. No value depends on the order of the candidates. Immutable as long as
 * no caller writes into the array.
 */
final class Relevance {

    private final double[] values;
    private final double[] query;
    /** NaN where absent. */
    private final double[] semantic;

    private final double[] profile;
    private final double queryWeight;
    private final double semanticWeight;
    private final double profileWeight;

    Relevance(Candidates candidates, Objective objective) {
        RelevanceWeights weights = objective.weights();
        VectorTable vectors = candidates.vectors();
        boolean comparable = vectors.missing() < vectors.size();
        boolean semanticOn = comparable && candidates.queryCodes() != null && weights.semantic() > 0;
        boolean profileOn = comparable && candidates.interests().length > 0 && weights.profile() > 0;
        // Divided by the greatest first: the sum of huge weights would be infinite.
        double greatest = Math.max(weights.query(), Math.max(weights.semantic(), weights.profile()));
        boolean alone = !semanticOn && !profileOn;
        this.queryWeight = alone ? 1 : weights.query() / greatest;
        this.semanticWeight = semanticOn ? weights.semantic() / greatest : 0;
        this.profileWeight = profileOn ? weights.profile() / greatest : 0;
        this.query = minMax(candidates.scores());
        this.semantic = new double[query.length];
        this.profile = new double[query.length];
        this.values = new double[query.length];
        double floor = objective.cosineFloor();
        VectorTable wanted = semanticOn ? VectorTable.of(candidates.queryCodes()) : null;
        VectorTable interests = profileOn ? VectorTable.of(candidates.interests()) : null;
        for (int i = 0; i < values.length; i++) {
            semantic[i] = Double.NaN;
            profile[i] = Double.NaN;
            if (semanticOn && vectors.has(i)) {
                semantic[i] = likeness(vectors.cosine(i, wanted, 0), floor);
            }
            if (profileOn && vectors.has(i)) {
                profile[i] = likeness(nearest(vectors, i, interests), floor);
            }
            values[i] = alone ? query[i] : blend(i);
        }
    }

    private static double likeness(double cosine, double floor) {
        return Math.max(0, (cosine - floor) / (1 - floor));
    }

    private static double nearest(VectorTable vectors, int candidate, VectorTable interests) {
        double greatest = -1;
        for (int interest = 0; interest < interests.size(); interest++) {
            greatest = Math.max(greatest, vectors.cosine(candidate, interests, interest));
        }
        return greatest;
    }

    private double blend(int candidate) {
        double blended = queryShare(candidate) * query[candidate];
        if (!Double.isNaN(semantic[candidate])) {
            blended += share(candidate, semanticWeight) * semantic[candidate];
        }
        if (!Double.isNaN(profile[candidate])) {
            blended += share(candidate, profileWeight) * profile[candidate];
        }
        // Shares are rounded, so their sum may lie a bit above 1.
        return Math.min(1, blended);
    }

    private double queryShare(int candidate) {
        return queryWeight == 0 ? 0 : share(candidate, queryWeight);
    }

    private double share(int candidate, double weight) {
        double present = queryWeight;
        present += Double.isNaN(semantic[candidate]) ? 0 : semanticWeight;
        present += Double.isNaN(profile[candidate]) ? 0 : profileWeight;
        return weight / present;
    }

    /** {@code double[n]} r, in [0, 1]. */
    double[] values() {
        return values;
    }

    /** The query signal of a candidate. */
    Signal query(int candidate) {
        return new Signal(query[candidate], queryShare(candidate));
    }

    /** The semantic signal of a candidate. */
    Signal semantic(int candidate) {
        double value = semantic[candidate];
        return Double.isNaN(value) ? Signal.ABSENT : new Signal(value, share(candidate, semanticWeight));
    }

    /** The profile signal of a candidate. */
    Signal profile(int candidate) {
        double value = profile[candidate];
        return Double.isNaN(value) ? Signal.ABSENT : new Signal(value, share(candidate, profileWeight));
    }

    /** Scores scaled to [0, 1]. NaN gets 0, as the lowest does; infinite scores count as the largest float. */
    private static double[] minMax(float[] scores) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            // Neither is true of NaN.
            min = score < min ? score : min;
            max = score > max ? score : max;
        }
        boolean none = min > max;
        min = finite(min);
        max = finite(max);
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

    /** Not by {@link Math#min}, which minds -0.0 and NaN as well, and takes several times as long. */
    private static double finite(double score) {
        if (score > Float.MAX_VALUE) {
            return Float.MAX_VALUE;
        }
        return score < -Float.MAX_VALUE ? -Float.MAX_VALUE : score;
    }
}
