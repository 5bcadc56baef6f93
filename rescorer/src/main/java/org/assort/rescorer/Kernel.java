/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import org.assort.rescorer.simd.WideRows;

/** Similarity of candidates for {@link DppTerm}: symmetric and positive semi-definite, up to rounding. */
interface Kernel {

    /** The entry of a candidate and itself. */
    double diagonal(int candidate);

    /** Whether a candidate has an entry other than 0 off the diagonal. */
    boolean shares(int candidate);

    /** Takes note that a candidate that shares was chosen. */
    void chosen(int candidate);

    /**
     * Compares a candidate and {@link WideRows#BLOCK} of the chosen: the first half of finding their entries, for several
     * candidates one after the other.
     *
     * @param candidate one that shares
     * @param from the first of the chosen, in order
     * @param products receives what the second half needs, from a place on
     */
    void compare(int candidate, int from, int[] products, int at);

    /**
     * The second half.
     *
     * @param from the first of the chosen, in order; beyond the last an entry is finite and means nothing
     * @param products as {@link #compare} left them
     * @param row of the candidate, receives the entries from {@code from} on
     */
    void entries(int candidate, int from, int[] products, int at, double[] row);

    /**
     * (1+cos)/2, and exactly 1 on the diagonal. A candidate without a vector has a row of 0 off the diagonal: it shares
     * nothing with any other.
     *
     * @param steps the most that will be chosen
     */
    static Kernel of(VectorTable vectors, int steps) {
        WideRows chosen = vectors.wide(steps);
        return new Kernel() {
            @Override
            public double diagonal(int candidate) {
                return 1;
            }

            @Override
            public boolean shares(int candidate) {
                return vectors.has(candidate);
            }

            @Override
            public void chosen(int candidate) {
                vectors.add(candidate, chosen);
            }

            @Override
            public void compare(int candidate, int from, int[] products, int at) {
                vectors.products(candidate, chosen, from, products, at);
            }

            @Override
            public void entries(int candidate, int from, int[] products, int at, double[] row) {
                vectors.similarities(candidate, chosen, from, products, at, row, from);
            }
        };
    }
}
