/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import java.io.IOException;
import org.assort.bundles.orders.Items;

/**
 * Keeps the best partners of a row, by descending count, of equals the one whose term comes first, in a heap with the worst on
 * top.
 */
final class TopPartners {

    private final Items items;
    private final int[] heap;
    private final int[] counts;
    private int size;
    private int cut;

    /** @param most how many are kept, at least 1 */
    TopPartners(Items items, int most) {
        this.items = items;
        this.heap = new int[most];
        this.counts = new int[most];
    }

    /** Takes an item into account, each once. */
    void offer(int item, int count) throws IOException {
        if (size < heap.length) {
            up(size++, item, count);
        } else if (worse(heap[0], counts[0], item, count)) {
            cut = Math.max(cut, counts[0]);
            down(0, item, count);
        } else {
            cut = Math.max(cut, count);
        }
    }

    /** The greatest count of one that was not kept. */
    int cut() {
        return cut;
    }

    /** {@code int[]} those kept, the best first; empties the heap. */
    int[] drain() throws IOException {
        int[] best = new int[size];
        while (size > 0) {
            best[size - 1] = heap[0];
            size--;
            if (size > 0) {
                down(0, heap[size], counts[size]);
            }
        }
        return best;
    }

    private boolean worse(int one, int countOfOne, int other, int countOfOther) throws IOException {
        return countOfOne != countOfOther ? countOfOne < countOfOther : items.compare(one, other) > 0;
    }

    private void up(int from, int item, int count) throws IOException {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) / 2;
            if (!worse(item, count, heap[parent], counts[parent])) {
                break;
            }
            set(at, heap[parent], counts[parent]);
            at = parent;
        }
        set(at, item, count);
    }

    private void down(int from, int item, int count) throws IOException {
        int at = from;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && worse(heap[child + 1], counts[child + 1], heap[child], counts[child])) {
                child++;
            }
            if (!worse(heap[child], counts[child], item, count)) {
                break;
            }
            set(at, heap[child], counts[child]);
            at = child;
        }
        set(at, item, count);
    }

    private void set(int at, int item, int count) {
        heap[at] = item;
        counts[at] = count;
    }
}
