/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * The λ that was chosen with, and why.
 *
 * @param diversity λ, in [0, 1]
 * @param ambiguity of the candidates, in [0, 1], where λ was read from it, else NaN
 * @param loss the share of discounted relevance that the list gives up, where λ was found by a budget, else NaN
 * @param forced whether that loss is more than the budget because quotas or pins cost more by themselves; λ is then 0
 */
public record Taken(double diversity, double ambiguity, double loss, boolean forced) {

    /** λ as it was given. */
    static Taken given(double diversity) {
        return new Taken(diversity, Double.NaN, Double.NaN, false);
    }
}
