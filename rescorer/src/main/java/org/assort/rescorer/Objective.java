/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.List;
import java.util.Objects;

/**
 * What a choice maximises, step by step, (1−λ)·r + λ·(D + Σ w·C + w·N), and what bounds it.
 *
 * @param method how D is computed
 * @param tradeoff how λ is found
 * @param weights how the signals are blended into r
 * @param missing what becomes of candidates without a vector
 * @param cosineFloor the cosine that counts as no likeness to the query, in [-1, 1): some encoders never go below 0.7
 * @param coverages the terms C
 * @param novelty weight of N = 1 − log(1+s)/log(1+max s), s the popularity; finite and at least 0
 * @param quotas what blocks of positions may and must hold, the more important first
 * @param pinned so many of the relevance order keep their places, at least 0, beside the candidates that are pinned
 */
public record Objective(
        Method method,
        Tradeoff tradeoff,
        RelevanceWeights weights,
        MissingVector missing,
        double cosineFloor,
        List<Coverage> coverages,
        double novelty,
        List<Quota> quotas,
        int pinned) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range or NaN
     */
    public Objective {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(tradeoff, "tradeoff");
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(missing, "missing");
        coverages = List.copyOf(coverages);
        quotas = List.copyOf(quotas);
        if (!(cosineFloor >= -1 && cosineFloor < 1)) {
            throw new IllegalArgumentException("[cosine_floor] must be in [-1, 1), got [" + cosineFloor + "]");
        }
        if (!(novelty >= 0 && novelty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "[novelty.weight] must be a finite number of at least 0, got [" + novelty + "]");
        }
        if (pinned < 0) {
            throw new IllegalArgumentException("[pin] must be at least 0, got [" + pinned + "]");
        }
    }

    /** Relevance and D alone, with a given λ in [0, 1]. */
    public Objective(
            Method method, double diversity, RelevanceWeights weights, MissingVector missing, double cosineFloor) {
        this(method, new Tradeoff.Fixed(diversity), weights, missing, cosineFloor, List.of(), 0, List.of(), 0);
    }

    /**
     * Checks that candidates have what this speaks of.
     *
     * @throws IllegalArgumentException if a field is not theirs, a target has not a share for each of its values, novelty has
     *     no popularity, or a vector is missing under {@link MissingVector#ERROR}
     */
    void checkAgainst(Candidates candidates) {
        for (Coverage coverage : coverages) {
            FieldValues values = field(candidates, coverage.field());
            if (coverage instanceof Coverage.Target target && target.shares().length != values.cardinality()) {
                throw new IllegalArgumentException("[target] must have a share for each of the [" + values.cardinality()
                        + "] values of its field, got [" + target.shares().length + "]");
            }
        }
        for (Quota quota : quotas) {
            field(candidates, quota.field());
        }
        if (tradeoff instanceof Tradeoff.Auto auto && auto.field() != Tradeoff.Auto.VECTORS) {
            field(candidates, auto.field());
        }
        if (novelty > 0 && candidates.popularity() == null) {
            throw new IllegalArgumentException("[novelty] needs the candidates' popularity, got none");
        }
        VectorTable vectors = candidates.vectors();
        for (int i = 0; missing == MissingVector.ERROR && i < vectors.size(); i++) {
            if (!vectors.has(i)) {
                throw new IllegalArgumentException(
                        "[missing_vector] is [error] and candidate [" + i + "] has no vector");
            }
        }
    }

    private static FieldValues field(Candidates candidates, int field) {
        if (field < 0 || field >= candidates.fields().size()) {
            throw new IllegalArgumentException("a field must be one of the candidates' ["
                    + candidates.fields().size() + "], got [" + field + "]");
        }
        return candidates.fields().get(field);
    }
}
