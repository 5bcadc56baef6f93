/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * One signal of a candidate's relevance.
 *
 * @param value in [0, 1]; NaN where the signal is absent: off, without weight, or the candidate lacks what it needs
 * @param weight normalised, in [0, 1], 0 where the signal is absent
 */
public record Signal(double value, double weight) {

    /** A signal that says nothing. */
    static final Signal ABSENT = new Signal(Double.NaN, 0);

    /** Whether it has a say. */
    public boolean present() {
        return !Double.isNaN(value);
    }
}
