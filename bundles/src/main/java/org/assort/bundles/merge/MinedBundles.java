/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assort.bundles.MinerSettings;

/**
 * The counts over all shards.
 *
 * @param settings they were made by
 * @param orders that match, over all shards
 * @param read readings of orders in the pass that made the counts, an order with two anchors twice
 * @param available readings it would have taken to read all: greater than {@code read} where orders were sampled
 * @param missed the greatest count that a pair could have which is not among the counts, 0 where none of {@code minDocCount} can
 *     be missing. Of a sample it is an estimate, as counts are
 * @param items how many orders hold each partner
 * @param anchors in the order of the request
 */
public record MinedBundles(
        MinerSettings settings,
        long orders,
        long read,
        long available,
        long missed,
        Map<String, Long> items,
        List<MinedAnchor> anchors) {

    /** Copies map and list. */
    public MinedBundles {
        items = Map.copyOf(items);
        anchors = List.copyOf(anchors);
    }

    /** Whether some orders with an anchor were left out. */
    public boolean sampled() {
        return read < available;
    }

    /** Whether every pair of {@code minDocCount} orders is there. */
    public boolean complete() {
        return missed == 0;
    }

    /** What was counted with an anchor; empty where it was not asked about. */
    public Optional<MinedAnchor> anchor(String item) {
        return anchors.stream().filter(anchor -> anchor.anchor().equals(item)).findFirst();
    }

    /** All items that a bundle may have: anchors and partners. */
    public Set<String> candidates() {
        Set<String> candidates = new LinkedHashSet<>();
        anchors.forEach(anchor -> candidates.add(anchor.anchor()));
        anchors.forEach(anchor -> candidates.addAll(anchor.partners()));
        return candidates;
    }
}
