/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;
import java.util.List;
import org.apache.lucene.util.InPlaceMergeSorter;

/**
 * Chooses from the candidates of a search, relevant and different from each other.
 *
 * <p>Costs n dot products for relevance, and for each of k positions a dot product for every candidate that remains;
 * {@code dpp} adds n·k²/2 multiply-adds. The same candidates in another order give the same choice, but for exact ties,
 * which the first-pass order settles. It is the same to the bit on every JVM and processor: dot products are of integers,
 * sums of doubles have one order, and logarithms are those of {@link StrictMath}. Safe for threads: nothing is kept
 * between calls.
 */
public final class Diversifier {

    private Diversifier() {}

    /**
     * The best order under the objective.
     *
     * @param wanted positions to choose greedily, at least 0; more than there are candidates means all. A choice of
     *     fewer is the beginning of a choice of more.
     * @throws IllegalArgumentException if {@code wanted} is negative, or a vector is missing where the objective says
     *     {@link MissingVector#ERROR}
     */
    public static Choice choose(Candidates candidates, Objective objective, int wanted) {
        return choose(candidates, objective, wanted, () -> {});
    }

    /**
     * The same, for a caller that may lose interest.
     *
     * @param check run before each position is filled; what it throws ends the choice
     */
    public static Choice choose(Candidates candidates, Objective objective, int wanted, Runnable check) {
        if (wanted < 0) {
            throw new IllegalArgumentException("[wanted] must be at least 0, got [" + wanted + "]");
        }
        VectorTable vectors = candidates.vectors();
        if (objective.missing() == MissingVector.ERROR) {
            requireVectors(vectors);
        }
        int n = candidates.size();
        int k = Math.min(wanted, n);
        Relevance blended = new Relevance(candidates, objective);
        double[] relevance = blended.values();
        double lambda = objective.diversity();
        GreedyPass pass = new GreedyPass(relevance, lambda, term(objective.method(), vectors, k), List.of(), k, check);
        boolean apart = objective.missing() == MissingVector.LAST;
        int[] rest = new int[n];
        int first = pool(vectors, apart, true, rest, 0);
        int firstLeft = pass.choose(rest, first);
        int size = pool(vectors, apart, false, rest, firstLeft);
        // Where some of the first pool remain, no position does, and this leaves the pool as it is.
        int left = pass.choose(rest, size);
        sortByRelevance(rest, 0, firstLeft, relevance);
        sortByRelevance(rest, firstLeft, left, relevance);

        int[] order = Arrays.copyOf(pass.order(), n);
        System.arraycopy(rest, 0, order, k, left);
        double[] values = Arrays.copyOf(pass.gains(), n);
        for (int p = k; p < n; p++) {
            values[p] = (1 - lambda) * relevance[order[p]];
        }
        return new Choice(
                objective.method(), vectors, order, pass.gains(), pass.diversities(), descending(values), blended);
    }

    private static Term term(Method method, VectorTable vectors, int k) {
        if (method == Method.MMR) {
            return new MmrTerm(vectors);
        }
        // The last choice tells no one.
        return new DppTerm(Kernel.of(vectors), vectors.size(), Math.max(0, k - 1), DppTerm.FLOOR);
    }

    private static void requireVectors(VectorTable vectors) {
        for (int i = 0; i < vectors.size(); i++) {
            if (!vectors.has(i)) {
                throw new IllegalArgumentException(
                        "[missing_vector] is [error] and candidate [" + i + "] has no vector");
            }
        }
    }

    /**
     * Appends candidates to a pool, ascending: all in the first group, or where those without a vector stand apart, the
     * ones with a vector in the first group and the others in the second.
     *
     * @return the end of the pool
     */
    private static int pool(VectorTable vectors, boolean apart, boolean firstGroup, int[] pool, int from) {
        int end = from;
        for (int i = 0; i < vectors.size(); i++) {
            boolean inFirst = !apart || vectors.has(i);
            if (inFirst == firstGroup) {
                pool[end++] = i;
            }
        }
        return end;
    }

    /** Sorts ascending candidates by falling relevance; stable, so the lower index goes first among equals. */
    private static void sortByRelevance(int[] candidates, int from, int to, double[] relevance) {
        new InPlaceMergeSorter() {
            @Override
            protected int compare(int i, int j) {
                return Double.compare(relevance[candidates[j]], relevance[candidates[i]]);
            }

            @Override
            protected void swap(int i, int j) {
                int held = candidates[i];
                candidates[i] = candidates[j];
                candidates[j] = held;
            }
        }.sort(from, to);
    }

    /**
     * The values as floats, each cut where it would not lie below the one before. Infinite values are brought into
     * range, with room to go on descending below the least; NaN counts as the least.
     */
    static float[] descending(double[] values) {
        float[] scores = new float[values.length];
        float least = -Float.MAX_VALUE / 2;
        float limit = Float.MAX_VALUE;
        for (int p = 0; p < scores.length; p++) {
            float value = values[p] >= least ? (float) Math.min(Float.MAX_VALUE, values[p]) : least;
            scores[p] = Math.min(value, limit);
            limit = Math.nextDown(scores[p]);
        }
        return scores;
    }
}
