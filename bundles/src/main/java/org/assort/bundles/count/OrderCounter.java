/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

/** Counts orders that hold one anchor; drops those that are too large to speak for a combination. */
abstract class OrderCounter {

    private final int largest;
    private long read;
    private long dropped;

    /** @param largest the most items of an order that counts */
    OrderCounter(int largest) {
        this.largest = largest;
    }

    /**
     * Takes an order.
     *
     * @param items its distinct items, the anchor among them
     * @param count how many
     */
    final void add(int[] items, int count) {
        read++;
        if (count > largest) {
            dropped++;
        } else {
            count(items, count);
        }
    }

    /** Counts an order that is not too large. */
    abstract void count(int[] items, int count);

    final long read() {
        return read;
    }

    final long dropped() {
        return dropped;
    }
}
