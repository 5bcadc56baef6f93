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

    /**
     * Gathers the next of the chosen that each of some candidates has yet to be compared with.
     *
     * @param some candidates, {@code int[among]} at least
     * @param most with how many of the chosen each is compared, or with fewer where there are no more
     * @param compared by candidate, with how many it has been
     * @param all {@code int[count]} at least, the chosen in order
     */
    void gather(int[] some, int among, int most, int[] compared, int[] all, int count) {
        size = 0;
        // One of each candidate, then the next of each: what goes on from the one before must not come right after it.
        for (int ahead = 0; ahead < most; ahead++) {
            for (int k = 0; k < among; k++) {
                int which = compared[some[k]] + ahead;
                if (which < count) {
                    chosen[size] = all[which];
                    candidates[size] = some[k];
                    size++;
                }
            }
        }
    }
}
