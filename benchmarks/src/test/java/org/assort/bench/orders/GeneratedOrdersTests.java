/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.orders;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.Test;

public final class GeneratedOrdersTests extends RandomizedTest {

    private static final int PRODUCTS = 1_000;
    private static final int ORDERS = 20_000;

    private static List<Order> all(long seed, int stream) {
        List<Order> orders = new ArrayList<>();
        new GeneratedOrders(ORDERS, PRODUCTS, seed, stream).forEachRemaining(orders::add);
        return orders;
    }

    @Test
    public void aSeedGivesTheSameOrdersAndAnotherStreamOthersOfTheSameShop() {
        long seed = randomLong();
        List<Order> orders = all(seed, 0);
        assertEquals(ORDERS, orders.size());
        assertEquals(orders, all(seed, 0));
        assertNotEquals(orders, all(seed, 1));
        assertFalse(orders.stream().anyMatch(order -> order.items().isEmpty()));
        GeneratedOrders shop = new GeneratedOrders(1, PRODUCTS, seed, 0);
        GeneratedOrders other = new GeneratedOrders(1, PRODUCTS, seed, 1);
        for (int rank = 0; rank < PRODUCTS; rank++) {
            assertEquals(shop.item(rank), other.item(rank));
        }
    }

    @Test
    public void someSellMuchBetterAndSomeAreBoughtTogether() {
        long seed = randomLong();
        List<Order> orders = all(seed, 0);
        Map<String, Integer> counts = new HashMap<>();
        Map<List<String>, Integer> pairs = new HashMap<>();
        for (Order order : orders) {
            List<String> items = List.copyOf(new TreeSet<>(order.items()));
            for (int i = 0; i < items.size(); i++) {
                counts.merge(items.get(i), 1, Integer::sum);
                for (int j = 0; j < i; j++) {
                    pairs.merge(List.of(items.get(j), items.get(i)), 1, Integer::sum);
                }
            }
        }
        GeneratedOrders shop = new GeneratedOrders(1, PRODUCTS, seed, 0);
        int best = counts.get(shop.item(0));
        int median = counts.getOrDefault(shop.item(PRODUCTS / 2), 0);
        assertTrue(best + " and " + median, best > 20 * median);
        // By chance alone a pair of many orders would hardly be in twice as many as expected.
        long strong = pairs.entrySet().stream()
                .filter(pair -> pair.getValue() >= 50)
                .filter(pair -> {
                    List<String> items = pair.getKey();
                    double expected = (double) counts.get(items.getFirst()) * counts.get(items.getLast()) / ORDERS;
                    return pair.getValue() > 3 * expected;
                })
                .count();
        assertTrue(strong + " strong pairs", strong > 20);
    }
}
