/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.util.List;
import org.assort.bench.orders.Order;
import org.assort.bundles.MinerSettings;

/**
 * Orders cut in two by date.
 *
 * @param mined the earlier ones
 * @param held the later ones, which nothing that recommends may see
 * @param anchors sorted
 */
record Split(History mined, History held, List<String> anchors) {

    /** Orders that make a count. */
    static final int LEAST = (int) MinerSettings.DEFAULT.minDocCount();

    /**
     * Cuts.
     *
     * @param orders by date
     * @param share how much is mined, in [0, 1]
     * @param range which items are anchors
     */
    static Split of(List<Order> orders, double share, AnchorRange range) {
        int cut = (int) (share * orders.size());
        History mined = new History(orders.subList(0, cut));
        History held = new History(orders.subList(cut, orders.size()));
        List<String> anchors = mined.items().stream()
                .filter(item -> range.holds(item, mined, held))
                .sorted()
                .toList();
        return new Split(mined, held, anchors);
    }

    /** Expected held-back orders with both items, if they were independent there. */
    double expected(String one, String other) {
        return (double) held.count(one) * held.count(other) / Math.max(1, held.size());
    }

    @Override
    public String toString() {
        return mined.size() + " orders mined, " + held.size() + " held back, " + anchors.size() + " anchors";
    }
}
