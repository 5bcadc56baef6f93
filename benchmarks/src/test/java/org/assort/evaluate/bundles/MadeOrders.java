/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assort.bench.orders.Order;

/** Orders for tests. */
final class MadeOrders {

    private MadeOrders() {}

    /** An order for each text, its items apart by spaces. */
    static List<Order> of(String... orders) {
        List<Order> made = new ArrayList<>();
        for (String items : orders) {
            made.add(order(made.size(), Set.of(items.split(" "))));
        }
        return made;
    }

    /** Of twelve items, some much more frequent than others. */
    static List<Order> random(Random random, int count) {
        List<Order> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Set<String> items = new LinkedHashSet<>();
            for (int line = random.nextInt(6); line >= 0; line--) {
                items.add("i" + (int) (12 * Math.pow(random.nextDouble(), 1.7)));
            }
            made.add(order(i, items));
        }
        return made;
    }

    /** The same, but all items of an order have an even number or all have an odd one, so that some are bought together. */
    static List<Order> ofTwoKinds(Random random, int count) {
        List<Order> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(2);
            Set<String> items = new LinkedHashSet<>();
            for (int line = random.nextInt(4); line >= 0; line--) {
                items.add("i" + (2 * (int) (12 * Math.pow(random.nextDouble(), 1.7)) + kind));
            }
            made.add(order(i, items));
        }
        return made;
    }

    private static Order order(int number, Set<String> items) {
        return new Order(Integer.toString(number), "2026-01-01", items);
    }
}
