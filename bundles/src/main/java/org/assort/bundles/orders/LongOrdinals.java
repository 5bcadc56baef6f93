/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.util.Arrays;
import org.assort.bundles.MemoryAccount;

/** Numbers and their ordinals, by open addressing, never more than half full. */
final class LongOrdinals {

    private static final int FIRST_SIZE = 1024;

    private final MemoryAccount memory;
    private long[] values;
    /** By slot the ordinal plus 1, 0 where it is free. */
    private int[] slots;

    private int size;

    LongOrdinals(MemoryAccount memory) {
        this.memory = memory;
        memory.add(bytes(FIRST_SIZE));
        this.values = new long[FIRST_SIZE / 2];
        this.slots = new int[FIRST_SIZE];
    }

    private static long bytes(long slots) {
        return slots / 2 * Long.BYTES + slots * Integer.BYTES;
    }

    long value(int ordinal) {
        return values[ordinal];
    }

    /** The ordinal of a number, a new one where it has none. */
    int add(long value) {
        int slot = slot(value);
        if (slots[slot] == 0) {
            if (size == values.length) {
                grow();
                slot = slot(value);
            }
            values[size++] = value;
            slots[slot] = size;
        }
        return slots[slot] - 1;
    }

    private int slot(long value) {
        int mask = slots.length - 1;
        int slot = (int) Hash.mix(value) & mask;
        while (slots[slot] != 0 && values[slots[slot] - 1] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int larger = Math.multiplyExact(slots.length, 2);
        memory.add(bytes(larger));
        memory.add(-bytes(slots.length));
        slots = new int[larger];
        values = Arrays.copyOf(values, larger / 2);
        for (int ordinal = 0; ordinal < size; ordinal++) {
            slots[slot(values[ordinal])] = ordinal + 1;
        }
    }
}
