/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts sets of items by reading all orders, where documents are not found by their items. */
final class ScannedCounts {

    private ScannedCounts() {}

    static long[] of(Orders orders, int[][] sets) throws IOException {
        Map<Integer, List<Integer>> byFirst = new HashMap<>();
        for (int s = 0; s < sets.length; s++) {
            byFirst.computeIfAbsent(sets[s][0], first -> new ArrayList<>()).add(s);
        }
        BitSet firsts = new BitSet();
        byFirst.keySet().forEach(firsts::set);
        long[] counts = new long[sets.length];
        BitSet present = new BitSet();
        try (OrderCursor cursor = orders.all()) {
            while (cursor.next()) {
                int n = cursor.read();
                int[] items = cursor.items();
                for (int i = 0; i < n; i++) {
                    present.set(items[i]);
                }
                for (int i = 0; i < n; i++) {
                    for (int s : firsts.get(items[i]) ? byFirst.get(items[i]) : List.<Integer>of()) {
                        counts[s] += holds(present, sets[s]) ? 1 : 0;
                    }
                }
                for (int i = 0; i < n; i++) {
                    present.clear(items[i]);
                }
            }
        }
        return counts;
    }

    private static boolean holds(BitSet present, int[] set) {
        for (int item : set) {
            if (!present.get(item)) {
                return false;
            }
        }
        return true;
    }
}
