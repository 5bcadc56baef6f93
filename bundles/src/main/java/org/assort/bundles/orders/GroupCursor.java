/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import org.apache.lucene.util.ArrayUtil;

/** Walks orders that were gathered. */
abstract class GroupCursor implements OrderCursor {

    private OrderGroups groups;
    private int slot;
    private int[] items = new int[32];

    /** Stands at an order. */
    final void moveTo(OrderGroups newGroups, int newSlot) {
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
}
