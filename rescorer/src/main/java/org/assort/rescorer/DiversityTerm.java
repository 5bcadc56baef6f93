/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * The part D of the gain. A comparison with a product already chosen costs as much as all else together, so a candidate
 * makes up for those it has missed one by one, and only when it is asked to. Its value never rises, not by a rounding
 * either: what it was is an upper bound of what it is.
 */
interface DiversityTerm {

    /** D of a candidate as far as it has been compared, at most 0. */
    double value(int candidate);

    /**
     * Compares a candidate with the first of the products chosen that it has not been compared with.
     *
     * @return false if there was nothing left to compare with, and the value is that of now
     */
    boolean advance(int candidate);

    /** Takes note that the candidate was chosen. */
    void chosen(int candidate);
}
