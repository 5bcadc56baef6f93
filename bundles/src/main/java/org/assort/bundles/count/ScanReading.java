/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import java.io.IOException;
import org.assort.bundles.MemoryAccount;
import org.assort.bundles.orders.Orders;
import org.assort.bundles.orders.PlacedCursor;

/**
 * Reads all orders, for as many anchors together as there is memory for their rows. Reading on and on is so much faster than
 * going from order to order that it wins when the anchors are in more than {@link #SHARE} of all orders.
 */
final class ScanReading implements Reading {

    /** Readings for each order there is, for each scan, from which on a scan is faster. Measured. */
    static final double SHARE = 0.15;

    /** Numbers in all rows together: 16 MB. */
    private static final int NUMBERS = 1 << 22;

    private static final int MOST_ANCHORS = 512;

    private final Orders orders;
    private final int[] anchors;
    private final double[] fractions;
    private final Row indices;

    /**
     * @param anchors ordinals
     * @param fractions of each, how much of its orders is read
     */
    ScanReading(Orders orders, int[] anchors, double[] fractions, MemoryAccount memory) {
        this.orders = orders;
        this.anchors = anchors;
        this.fractions = fractions;
        this.indices = Row.of(orders.items().size(), memory);
    }

    /** Whether a scan is the faster way. */
    static boolean isFaster(Orders orders, int anchors, long readings) throws IOException {
        int blocks = Math.ceilDiv(anchors, block(orders));
        return readings > SHARE * orders.count() * blocks;
    }

    private static int block(Orders orders) {
        int row = Math.clamp(orders.items().size(), 1, Row.DENSE);
        return Math.clamp(NUMBERS / row, 1, MOST_ANCHORS);
    }

    @Override
    public int block() {
        return block(orders);
    }

    @Override
    public void read(int from, OrderCounter[] counters) throws IOException {
        indices.clear();
        boolean sampled = false;
        for (int i = 0; i < counters.length; i++) {
            indices.put(anchors[from + i], i + 1);
            sampled |= fractions[from + i] < 1;
        }
        try (PlacedCursor cursor = orders.all()) {
            while (cursor.next()) {
                int count = cursor.read();
                int[] items = cursor.items();
                double place = Double.NaN;
                for (int k = 0; k < count; k++) {
                    int index = indices.get(items[k]);
                    if (index > 0) {
                        // Only looked up where an order has an anchor.
                        place = sampled && Double.isNaN(place) ? cursor.place() : place;
                        double fraction = fractions[from + index - 1];
                        if (fraction >= 1 || place < fraction) {
                            counters[index - 1].add(items, count);
                        }
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        // The row goes with the account it was taken from.
    }
}
