/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.List;
import java.util.OptionalDouble;

/** Which items, and which of them together, may be in a bundle. */
final class Eligibility {

    private final ItemFacts facts;
    private final double maxTotal;

    Eligibility(ItemFacts facts, double maxTotal) {
        this.facts = facts;
        this.maxTotal = maxTotal;
    }

    /** Whether a bundle may have the item. */
    boolean available(String item) {
        return facts.available(item) && (maxTotal == Double.POSITIVE_INFINITY || price(item) <= maxTotal);
    }

    /** The price of an item, infinite where it is unknown, so that it is within no limit. */
    double price(String item) {
        return facts.price(item).orElse(Double.POSITIVE_INFINITY);
    }

    /** Whether a bundle is within the limit, given the sum of its items' prices. */
    boolean within(double total) {
        return total <= maxTotal;
    }

    /** The price of a bundle; empty where that of an item is unknown. */
    OptionalDouble total(List<String> items) {
        double total = items.stream().mapToDouble(this::price).sum();
        return total < Double.POSITIVE_INFINITY ? OptionalDouble.of(total) : OptionalDouble.empty();
    }
}
