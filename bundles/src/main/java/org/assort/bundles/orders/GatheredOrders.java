/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import org.assort.bundles.MemoryScope;

/** Orders that hold some items, gathered from their lines. */
final class GatheredOrders implements HeldOrders {

    private final int[][] orders;
    private final Slots slots;
    private final LineGroups groups;
    private final LineItemOrders.Places places;
    private final MemoryScope memory;

    /**
     * @param orders by item the orders that hold it
     * @param memory all that was taken for them
     */
    GatheredOrders(int[][] orders, Slots slots, LineGroups groups, LineItemOrders.Places places, MemoryScope memory) {
        this.orders = orders;
        this.slots = slots;
        this.groups = groups;
        this.places = places;
        this.memory = memory;
    }

    @Override
    public OrderCursor of(int index) {
        return new GroupCursor(places) {
            private int at;

            @Override
            public boolean next() {
                if (at == orders[index].length) {
                    return false;
                }
                int order = orders[index][at++];
                moveTo(order, groups, slots.of(order));
                return true;
            }

            @Override
            public void close() {
                // Others walk the same groups.
            }
        };
    }

    @Override
    public void close() {
        memory.close();
    }
}
