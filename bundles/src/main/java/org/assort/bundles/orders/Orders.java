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

    /** At least how many orders hold the item, quickly: deleted ones and those outside the filter may be in it. */
    long countAtMost(int item) throws IOException;

    /** How many orders hold the item, whatever their size. */
    long count(int item) throws IOException;

    /** How many orders hold all of several distinct items, whatever their size. */
    long countAll(int[] items) throws IOException;

    /**
     * The orders that hold an item, or a sample of them.
     *
     * @param fraction in [0, 1]: how many of them, by a hash of the order's key. Replicas of a shard sample the same orders, and
     *     a smaller sample is part of a greater one
     */
    OrderCursor holding(int item, double fraction) throws IOException;

    /** All orders. */
    OrderCursor all() throws IOException;
}
