/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.data;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.bench.data.Product;

/**
 * A product and its attributes.
 *
 * @param attributes values by field; a field is left out where the product has none
 */
public record Item(Product product, Map<String, List<String>> attributes) {

    public Item {
        attributes = Map.copyOf(attributes);
    }

    /** The values of a field; empty where there is none. */
    public Set<String> values(String field) {
        return Set.copyOf(attributes.getOrDefault(field, List.of()));
    }
}
