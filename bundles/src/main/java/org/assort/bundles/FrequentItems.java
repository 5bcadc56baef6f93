/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /**
     * The most frequent items over all shards. Each shard should have told a multiple of {@code size}: an item may be missed
     * whose count is at most the sum of the cuts.
     */
    public static List<String> merge(List<FrequentItems> shards, int size) {
        Map<String, Long> sums = new HashMap<>();
        shards.forEach(shard -> shard.items().forEach(item -> sums.merge(item.item(), item.orders(), Long::sum)));
        return sums.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Terms.ORDER)))
                .limit(size)
                .map(Map.Entry::getKey)
                .toList();
    }
}
