/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import java.util.Arrays;
import org.assort.bundles.MemoryAccount;

/** A place for each ordinal, and a list of those in use. */
final class DenseRow extends Row {

    private final MemoryAccount memory;
    private final int[] numbers;
    private int[] touched = new int[256];
    private int size;

    DenseRow(int items, MemoryAccount memory) {
        this.memory = memory;
        memory.add((long) (items + touched.length) * Integer.BYTES);
        this.numbers = new int[items];
    }

    @Override
    int get(int item) {
        return numbers[item];
    }

    @Override
    void increment(int item) {
        if (numbers[item]++ == 0) {
            touch(item);
        }
    }

    @Override
    void put(int item, int value) {
        numbers[item] = value;
        touch(item);
    }

    private void touch(int item) {
        if (size == touched.length) {
            memory.add((long) size * Integer.BYTES);
            touched = Arrays.copyOf(touched, size * 2);
        }
        touched[size++] = item;
    }

    @Override
    int touched() {
        return size;
    }

    @Override
    int item(int index) {
        return touched[index];
    }

    @Override
    void clear() {
        for (int i = 0; i < size; i++) {
            numbers[touched[i]] = 0;
        }
        size = 0;
    }
}
