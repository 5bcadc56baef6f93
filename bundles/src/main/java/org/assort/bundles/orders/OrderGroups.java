/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.Arrays;
import org.assort.bundles.MemoryAccount;

/** The distinct items of some orders in one array, an order after the other. */
final class OrderGroups {

    /** Walks the lines that there are, the same each time. */
    @FunctionalInterface
    interface Lines {
        /** From the first line on. */
        LineCursor walk() throws IOException;
    }

    private final int[] starts;

    private final int[] items;

    /**
     * @param starts by slot where its items begin; behind the last one the end
     * @param items distinct within an order
     */
    OrderGroups(int[] starts, int[] items) {
        this.starts = starts;
        this.items = items;
    }

    /** Gathers them from their lines, which are walked twice: to count them, and to put their items where they belong. */
    static OrderGroups gather(Lines lines, Slots slots, MemoryAccount memory) throws IOException {
        memory.add((slots.size() + 2L) * Integer.BYTES);
        int[] starts = new int[slots.size() + 2];
        count(lines.walk(), slots, starts);
        memory.add((long) starts[starts.length - 1] * Integer.BYTES);
        int[] items = new int[starts[starts.length - 1]];
        fill(lines.walk(), slots, starts, items);
        leaveDistinct(starts, items, slots.size());
        return new OrderGroups(starts, items);
    }

    /** Counts two places behind: after the sums one behind, where filling moves each on to the next one's start. */
    private static void count(LineCursor lines, Slots slots, int[] starts) throws IOException {
        while (lines.next()) {
            int slot = slots.of(lines.order());
            if (slot >= 0) {
                starts[slot + 2] += lines.items();
            }
        }
        for (int slot = 2; slot < starts.length; slot++) {
            starts[slot] = Math.addExact(starts[slot], starts[slot - 1]);
        }
    }

    private static void fill(LineCursor lines, Slots slots, int[] starts, int[] items) throws IOException {
        while (lines.next()) {
            int slot = slots.of(lines.order());
            if (slot >= 0) {
                int count = lines.items();
                for (int i = 0; i < count; i++) {
                    items[starts[slot + 1]++] = lines.item();
                }
            }
        }
    }

    /** Sorts the items of each order, and moves the distinct ones to the front. */
    private static void leaveDistinct(int[] starts, int[] items, int slots) {
        int end = 0;
        int from = 0;
        for (int slot = 0; slot < slots; slot++) {
            int to = starts[slot + 1];
            Arrays.sort(items, from, to);
            starts[slot] = end;
            for (int i = from; i < to; i++) {
                if (end == starts[slot] || items[i] != items[end - 1]) {
                    items[end++] = items[i];
                }
            }
            from = to;
        }
        starts[slots] = end;
    }

    /** How many distinct items an order has; 0 where none of its lines matches. */
    int count(int slot) {
        return starts[slot + 1] - starts[slot];
    }

    /** Copies them. */
    void read(int slot, int[] into) {
        System.arraycopy(items, starts[slot], into, 0, count(slot));
    }
}
