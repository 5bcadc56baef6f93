/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998): D is minus the greatest cosine to a product already
 * chosen, never above 0, and 0 before the first. A candidate without a vector is like no other: 0.
 *
 * <p>A comparison costs one dot product. Memory is 16 bytes a candidate.
 */
final class MmrTerm implements DiversityTerm {

    private final VectorTable vectors;
    private final double[] greatest;
    /** With how many of the chosen each candidate has been compared. */
    private final int[] compared;

    /** Those with a vector, in the order of choice. */
    private final int[] chosen;

    private int count;

    MmrTerm(VectorTable vectors) {
        this.vectors = vectors;
        this.greatest = new double[vectors.size()];
        this.compared = new int[vectors.size()];
        this.chosen = new int[vectors.size()];
    }

    @Override
    public double value(int candidate) {
        // Not the negation, which would make -0.0 of 0.
        return 0 - greatest[candidate];
    }

    @Override
    public boolean advance(int candidate) {
        int next = compared[candidate];
        if (next == count || !vectors.has(candidate)) {
            return false;
        }
        compared[candidate] = next + 1;
        greatest[candidate] = Math.max(greatest[candidate], vectors.cosine(chosen[next], candidate));
        return true;
    }

    @Override
    public void chosen(int candidate) {
        if (vectors.has(candidate)) {
            chosen[count++] = candidate;
        }
    }
}
