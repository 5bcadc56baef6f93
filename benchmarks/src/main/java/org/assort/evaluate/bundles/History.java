/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.bench.orders.Order;

/** Orders that can be counted. */
final class History {

    private final List<Order> orders;
    private final Map<String, List<Order>> byItem = new HashMap<>();

    History(List<Order> orders) {
        this.orders = List.copyOf(orders);
        for (Order order : orders) {
            order.items()
                    .forEach(item -> byItem.computeIfAbsent(item, first -> new ArrayList<>())
                            .add(order));
        }
    }

    List<Order> orders() {
        return orders;
    }

    int size() {
        return orders.size();
    }

    /** All items, in no order. */
    Set<String> items() {
        return byItem.keySet();
    }

    /** How many orders hold an item. */
    int count(String item) {
        return byItem.getOrDefault(item, List.of()).size();
    }

    /** By other item how many orders hold both. */
    Map<String, Integer> with(String item) {
        Map<String, Integer> row = new HashMap<>();
        for (Order order : byItem.getOrDefault(item, List.of())) {
            order.items().forEach(other -> row.merge(other, 1, Integer::sum));
        }
        row.remove(item);
        return row;
    }
}
