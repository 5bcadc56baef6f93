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
            made.add(order(i, items(random, 6, 1, 0)));
        }
        return made;
    }

    /** Of twice as many, but all items of an order have an even number or all have an odd one, so that some are bought together. */
    static List<Order> ofTwoKinds(Random random, int count) {
        List<Order> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(order(i, items(random, 4, 2, random.nextInt(2))));
        }
        return made;
    }

    /** One to {@code most} times one of twelve items, whose numbers are {@code step} apart. */
    private static Set<String> items(Random random, int most, int step, int first) {
        Set<String> items = new LinkedHashSet<>();
        for (int line = random.nextInt(most); line >= 0; line--) {
            items.add("i" + (step * (int) (12 * Math.pow(random.nextDouble(), 1.7)) + first));
        }
        return items;
    }

    private static Order order(int number, Set<String> items) {
        return new Order(Integer.toString(number), "2026-01-01", items);
    }
}
