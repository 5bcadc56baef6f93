/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998): D is minus the greatest cosine to a product already
 * chosen, never above 0, and 0 before the first. A candidate without a vector is like no other: 0.
 *
 * <p>The greatest cosine is kept for each candidate, so a choice costs one dot product for each that remains.
 */
final class MmrTerm implements Term {

    private final VectorTable vectors;
    private final double[] greatest;
    private final boolean[] taken;

    MmrTerm(VectorTable vectors) {
        this.vectors = vectors;
        this.greatest = new double[vectors.size()];
        this.taken = new boolean[vectors.size()];
    }

    @Override
    public double value(int candidate) {
        // Not the negation, which would make -0.0 of 0.
        return 0 - greatest[candidate];
    }

    @Override
    public void chosen(int candidate) {
        taken[candidate] = true;
        if (!vectors.has(candidate)) {
            return;
        }
        for (int i = 0; i < greatest.length; i++) {
            if (!taken[i]) {
                greatest[i] = Math.max(greatest[i], vectors.cosine(candidate, i));
            }
        }
    }
}
