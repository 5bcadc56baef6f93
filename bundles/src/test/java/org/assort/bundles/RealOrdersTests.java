/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.assort.bundles.OrderIndex.Layout;
import org.assort.bundles.OrderIndex.Numbered;
import org.junit.Test;

/** Pairs, triples and fours in real orders, on 1, 5 and 20 shards, with and without a filter, are those of the oracle. */
public final class RealOrdersTests extends RandomizedTest {

    private static final int POPULAR = 20;
    private static final int OTHERS = 20;
    private static final int PARTS = 20;

    private void assertExact(String name, Layout layout, Collection<List<String>> real) throws IOException {
        List<Numbered> orders = new ArrayList<>();
        real.forEach(items -> orders.add(new Numbered(orders.size(), items, randomInt(3) > 0)));
        MinerSettings settings = new MinerSettings(2, 4, 5, 32, 128, MinerSettings.EXACT, randomBoolean() ? 1_000 : 40);
        List<String> anchors = anchors(real);
        List<OrderIndex> parts = OrderIndex.shards(layout, orders, PARTS, 0.1, randomIntBetween(1, 2), getRandom());
        long compared = 0;
        for (boolean filtered : new boolean[] {false, true}) {
            Oracle oracle = new Oracle(RandomOrders.lists(orders, filtered), settings);
            for (int shards : new int[] {1, 5, 20}) {
                Passes passes = new Passes(OrderIndex.joined(parts, shards), filtered);
                compared += Comparison.assertExact(oracle, anchors, passes.mine(settings, anchors));
            }
        }
        for (OrderIndex part : parts) {
            part.close();
        }
        System.out.println(
                name + ": " + compared + " counts of pairs, triples and fours on 1, 5 and 20 shards, with and"
                        + " without a filter, are the oracle's");
    }

    private List<String> anchors(Collection<List<String>> orders) {
        Map<String, Integer> counts = new HashMap<>();
        orders.forEach(order -> new HashSet<>(order).forEach(item -> counts.merge(item, 1, Integer::sum)));
        List<String> items = counts.keySet().stream()
                .sorted(Comparator.<String>comparingInt(counts::get).reversed().thenComparing(Terms.ORDER))
                .toList();
        List<String> anchors = new ArrayList<>(items.subList(0, POPULAR));
        for (int i = 0; i < OTHERS; i++) {
            String item = randomFrom(items);
            if (!anchors.contains(item)) {
                anchors.add(item);
            }
        }
        return anchors;
    }

    @Test
    public void retail() throws IOException {
        assertExact("retail", Layout.KEYWORDS, RealOrders.baskets("retail"));
    }

    @Test
    public void generatedBaskets() throws IOException {
        assertExact("T10I4D100K", Layout.NUMBERS, RealOrders.baskets("T10I4D100K"));
    }

    @Test
    public void onlineRetail() throws IOException {
        assertExact("Online Retail", Layout.KEYWORDS, RealOrders.onlineRetail());
    }

    /** A document a line, where an order has some products on several lines. */
    @Test
    public void onlineRetailByLines() throws IOException {
        assertExact("Online Retail, a line a document", Layout.LINES, RealOrders.onlineRetail());
    }
}
