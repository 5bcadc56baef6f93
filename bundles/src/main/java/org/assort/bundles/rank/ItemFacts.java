/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.List;
import java.util.OptionalDouble;

/** What is known of items beside orders. All have a default, so that orders alone suffice. */
public interface ItemFacts {

    /** Nothing. */
    ItemFacts NONE = new ItemFacts() {};

    /** Whether a bundle may have the item: it is in stock, may be seen, is inside the request's filter. */
    default boolean available(String item) {
        return true;
    }

    /** Leaf categories; none where they are unknown. */
    default List<String> categories(String item) {
        return List.of();
    }

    /** The price; with a limit on a bundle's price an item without one is in none. */
    default OptionalDouble price(String item) {
        return OptionalDouble.empty();
    }

    /** How relevant an anchor is to the search, in [0, 1]. */
    default double relevance(String anchor) {
        return 1;
    }
}
