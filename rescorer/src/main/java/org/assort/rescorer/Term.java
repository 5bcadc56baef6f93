/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * A part of the gain that depends on what was chosen before. Its value for a candidate never rises as products are
 * chosen: {@link GreedyPass} relies on it and takes an earlier value for an upper bound.
 */
interface Term {

    /** What the candidate would add now; not NaN. Asked only for candidates not yet chosen. */
    double value(int candidate);

    /** Takes note that the candidate was chosen. Not called for a choice that nothing follows. */
    void chosen(int candidate);
}
