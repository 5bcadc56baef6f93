/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import org.assort.bundles.MemoryAccount;

/** A number for each item, 0 at first; those that are not 0 can be listed. */
abstract sealed class Row permits DenseRow, HashRow {

    /** Items up to which there is a place for each: 4 MB. */
    static final int DENSE = 1 << 20;

    /**
     * A row for items of so many ordinals.
     *
     * @param memory what it takes, as it grows
     */
    static Row of(int items, MemoryAccount memory) {
        return items <= DENSE ? new DenseRow(items, memory) : new HashRow(memory);
    }

    /** The number of an item. */
    abstract int get(int item);

    /** Adds one. */
    abstract void increment(int item);

    /** Sets the number of an item whose number is 0. */
    abstract void put(int item, int value);

    /** How many items have a number. */
    abstract int touched();

    /** One of them, in no order. */
    abstract int item(int index);

    /** Sets all to 0. */
    abstract void clear();
}
