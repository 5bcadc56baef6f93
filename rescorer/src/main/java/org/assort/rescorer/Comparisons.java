/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/** Pairs of a product chosen and a candidate, gathered so that their vectors are compared in one loop. */
final class Comparisons {

    /** {@code int[size]} products chosen, and the candidates that are compared with them. */
    final int[] chosen = new int[DiversityTerm.BATCH];

    final int[] candidates = new int[DiversityTerm.BATCH];
    /** What came out. */
    final double[] values = new double[DiversityTerm.BATCH];

    int size;

    /** Adds a candidate and one of the chosen, if there are so many. */
    void add(int candidate, int[] all, int which, int count) {
        if (which < count) {
            chosen[size] = all[which];
            candidates[size] = candidate;
            size++;
        }
    }
}
