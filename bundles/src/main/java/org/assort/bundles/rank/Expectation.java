/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.assort.bundles.merge.MinedAnchor;

/**
 * How many orders would hold a combination of one anchor if two parts of it were independent: the most that any split in two
 * expects. Only what is more frequent than that belongs together as a whole (Webb 2010, "Self-sufficient itemsets": productive
 * sets); a popular pair beside an item that has nothing to do with it does not.
 */
final class Expectation {

    private final MinedAnchor anchor;
    private final double orders;
    /** By partner how many orders hold it. */
    private final long[] partnerOrders;

    private final SubsetCounts subsets;
    /** By size some partners of the set at hand. */
    private final int[][] parts = {{}, new int[1], new int[2], new int[3]};

    /**
     * @param orders all of them
     * @param items how many hold each partner
     * @param subsets how many hold what has no anchor; null while that is not known, and splits into such sets don't count
     */
    Expectation(MinedAnchor anchor, double orders, Map<String, Long> items, SubsetCounts subsets) {
        this.anchor = anchor;
        this.orders = orders;
        this.partnerOrders = anchor.partners().stream()
                .mapToLong(partner -> items.getOrDefault(partner, 0L))
                .toArray();
        this.subsets = subsets;
    }

    /** For the anchor with one to three partners. */
    double of(int[] set) {
        double most = 0;
        int all = (1 << set.length) - 1;
        // The partners that are beside the anchor, in every way that leaves some for the other part.
        for (int beside = 0; beside < all; beside++) {
            int other = all & ~beside;
            double without = Integer.bitCount(other) == 1
                    ? partnerOrders[set[Integer.numberOfTrailingZeros(other)]]
                    : together(set, other);
            if (without > 0) {
                double with = beside == 0 ? anchor.orders() : anchor.count(some(set, beside));
                most = Math.max(most, with * without / orders);
            }
        }
        return most;
    }

    /** Until it is called again. */
    private int[] some(int[] set, int bits) {
        int[] some = parts[Integer.bitCount(bits)];
        int n = 0;
        for (int i = 0; i < set.length; i++) {
            if ((bits & 1 << i) != 0) {
                some[n++] = set[i];
            }
        }
        return some;
    }

    private double together(int[] set, int bits) {
        if (subsets == null) {
            return 0;
        }
        Set<String> names = new HashSet<>();
        for (int partner : some(set, bits)) {
            names.add(anchor.partners().get(partner));
        }
        return subsets.of(names);
    }
}
