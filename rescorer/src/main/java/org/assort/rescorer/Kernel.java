/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/** Similarity of candidates for {@link DppTerm}: symmetric and positive semi-definite, up to rounding. */
interface Kernel {

    /** The entry of a candidate and itself. */
    double diagonal(int candidate);

    /** Whether a candidate has an entry other than 0 off the diagonal. */
    boolean shares(int candidate);

    /**
     * Entries of some pairs of different candidates that share.
     *
     * @param rows {@code int[size]} at least
     * @param columns {@code int[size]} at least
     * @param entries receives {@code size} values
     */
    void entries(int[] rows, int[] columns, int size, double[] entries);

    /**
     * (1+cos)/2, and exactly 1 on the diagonal. A candidate without a vector has a row of 0 off the diagonal: it shares
     * nothing with any other.
     */
    static Kernel of(VectorTable vectors) {
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
            public void entries(int[] rows, int[] columns, int size, double[] entries) {
                vectors.cosines(rows, columns, size, entries);
                for (int k = 0; k < size; k++) {
                    entries[k] = (1 + entries[k]) / 2;
                }
            }
        };
    }
}
