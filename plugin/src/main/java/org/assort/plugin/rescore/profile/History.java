/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assort.plugin.rescore.clause.ProfileClause;

/**
 * What each product counts that the shopper had to do with: the sum over all times of {@code weight · 0.5^(age / half-life)}.
 *
 * <p>Only proportions of weights matter. So where each time is known, ages are counted from the newest, and the same history
 * gives the same weights to the bit whenever it is asked for; else they are counted from now, which is when a product without
 * a time counts.
 */
final class History {

    private static final double MILLIS_PER_DAY = 86_400_000;

    private History() {}

    /**
     * Returns weights above 0 by product, of at most {@link ProfileClause#MAX_PRODUCTS}: the greatest, equal ones by name.
     *
     * @param products in any order, several times or once
     * @param halfLifeDays above 0
     * @param now in milliseconds since 1970
     */
    static SortedMap<String, Double> weights(List<ProfileClause.Product> products, double halfLifeDays, long now) {
        long newest = products.stream()
                .map(product -> product.time() == null ? Long.valueOf(now) : product.time())
                .max(Comparator.naturalOrder())
                .orElse(now);
        boolean timed = products.stream().map(ProfileClause.Product::time).allMatch(Objects::nonNull);
        // A clock that was ahead must not make everything else seem old.
        long from = timed ? Math.min(newest, now) : now;
        Map<String, Double> sums = new TreeMap<>();
        for (ProfileClause.Product product : products) {
            // What is said to lie ahead counts as of now.
            double age = product.time() == null ? 0 : Math.max(0, (double) from - product.time());
            double weight = product.weight() * Math.pow(0.5, age / MILLIS_PER_DAY / halfLifeDays);
            sums.merge(product.id(), weight, Double::sum);
        }
        SortedMap<String, Double> kept = new TreeMap<>();
        sums.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(ProfileClause.MAX_PRODUCTS)
                .forEach(entry -> kept.put(entry.getKey(), Math.min(entry.getValue(), Double.MAX_VALUE)));
        return kept;
    }
}
