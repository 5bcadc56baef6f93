/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A product that the shopper had to do with.
 *
 * @param weight what it counts, above 0
 */
record Liked(FoundProduct product, double weight) {

    /**
     * Returns the shares of a field's values: a product's weight is split evenly over its values.
     *
     * @param field position among the values that were read
     * @return shares in [0, 1] that sum to 1 but for rounding, or nothing where no product has a value
     */
    static Map<String, Double> shares(List<Liked> products, int field) {
        // Of the greatest first: the sum of huge weights would be infinite.
        double greatest = products.stream().mapToDouble(Liked::weight).max().orElse(1);
        Map<String, Double> shares = new TreeMap<>();
        double sum = 0;
        for (Liked liked : products) {
            List<String> values = liked.product().values().get(field);
            for (String value : values) {
                shares.merge(value, liked.weight() / greatest / values.size(), Double::sum);
            }
            sum += values.isEmpty() ? 0 : liked.weight() / greatest;
        }
        double all = sum;
        shares.replaceAll((value, share) -> Math.min(1, share / all));
        return shares;
    }
}
