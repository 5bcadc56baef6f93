/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assort.bundles.OrderIndex.Numbered;

/** Made-up orders: some items sell much better than others, and some belong together. */
final class RandomOrders {

    private RandomOrders() {}

    /** Up to so many orders of up to so many items, some with an item more than once. */
    static List<Numbered> some(Random random, int most, int items) {
        double skew = random.nextDouble() * 2;
        int largest = 1 + random.nextInt(12);
        List<Numbered> orders = new ArrayList<>();
        int size = 1 + random.nextInt(most);
        for (int i = 0; i < size; i++) {
            List<String> order = new ArrayList<>();
            int lines = 1 + random.nextInt(largest);
            while (order.size() < lines) {
                int item = (int) (items * Math.pow(random.nextDouble(), 1 + skew));
                order.add(Integer.toString(item));
                if (random.nextInt(3) == 0) {
                    order.add(Integer.toString(item / 2));
                }
            }
            orders.add(new Numbered(i, order, random.nextInt(3) > 0));
        }
        Collections.shuffle(orders, random);
        return orders;
    }

    /** The orders that a filter keeps, or all. */
    static List<List<String>> lists(List<Numbered> orders, boolean filtered) {
        return orders.stream()
                .filter(order -> order.kept() || !filtered)
                .map(Numbered::items)
                .toList();
    }
}
