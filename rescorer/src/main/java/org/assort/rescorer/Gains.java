/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gain of each candidate, (1−λ)·r + λ·(D + Σ weight·term), given the products chosen so far. No term ever rises, and
 * rounding keeps order in products with a weight and in sums, so no gain rises either, not by a rounding. For one thread and
 * one list.
 */
final class Gains {

    private final double[] relevance;
    private final double lambda;
    private final DiversityTerm diversity;
    private final WeightedTerm[] further;
    private final int[] one = new int[1];

    /**
     * Gains before the first choice.
     *
     * @param relevance {@code double[n]} r
     * @param lambda weight of the terms, in [0, 1]
     * @param diversity the term D
     * @param further terms beside it
     */
    Gains(double[] relevance, double lambda, DiversityTerm diversity, List<WeightedTerm> further) {
        this.relevance = relevance;
        this.lambda = lambda;
        this.diversity = diversity;
        this.further = further.toArray(new WeightedTerm[0]);
    }

    /**
     * The terms of an objective: first its coverages, then novelty, where it has a weight.
     *
     * @param steps the most calls of {@link #chosen} to come
     */
    static Gains of(Candidates candidates, Objective objective, double[] relevance, double lambda, int steps) {
        List<WeightedTerm> further = new ArrayList<>();
        for (Coverage coverage : objective.coverages()) {
            FieldValues values = candidates.fields().get(coverage.field());
            Term term =
                    switch (coverage) {
                        case Coverage.Decay decay -> new DecayTerm(values, decay.decay(), relevance);
                        case Coverage.Target target -> new TargetTerm(values, target.shares());
                    };
            further.add(new WeightedTerm(coverage.weight(), term));
        }
        if (objective.novelty() > 0) {
            further.add(new WeightedTerm(objective.novelty(), new NoveltyTerm(candidates.popularity())));
        }
        VectorTable vectors = candidates.vectors();
        DiversityTerm diversity = objective.method() == Method.MMR
                ? new MmrTerm(vectors, steps)
                : new DppTerm(Kernel.of(vectors, steps), vectors.size(), steps, DppTerm.FLOOR);
        return new Gains(relevance, lambda, diversity, further);
    }

    /** Number of candidates. */
    int size() {
        return relevance.length;
    }

    /** Σ weight·term of a candidate, as it is now. */
    double further(int candidate) {
        double sum = 0;
        for (WeightedTerm weighted : further) {
            sum += weighted.weight() * weighted.term().value(candidate);
        }
        return sum;
    }

    /**
     * The same of several candidates.
     *
     * @param candidates {@code int[size]} or longer
     * @param sums receives them
     */
    void further(int[] candidates, int size, double[] sums) {
        Arrays.fill(sums, 0, size, 0);
        for (WeightedTerm weighted : further) {
            weighted.term().add(candidates, size, weighted.weight(), sums);
        }
    }

    /** An upper bound of the gain, given what {@link #further} returns; the gain itself when nothing is left to compare. */
    double bound(int candidate, double further) {
        if (lambda == 0) {
            // Huge weights may have made the rest infinite.
            return relevance[candidate];
        }
        return (1 - lambda) * relevance[candidate] + lambda * (diversity.value(candidate) + further);
    }

    /** Whether the gain may be less than its bound: as {@link DiversityTerm#behind}, but never where D does not count. */
    boolean behind(int candidate) {
        return lambda > 0 && diversity.behind(candidate);
    }

    /** As {@link DiversityTerm#advance}. */
    void advance(int[] behind, int size) {
        diversity.advance(behind, size);
    }

    /** The same for one candidate. */
    void advance(int candidate) {
        one[0] = candidate;
        diversity.advance(one, 1);
    }

    /** The gain as it is now. */
    double exact(int candidate) {
        diversity(candidate);
        return bound(candidate, further(candidate));
    }

    /** D of a candidate as it is now, whether it counts or not. */
    double diversity(int candidate) {
        while (diversity.behind(candidate)) {
            advance(candidate);
        }
        return diversity.value(candidate);
    }

    /** Takes note that the candidate was chosen. */
    void chosen(int candidate) {
        // The others are compared with all of it.
        diversity(candidate);
        diversity.chosen(candidate);
        for (WeightedTerm weighted : further) {
            weighted.term().chosen(candidate);
        }
    }

    /** The value of a further term as it is now, without its weight. */
    double further(int term, int candidate) {
        return further[term].term().value(candidate);
    }
}
