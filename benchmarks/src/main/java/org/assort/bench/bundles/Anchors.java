/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.bundles;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assort.bench.orders.Order;

/**
 * What is asked about.
 *
 * @param label in the names of figures: how many there are, and how they were chosen
 * @param sets each of as many distinct items
 */
record Anchors(String label, List<List<String>> sets) {

    /** Draws of a kind, so that no figure hangs on one of them. */
    private static final int SETS = 3;

    /** The first draw alone, for what takes long. */
    Anchors first() {
        return new Anchors(label, sets.subList(0, 1));
    }

    /** How many items are asked about at once. */
    int size() {
        return sets.getFirst().size();
    }

    /** The most frequent items: in the most orders that so many can be in. */
    static Anchors top(int size, List<String> frequent) {
        return new Anchors("top_" + size, List.of(frequent.subList(0, size)));
    }

    /**
     * Items as they sell: one of each of some orders, so that a product in twice as many orders is drawn twice as often, as the
     * products of a result page are mostly those that sell.
     *
     * @param orders in random order, endless or enough of them
     */
    static Anchors drawn(int size, Iterator<Order> orders, Random random) {
        List<List<String>> sets = new ArrayList<>();
        for (int set = 0; set < SETS; set++) {
            Set<String> items = new LinkedHashSet<>();
            while (items.size() < size) {
                List<String> order = List.copyOf(orders.next().items());
                items.add(order.get(random.nextInt(order.size())));
            }
            sets.add(List.copyOf(items));
        }
        return new Anchors("drawn_" + size, sets);
    }
}
