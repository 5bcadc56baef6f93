/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * A part of the gain that depends on what was chosen before, and costs little to compute. Its value for a candidate never
 * rises as products are chosen, not by a rounding either: {@link GreedyPass} takes an earlier value for an upper bound.
 */
interface Term {

    /** What the candidate would add now, at least 0 and finite. Asked only for candidates not yet chosen. */
    double value(int candidate);

    /** Takes note that the candidate was chosen. */
    void chosen(int candidate);
}
