/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import java.io.IOException;
import org.assort.bundles.orders.HeldOrders;
import org.assort.bundles.orders.OrderCursor;

/** Finds orders by their anchor, one anchor after the other. */
final class HeldReading implements Reading {

    private final HeldOrders held;

    HeldReading(HeldOrders held) {
        this.held = held;
    }

    @Override
    public int block() {
        return 1;
    }

    @Override
    public void read(int from, OrderCounter[] counters) throws IOException {
        for (int i = 0; i < counters.length; i++) {
            try (OrderCursor cursor = held.of(from + i)) {
                while (cursor.next()) {
                    int count = cursor.read();
                    counters[i].add(cursor.items(), count);
                }
            }
        }
    }

    @Override
    public void close() {
        held.close();
    }
}
