/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.List;

/**
 * The one greedy pass: again and again the candidate with the greatest gain (1−λ)·r + λ·(D + Σ w·C), of equals the one
 * with the lower index. Positions already filled never change, so a longer pass begins with the shorter one.
 *
 * <p>k of n cost O(k·n) comparisons. A gain seen earlier is an upper bound, since no term rises: a candidate whose bound
 * does not beat the best so far is not evaluated again, which leaves the choice the same. For one thread and one pass.
 */
final class GreedyPass {

    private final double[] relevance;
    private final double lambda;
    private final Term diversity;
    private final WeightedTerm[] further;
    private final double[] bounds;
    private final Runnable check;

    private final int[] order;
    private final double[] gains;
    private final double[] diversities;
    private int count;

    /**
     * A pass before its first choice.
     *
     * @param relevance {@code double[n]}
     * @param lambda weight of the terms, in [0, 1]
     * @param diversity the term D
     * @param further terms beside it
     * @param wanted positions to fill, at most n
     * @param check run before each choice; throws to give up
     */
    GreedyPass(
            double[] relevance, double lambda, Term diversity, List<WeightedTerm> further, int wanted, Runnable check) {
        this.relevance = relevance;
        this.lambda = lambda;
        this.diversity = diversity;
        this.further = further.toArray(new WeightedTerm[0]);
        this.bounds = new double[relevance.length];
        this.order = new int[wanted];
        this.gains = new double[wanted];
        this.diversities = new double[wanted];
        this.check = check;
    }

    /**
     * Fills positions from the pool until none is wanted or the pool is empty. Candidates chosen leave the pool, which
     * stays ascending.
     *
     * @param pool ascending candidates in its first {@code size} places
     * @return how many remain in the pool
     */
    int choose(int[] pool, int size) {
        int remaining = size;
        for (int p = 0; p < remaining; p++) {
            bounds[pool[p]] = Double.POSITIVE_INFINITY;
        }
        while (remaining > 0 && count < order.length) {
            check.run();
            int place = best(pool, remaining);
            int candidate = pool[place];
            order[count] = candidate;
            gains[count] = bounds[candidate];
            diversities[count] = diversity.value(candidate);
            count++;
            remaining--;
            System.arraycopy(pool, place + 1, pool, place, remaining - place);
            if (count < order.length) {
                tell(candidate);
            }
        }
        return remaining;
    }

    private int best(int[] pool, int size) {
        int best = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int p = 0; p < size; p++) {
            int candidate = pool[p];
            if (bounds[candidate] > greatest) {
                double gain = gain(candidate);
                bounds[candidate] = gain;
                if (gain > greatest) {
                    greatest = gain;
                    best = p;
                }
            }
        }
        return best;
    }

    private double gain(int candidate) {
        double terms = diversity.value(candidate);
        for (WeightedTerm weighted : further) {
            terms += weighted.weight() * weighted.term().value(candidate);
        }
        return (1 - lambda) * relevance[candidate] + lambda * terms;
    }

    private void tell(int candidate) {
        diversity.chosen(candidate);
        for (WeightedTerm weighted : further) {
            weighted.term().chosen(candidate);
        }
    }

    /** {@code int[count]} candidates in the order of choice; all of it filled once as many were in the pools. */
    int[] order() {
        return order;
    }

    /** {@code double[count]} gain of each at its choice. */
    double[] gains() {
        return gains;
    }

    /** {@code double[count]} D of each at its choice. */
    double[] diversities() {
        return diversities;
    }
}
