/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import java.util.List;
import java.util.Map;

/**
 * A shard's answer to a {@link MiningTask}; of a part of a shard as well, where its segments are searched by several threads.
 *
 * @param orders that match, read or not
 * @param read distinct readings of orders, an order with two anchors twice
 * @param anchors of each anchor asked for, in that order; an anchor that is in no order is there with zeros
 * @param items of {@link Pass#ALL} and {@link Pass#SETS}: how many orders that match hold each partner, those larger than
 *     {@link MinerSettings#maxBasketSize} included
 * @param sets of {@link Pass#COUNTS}: {@code long[]} how many orders hold all of each set
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of counts, never compared
public record ShardBundles(long orders, long read, List<AnchorCounts> anchors, Map<String, Long> items, long[] sets) {

    /** Copies lists and map. */
    public ShardBundles {
        anchors = List.copyOf(anchors);
        items = Map.copyOf(items);
    }
}
