/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import org.assort.bundles.MemoryAccount;
import org.assort.bundles.MemoryScope;

/** Walks all orders by their ordinals, as many at a time as their lines take a bounded memory; each time walks all lines. */
final class LineChunks extends GroupCursor implements PlacedCursor {

    private final OrderGroups.Lines lines;
    private final LineItemOrders.Places places;
    private final int orders;
    private final int width;
    private final MemoryScope memory;
    private int from;
    private int to;
    private int next;
    private OrderGroups groups;

    /**
     * @param orders how many there are
     * @param width how many of them are gathered at a time
     */
    LineChunks(OrderGroups.Lines lines, int orders, int width, LineItemOrders.Places places, MemoryAccount memory) {
        this.lines = lines;
        this.places = places;
        this.orders = orders;
        this.width = width;
        this.memory = new MemoryScope(memory);
    }

    @Override
    public boolean next() throws IOException {
        while (next < orders) {
            if (next == to) {
                memory.close();
                from = to;
                to = (int) Math.min(orders, (long) from + width);
                groups = OrderGroups.gather(lines, Slots.range(from, to), memory);
            }
            int order = next++;
            if (groups.count(order - from) > 0) {
                moveTo(groups, order - from);
                return true;
            }
        }
        return false;
    }

    @Override
    public double place() throws IOException {
        return places.of(next - 1);
    }

    @Override
    public void close() {
        memory.close();
    }
}
