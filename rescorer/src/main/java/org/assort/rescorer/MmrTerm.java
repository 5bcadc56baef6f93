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

    private final Comparisons pairs = new Comparisons();
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
    public boolean behind(int candidate) {
        return compared[candidate] < count && vectors.has(candidate);
    }

    @Override
    public void advance(int[] candidates, int size, int most) {
        pairs.gather(candidates, size, most, compared, chosen, count);
        vectors.cosines(pairs.chosen, pairs.candidates, pairs.size, pairs.values);
        for (int p = 0; p < pairs.size; p++) {
            int candidate = pairs.candidates[p];
            greatest[candidate] = Math.max(greatest[candidate], pairs.values[p]);
            compared[candidate]++;
        }
    }

    @Override
    public void chosen(int candidate) {
        if (vectors.has(candidate)) {
            chosen[count++] = candidate;
        }
    }
}
