/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.List;

/** A document is an order, and has all its items in one field. */
@SuppressWarnings("DoNotCallSuggester") // to be written
public final class DocumentOrders implements Orders {

    /**
     * @param leaves the segments that the items were opened over, in the same order
     * @param keys what the sample is drawn by
     * @param check run now and then; throws to give up
     */
    public DocumentOrders(List<OrderLeaf> leaves, Items items, SamplingKeys keys, Runnable check) {
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
