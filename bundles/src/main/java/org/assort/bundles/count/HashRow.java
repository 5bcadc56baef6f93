/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import java.util.Arrays;
import org.assort.bundles.MemoryAccount;

/** Places for the items in use alone, by open addressing, never more than half full. */
final class HashRow extends Row {

    private static final int FIRST_SIZE = 1 << 10;
    /** Scatters neighbouring ordinals: 2^32 over the golden ratio (Knuth, TAOCP 3, 6.4). */
    private static final int SCATTER = 0x9e3779b9;

    private final MemoryAccount memory;
    /** By slot the index of an item plus 1, 0 where it is free. */
    private int[] slots = new int[FIRST_SIZE];

    private int[] items = new int[FIRST_SIZE / 2];
    private int[] numbers = new int[FIRST_SIZE / 2];
    private int size;

    HashRow(MemoryAccount memory) {
        this.memory = memory;
        memory.add(bytes(FIRST_SIZE));
    }

    private static long bytes(int slots) {
        return 2L * slots * Integer.BYTES;
    }

    private int slot(int item) {
        int mask = slots.length - 1;
        int slot = (item * SCATTER) >>> Integer.numberOfLeadingZeros(mask);
        while (slots[slot] != 0 && items[slots[slot] - 1] != item) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    @Override
    int get(int item) {
        int slot = slots[slot(item)];
        return slot == 0 ? 0 : numbers[slot - 1];
    }

    @Override
    void increment(int item) {
        int slot = slots[slot(item)];
        if (slot == 0) {
            put(item, 1);
        } else {
            numbers[slot - 1]++;
        }
    }

    @Override
    void put(int item, int value) {
        if (size == items.length) {
            grow();
        }
        items[size] = item;
        numbers[size] = value;
        slots[slot(item)] = ++size;
    }

    private void grow() {
        int larger = Math.multiplyExact(slots.length, 2);
        memory.add(bytes(larger) - bytes(slots.length));
        slots = new int[larger];
        items = Arrays.copyOf(items, larger / 2);
        numbers = Arrays.copyOf(numbers, larger / 2);
        for (int i = 0; i < size; i++) {
            slots[slot(items[i])] = i + 1;
        }
    }

    @Override
    int touched() {
        return size;
    }

    @Override
    int item(int index) {
        return items[index];
    }

    @Override
    void clear() {
        Arrays.fill(slots, 0);
        size = 0;
    }
}
