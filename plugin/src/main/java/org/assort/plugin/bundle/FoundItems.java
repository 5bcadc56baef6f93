/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assort.bundles.rank.ItemFacts;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.bytes.BytesReference;

/**
 * What is known of a request's items.
 *
 * @param facts by item; null where nobody looked them up, so that all may be in a bundle
 * @param relevances of anchors, in [0, 1]; 1 for those that have none
 */
record FoundItems(@Nullable Map<String, Facts> facts, Map<String, Double> relevances) implements ItemFacts {

    /**
     * Of one item.
     *
     * @param source what is shown of its document, or null
     * @param price NaN where it has none
     */
    record Facts(@Nullable BytesReference source, List<String> categories, double price) {

        private static final Facts NONE = new Facts(null, List.of(), Double.NaN);
    }

    private Facts of(String item) {
        return facts == null ? Facts.NONE : facts.getOrDefault(item, Facts.NONE);
    }

    @Override
    public boolean available(String item) {
        return facts == null || facts.containsKey(item);
    }

    @Override
    public List<String> categories(String item) {
        return of(item).categories();
    }

    @Override
    public OptionalDouble price(String item) {
        double price = of(item).price();
        return Double.isNaN(price) ? OptionalDouble.empty() : OptionalDouble.of(price);
    }

    @Override
    public double relevance(String anchor) {
        return relevances.getOrDefault(anchor, 1.0);
    }

    /** Returns what is shown of an item, or null. */
    BytesReference source(String item) {
        return of(item).source();
    }
}
