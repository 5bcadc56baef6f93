/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.List;
import org.assort.bundles.MemoryAccount;

/**
 * A document is a line of an order, and names the order in a field of its own. All lines of an order must be in the same
 * segments' shard: its id is the routing. A line outside the filter is not part of its order.
 */
@SuppressWarnings("DoNotCallSuggester") // to be written
public final class LineItemOrders implements Orders {

    /**
     * @param leaves all segments of the shard
     * @param orderIds the orders that lines name, opened over the same segments as if they were items
     */
    public LineItemOrders(List<OrderLeaf> leaves, Items items, Items orderIds, MemoryAccount memory, Runnable check) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Items items() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long count() throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public long countAtMost(int item) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public long count(int item) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public long countAll(int[] items) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public OrderCursor holding(int item, double fraction) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public OrderCursor all() throws IOException {
        throw new UnsupportedOperationException();
    }
}
