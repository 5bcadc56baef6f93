/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * The part D of the gain. A comparison with a product already chosen costs as much as all else together, so a candidate
 * makes up for those it has missed one by one, and only when it is asked to. Its value never rises, not by a rounding
 * either: what it was is an upper bound of what it is.
 */
interface DiversityTerm {

    /** The most comparisons of one call of {@link #advance}. */
    int BATCH = 32;

    /** D of a candidate as far as it has been compared, at most 0. */
    double value(int candidate);

    /** Whether there are products chosen that a candidate has yet to be compared with; if not, the value is that of now. */
    boolean behind(int candidate);

    /**
     * Compares each of some candidates with the first of the products chosen that it has not been compared with, in the order of
     * choice. Comparisons do not depend on each other, so the processor can work on several at once.
     *
     * @param candidates different from each other, and all of them behind
     * @param size how many, from the first on
     * @param most with how many of the chosen each is compared, or with fewer where it is less behind; {@code size·most} is at
     *     most {@link #BATCH}
     */
    void advance(int[] candidates, int size, int most);

    /** Takes note that the candidate, which is not behind, was chosen. */
    void chosen(int candidate);
}
