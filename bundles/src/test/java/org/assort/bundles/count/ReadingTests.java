/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import static org.junit.Assert.assertEquals;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assort.bundles.MemoryAccount;
import org.assort.bundles.MemoryScope;
import org.assort.bundles.OrderIndex;
import org.assort.bundles.OrderIndex.Layout;
import org.assort.bundles.OrderIndex.Numbered;
import org.assort.bundles.orders.Orders;
import org.junit.Test;

/** Whether orders are found by their anchor or all are read, the same are counted; and one row counts as another. */
public final class ReadingTests extends RandomizedTest {

    /** Notes what it is given. */
    private static final class Notes extends OrderCounter {
        private final Map<List<Integer>, Integer> seen = new HashMap<>();

        Notes() {
            super(Integer.MAX_VALUE);
        }

        @Override
        void count(int[] items, int count) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                order.add(items[i]);
            }
            order.sort(null);
            seen.merge(order, 1, Integer::sum);
        }
    }

    private static List<Map<List<Integer>, Integer>> read(Reading reading, int anchors) throws IOException {
        List<Map<List<Integer>, Integer>> seen = new ArrayList<>();
        for (int from = 0; from < anchors; from += reading.block()) {
            Notes[] notes = new Notes[Math.min(reading.block(), anchors - from)];
            for (int i = 0; i < notes.length; i++) {
                notes[i] = new Notes();
            }
            reading.read(from, notes);
            for (Notes of : notes) {
                seen.add(of.seen);
            }
        }
        return seen;
    }

    @Test
    @Repeat(iterations = 100)
    public void foundAndScanned() throws IOException {
        int items = randomIntBetween(2, 60);
        List<Numbered> numbered = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            List<String> order = new ArrayList<>();
            for (int k = randomIntBetween(1, 6); k > 0; k--) {
                order.add(Integer.toString(randomInt(items)));
            }
            numbered.add(new Numbered(i * 7919L, order, randomBoolean()));
        }
        try (OrderIndex index = new OrderIndex(
                randomFrom(List.of(Layout.KEYWORDS, Layout.NUMBERS, Layout.LINES)), numbered, 0.1, 3, getRandom())) {
            Orders orders = index.orders(randomBoolean());
            int[] anchors = new int[Math.min(items, randomIntBetween(1, 8))];
            double[] fractions = new double[anchors.length];
            for (int i = 0; i < anchors.length; i++) {
                anchors[i] = Math.max(0, orders.items().ordinal(Integer.toString(i)));
                fractions[i] = randomBoolean() ? 1 : randomDouble();
            }
            if (java.util.Arrays.stream(anchors).distinct().count() < anchors.length) {
                return;
            }
            try (Reading found = new HeldReading(orders.holding(anchors, fractions));
                    Reading scanned = new ScanReading(orders, anchors, fractions, MemoryAccount.NONE)) {
                assertEquals(read(scanned, anchors.length), read(found, anchors.length));
            }
        }
    }

    @Test
    @Repeat(iterations = 50)
    public void denseAndHashed() {
        try (MemoryScope scope = new MemoryScope(MemoryAccount.NONE)) {
            int items = randomIntBetween(1, 50_000);
            Row dense = new DenseRow(items, scope);
            Row hashed = new HashRow(scope);
            for (int round = 0; round < 3; round++) {
                for (int i = randomIntBetween(0, 20_000); i > 0; i--) {
                    int item = (int) (items * Math.pow(randomDouble(), 3));
                    dense.increment(item);
                    hashed.increment(item);
                }
                assertEquals(dense.touched(), hashed.touched());
                for (int i = 0; i < dense.touched(); i++) {
                    assertEquals(dense.item(i), hashed.item(i));
                    assertEquals(dense.get(dense.item(i)), hashed.get(dense.item(i)));
                }
                dense.clear();
                hashed.clear();
                assertEquals(0, hashed.get(randomInt(items)));
            }
        }
    }
}
