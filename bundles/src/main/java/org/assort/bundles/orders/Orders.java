/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;

/**
 * The orders of a shard, or of some of its segments, that match the request: neither deleted nor outside its filter. For one
 * thread. There are two layouts: {@link DocumentOrders}, an order a document that holds all its items, and {@link
 * LineItemOrders}, a document for each line of an order.
 */
public interface Orders {

    /** The items, by ordinal. */
    Items items();

    /** How many orders there are. */
    long count() throws IOException;

    /** No less than the orders that hold the item, found quickly: deleted ones and those outside the filter may be in it. */
    long countAtMost(int item) throws IOException;

    /** {@code long[n]} how many orders hold all items of each of n sets of one or more distinct items, whatever their size. */
    long[] counts(int[][] sets) throws IOException;

    /**
     * The orders that hold an item, or a sample of them, for each of several items.
     *
     * @param items distinct ordinals
     * @param fractions of each item, in [0, 1], how much is read of its orders: those whose {@link PlacedCursor#place} is below
     */
    HeldOrders holding(int[] items, double[] fractions) throws IOException;

    /** All orders. */
    PlacedCursor all() throws IOException;
}
