/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import java.util.List;
import java.util.Objects;

/**
 * What a shard counted with one anchor. Counts are of the orders read; {@code orders / read} scales them up.
 *
 * @param anchor the item
 * @param orders that match and hold the anchor, read or not
 * @param read of those; where it is less, they are a sample drawn without replacement
 * @param dropped of those read, for being larger than {@link MinerSettings#maxBasketSize}: they are in no other count
 * @param partners m items
 * @param pairs {@code int[m]} orders with anchor and partner
 * @param cut the greatest such count of any item that is not among the partners, 0 for none
 * @param triples {@code int[m(m−1)/2]} orders with anchor and two partners at {@link Subsets#pair}, or empty where no sets
 *     were counted
 * @param fours {@code int[m(m−1)(m−2)/6]} orders with anchor and three partners at {@link Subsets#triple}, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of counts, never compared
public record AnchorCounts(
        String anchor,
        long orders,
        long read,
        long dropped,
        List<String> partners,
        int[] pairs,
        int cut,
        int[] triples,
        int[] fours) {

    /** Checks the shapes. */
    public AnchorCounts {
        Objects.requireNonNull(anchor, "anchor");
        partners = List.copyOf(partners);
        int m = partners.size();
        if (pairs.length != m
                || (triples.length != 0 && triples.length != Subsets.pairs(m))
                || (fours.length != 0 && fours.length != Subsets.triples(m))) {
            throw new IllegalArgumentException("counts of [" + m + "] partners must be one for each set, got ["
                    + pairs.length + "], [" + triples.length + "] and [" + fours.length + "]");
        }
    }
}
