/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import org.apache.lucene.util.ArrayUtil;

/** Walks orders whose lines were gathered. */
abstract class GroupCursor implements OrderCursor {

    private final LineItemOrders.Places places;
    private int order;
    private LineGroups groups;
    private int slot;
    private int[] items = new int[32];

    GroupCursor(LineItemOrders.Places places) {
        this.places = places;
    }

    /** Stands at an order. */
    final void moveTo(int newOrder, LineGroups newGroups, int newSlot) {
        order = newOrder;
        groups = newGroups;
        slot = newSlot;
    }

    @Override
    public final int read() {
        int count = groups.count(slot);
        items = ArrayUtil.growNoCopy(items, count);
        groups.read(slot, items);
        return count;
    }

    @Override
    public final int[] items() {
        return items;
    }

    @Override
    public final double place() throws IOException {
        return places.of(order);
    }
}
