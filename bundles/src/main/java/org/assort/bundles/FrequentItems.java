/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import java.util.List;

/**
 * A shard's most frequent items, for a request that names no anchors.
 *
 * @param items by descending count, then by item
 * @param cut the greatest count of an item that is not among them, 0 for none
 */
public record FrequentItems(List<ItemCount> items, long cut) {

    /** Copies the list. */
    public FrequentItems {
        items = List.copyOf(items);
    }
}
