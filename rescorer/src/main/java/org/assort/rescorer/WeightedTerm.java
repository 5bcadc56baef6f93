/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * A term beside the diversity term, and what it counts.
 *
 * @param weight finite and at least 0, so that the weighted value never rises either
 * @param term the term
 */
record WeightedTerm(double weight, Term term) {
    WeightedTerm {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("[weight] must be a finite number of at least 0, got [" + weight + "]");
        }
    }
}
