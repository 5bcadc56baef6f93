/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.util.Arrays;
import org.assort.bundles.MemoryAccount;

/** Numbers in an array that grows, and is accounted for. */
final class IntList {

    private final MemoryAccount memory;
    private int[] numbers;
    private int size;

    /** @param room for so many at first */
    IntList(int room, MemoryAccount memory) {
        this.memory = memory;
        memory.add((long) room * Integer.BYTES);
        this.numbers = new int[room];
    }

    void add(int number) {
        makeRoom(1);
        numbers[size++] = number;
    }

    /** Adds the first of some numbers. */
    void addAll(int[] from, int count) {
        makeRoom(count);
        System.arraycopy(from, 0, numbers, size, count);
        size += count;
    }

    private void makeRoom(int more) {
        if (room() < more) {
            reserve(Math.max(more, size));
        }
    }

    /** How many more there is room for. */
    int room() {
        return numbers.length - size;
    }

    /** Makes room for so many more, and no others. */
    void reserve(int more) {
        int larger = (int) Math.min((long) size + more, Integer.MAX_VALUE - 8);
        // While it is copied, both are there.
        memory.add((long) larger * Integer.BYTES);
        int before = numbers.length;
        numbers = Arrays.copyOf(numbers, larger);
        memory.add(-(long) before * Integer.BYTES);
    }

    int size() {
        return size;
    }

    /** {@code int[]} of {@link #size} numbers or more, which are the list's own. */
    int[] array() {
        return numbers;
    }

    /** {@code int[size]} its numbers, accounted for; the list is empty afterwards. */
    int[] drain() {
        memory.add((long) size * Integer.BYTES);
        int[] drained = Arrays.copyOf(numbers, size);
        memory.add(-(long) numbers.length * Integer.BYTES);
        numbers = new int[0];
        size = 0;
        return drained;
    }
}
