/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.util.Arrays;
import org.assort.bundles.MemoryAccount;

/** A set of orders by ordinal, as bits; when all are in, each has its rank among them as number. */
final class OrderSet implements Slots {

    private final long[] words;
    /** By word how many orders are in those before it; null until all are in. */
    private int[] ranks;

    private int size;

    /**
     * An empty set.
     *
     * @param orders more than the greatest ordinal
     * @param memory one and a half bits for each of them are accounted to it
     */
    OrderSet(int orders, MemoryAccount memory) {
        int length = (orders >> 6) + 1;
        memory.add((long) length * (Long.BYTES + Integer.BYTES));
        words = new long[length];
    }

    /** Adds an order. */
    void add(int order) {
        if (!contains(order)) {
            words[order >> 6] |= 1L << order;
            size++;
        }
    }

    boolean contains(int order) {
        return (words[order >> 6] & 1L << order) != 0;
    }

    void clear() {
        Arrays.fill(words, 0);
        size = 0;
    }

    /** Numbers them; none is added afterwards. */
    void rank() {
        ranks = new int[words.length];
        for (int word = 1; word < words.length; word++) {
            ranks[word] = ranks[word - 1] + Long.bitCount(words[word - 1]);
        }
    }

    @Override
    public int of(int order) {
        int word = order >> 6;
        return contains(order) ? ranks[word] + Long.bitCount(words[word] & ((1L << order) - 1)) : -1;
    }

    @Override
    public int size() {
        return size;
    }

    /** {@code int[size]} the orders, ascending. */
    int[] toArray() {
        int[] orders = new int[size];
        int n = 0;
        for (int word = 0; word < words.length; word++) {
            for (long left = words[word]; left != 0; left &= left - 1) {
                orders[n++] = (word << 6) + Long.numberOfTrailingZeros(left);
            }
        }
        return orders;
    }
}
