/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import org.assort.rescorer.simd.WideRows;

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998): D is minus the greatest cosine to a product already
 * chosen, never above 0, and 0 before the first. A candidate without a vector is like no other: 0.
 *
 * <p>A comparison costs one dot product. Memory is 12 bytes a candidate, and {@link WideRows} of those chosen.
 */
final class MmrTerm implements DiversityTerm {

    private static final int BLOCK = WideRows.BLOCK;

    private final VectorTable vectors;
    private final WideRows chosen;
    private final double[] greatest;
    /** With how many of the chosen each candidate has been compared. */
    private final int[] compared;

    /** Of a batch of candidates with a block of the chosen each. */
    private int[] products = new int[0];

    private final double[] cosines = new double[BLOCK];

    /**
     * A term before the first choice.
     *
     * @param steps the most calls of {@link #chosen} to come
     */
    MmrTerm(VectorTable vectors, int steps) {
        this.vectors = vectors;
        this.chosen = vectors.wide(steps);
        this.greatest = new double[vectors.size()];
        this.compared = new int[vectors.size()];
    }

    @Override
    public double value(int candidate) {
        // Not the negation, which would make -0.0 of 0.
        return 0 - greatest[candidate];
    }

    @Override
    public boolean behind(int candidate) {
        return compared[candidate] < chosen.count() && vectors.has(candidate);
    }

    @Override
    public void advance(int[] behind, int size) {
        if (products.length < size * BLOCK) {
            products = new int[size * BLOCK];
        }
        // One thing for all, then the next, so that what one waits for is not what the others wait for.
        for (int k = 0; k < size; k++) {
            vectors.products(behind[k], chosen, compared[behind[k]], products, k * BLOCK);
        }
        for (int k = 0; k < size; k++) {
            advance(behind[k], k * BLOCK);
        }
    }

    private void advance(int candidate, int at) {
        vectors.cosines(candidate, chosen, compared[candidate], products, at, cosines, 0);
        double most = greatest[candidate];
        for (int k = 0; k < BLOCK; k++) {
            most = cosines[k] > most ? cosines[k] : most;
        }
        greatest[candidate] = most;
        compared[candidate] = Math.min(compared[candidate] + BLOCK, chosen.count());
    }

    @Override
    public void chosen(int candidate) {
        if (vectors.has(candidate)) {
            vectors.add(candidate, chosen);
        }
    }
}
