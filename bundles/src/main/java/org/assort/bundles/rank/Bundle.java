/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.List;
import java.util.OptionalDouble;
import org.assort.bundles.merge.Estimate;

/**
 * A combination of items that were bought together.
 *
 * @param items the anchor first, then its partners, the most frequent first
 * @param count orders that hold all items
 * @param support share of all orders
 * @param confidence share of the anchor's orders
 * @param lift count over what independence of the best split in two expects
 * @param liftBound its lower bound
 * @param price sum over the items; empty where one has none
 * @param association raw, before it was brought to [0, 1]
 * @param score in [0, 1], by which the list was chosen
 * @param source where the counts come from
 * @param counted the anchor whose orders were counted: the first item, or for {@link Source#SIMILAR} the one it borrows from
 */
public record Bundle(
        List<String> items,
        Estimate count,
        double support,
        double confidence,
        double lift,
        double liftBound,
        OptionalDouble price,
        double association,
        double score,
        Source source,
        String counted) {

    /** Copies the list. */
    public Bundle {
        items = List.copyOf(items);
    }

    /** Whose orders were counted. */
    public enum Source {
        /** The anchor's own. */
        ORDERS,
        /** Those of a product that is like the anchor, which has none to speak of. */
        SIMILAR
    }
}
