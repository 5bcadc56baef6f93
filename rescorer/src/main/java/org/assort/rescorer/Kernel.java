/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/** Similarity of candidates for {@link DppTerm}: symmetric and positive semi-definite, up to rounding. */
@FunctionalInterface
interface Kernel {

    /** Entry of row i and column j. */
    double at(int i, int j);

    /**
     * (1+cos)/2, and exactly 1 on the diagonal. A candidate without a vector has a row of 0 off the diagonal: it shares
     * nothing with any other.
     */
    static Kernel of(VectorTable vectors) {
        return (i, j) -> {
            if (i == j) {
                return 1;
            }
            return vectors.has(i) && vectors.has(j) ? (1 + vectors.cosine(i, j)) / 2 : 0;
        };
    }
}
