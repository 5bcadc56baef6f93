/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import org.assort.bundles.MemoryScope;

/** Orders that hold some items, gathered. */
final class GatheredOrders implements HeldOrders {

    private final int[][] orders;
    private final Slots slots;
    private final OrderGroups groups;
    private final MemoryScope memory;

    /**
     * @param orders by item the orders that hold it
     * @param memory all that was taken for them
     */
    GatheredOrders(int[][] orders, Slots slots, OrderGroups groups, MemoryScope memory) {
        this.orders = orders;
        this.slots = slots;
        this.groups = groups;
        this.memory = memory;
    }

    @Override
    public OrderCursor of(int index) {
        return new GroupCursor() {
            private int at;

            @Override
            public boolean next() {
                if (at == orders[index].length) {
                    return false;
                }
                moveTo(groups, slots.of(orders[index][at++]));
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
