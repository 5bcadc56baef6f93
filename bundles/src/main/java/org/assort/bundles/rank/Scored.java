/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

/**
 * A candidate and how strong it is.
 *
 * @param association the strength's, what is borrowed counted by similarity
 */
record Scored(Candidate candidate, Strength strength, double association) {

    Scored(Candidate candidate, Strength strength) {
        this(candidate, strength, strength.association() * candidate.similarity());
    }
}
