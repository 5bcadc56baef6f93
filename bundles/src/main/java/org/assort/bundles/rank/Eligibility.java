/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Which items, and which of them together, may be in a bundle. */
final class Eligibility {

    /** What a limit may be passed by, as a share of it: more than binary sums of decimal prices are off, and no price's worth. */
    private static final double ROUNDING = 1e-12;

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
        return total <= maxTotal * (1 + ROUNDING);
    }

    /** The price of a bundle, the sum of decimal numbers that prices are; empty where that of an item is unknown. */
    OptionalDouble total(List<String> items) {
        double[] prices = items.stream().mapToDouble(this::price).toArray();
        return Arrays.stream(prices).allMatch(Double::isFinite)
                ? OptionalDouble.of(Arrays.stream(prices)
                        .mapToObj(BigDecimal::valueOf)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .doubleValue())
                : OptionalDouble.empty();
    }
}
