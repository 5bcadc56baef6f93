/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assort.bundles.MemoryAccount;
import org.assort.bundles.OrderIndex;
import org.assort.bundles.OrderIndex.Layout;
import org.assort.bundles.OrderIndex.Numbered;
import org.junit.Test;

/** Orders that are gathered are those that the index has, and where they are too many they are read from it instead. */
public final class DocumentGatheringTests extends RandomizedTest {

    private static final int ITEMS = 40;

    /** Notes the most that is held at a time. */
    private static final class Held implements MemoryAccount {
        private long now;
        private long most;

        @Override
        public void add(long bytes) {
            now += bytes;
            most = Math.max(most, now);
        }
    }

    private List<Numbered> orders(int size) {
        List<Numbered> orders = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<String> items = new ArrayList<>();
            for (int k = randomIntBetween(1, 6); k > 0; k--) {
                items.add(Integer.toString((int) (ITEMS * Math.pow(randomDouble(), 3))));
            }
            orders.add(new Numbered(i * 7919L, items, randomInt(3) > 0));
        }
        return orders;
    }

    /** By item its orders, each with its items sorted, in the order of the index. */
    private static List<List<List<Integer>>> walk(HeldOrders held, int items) throws IOException {
        List<List<List<Integer>>> walked = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            List<List<Integer>> orders = new ArrayList<>();
            try (OrderCursor cursor = held.of(i)) {
                while (cursor.next()) {
                    int count = cursor.read();
                    orders.add(Arrays.stream(cursor.items(), 0, count)
                            .sorted()
                            .boxed()
                            .toList());
                }
            }
            walked.add(orders);
        }
        return walked;
    }

    private void assertSame(int size, int flushes) throws IOException {
        Layout layout = randomBoolean() ? Layout.KEYWORDS : Layout.NUMBERS;
        Held memory = new Held();
        try (OrderIndex index = new OrderIndex(layout, orders(size), 0.1, flushes, getRandom())) {
            DocumentOrders orders = (DocumentOrders) index.orders(randomBoolean(), memory, () -> {});
            int[] items = IntStream.range(0, ITEMS)
                    .filter(i -> randomBoolean())
                    .map(i -> find(orders, i))
                    .filter(item -> item >= 0)
                    .toArray();
            double[] fractions = IntStream.of(items)
                    .mapToDouble(item -> randomBoolean() ? 1 : randomDouble() * randomDouble())
                    .toArray();
            List<List<List<Integer>>> expected;
            try (HeldOrders walked = orders.holding(items, fractions, 0)) {
                expected = walk(walked, items.length);
            }
            long before = memory.now;
            int most = randomBoolean() ? 1 << 20 : randomIntBetween(1, 10 * size);
            try (HeldOrders held = orders.holding(items, fractions, most)) {
                assertEquals(expected, walk(held, items.length));
                // Twice, as the second pass does.
                assertEquals(expected, walk(held, items.length));
            }
            if (layout == Layout.KEYWORDS) {
                assertEquals(before, memory.now);
                assertTrue(
                        memory.most + " bytes for " + most + " numbers",
                        memory.most
                                < 4L * Integer.BYTES * most
                                        + LeafSample.BYTES
                                        + (1_000 + orders.items().walkBytes(0)) * ITEMS);
            }
        }
    }

    private static int find(DocumentOrders orders, int item) {
        try {
            return orders.items().ordinal(Integer.toString(item));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Repeat(iterations = 60)
    public void few() throws IOException {
        assertSame(randomIntBetween(1, 400), randomIntBetween(1, 4));
    }

    /** More than are looked at together. */
    @Test
    @Repeat(iterations = 3)
    public void manyInASegment() throws IOException {
        assertSame(3 * LeafSample.WINDOW, 1);
    }
}
