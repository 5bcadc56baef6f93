/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * A part of the gain that depends on what was chosen before, and costs little to compute. Its value for a candidate never
 * rises as products are chosen, not by a rounding either: {@link GreedyPass} takes an earlier value for an upper bound.
 */
interface Term {

    /** What the candidate would add now, at least 0 and finite. Asked only for candidates not yet chosen. */
    double value(int candidate);

    /**
     * Adds what several candidates would add now to their sums, each as {@link #value} has it.
     *
     * @param candidates {@code int[size]} or longer
     * @param weight of the term
     * @param sums {@code double[size]} or longer
     */
    default void add(int[] candidates, int size, double weight, double[] sums) {
        for (int k = 0; k < size; k++) {
            sums[k] += weight * value(candidates[k]);
        }
    }

    /** Takes note that the candidate was chosen. */
    void chosen(int candidate);
}
