/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import org.assort.rescorer.simd.WideRows;

/**
 * The part D of the gain. A comparison with a product already chosen costs as much as all else together, so a candidate
 * makes up for those it has missed a block at a time, and only when it is asked to. Its value never rises, not by a rounding
 * either: what it was is an upper bound of what it is.
 */
interface DiversityTerm {

    /** D of a candidate as far as it has been compared, at most 0. */
    double value(int candidate);

    /** Whether there are products chosen that a candidate has yet to be compared with; if not, the value is that of now. */
    boolean behind(int candidate);

    /**
     * Compares each of some candidates with the first of the products chosen that it has not been compared with, in the order of
     * choice: with {@link WideRows#BLOCK}, or with fewer where it is less behind.
     *
     * @param behind {@code int[size]} or longer, candidates that are behind, each once
     */
    void advance(int[] behind, int size);

    /** Takes note that the candidate, which is not behind, was chosen. */
    void chosen(int candidate);
}
