/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a product in a block costs in shortfall, as a vector with a component for each quota: 1 where it is beyond the
 * quota's {@code most}, -1 where it is one that was missing to {@code least}. Quotas of blocks that are being filled come
 * first, of those that began earlier before others, then as listed; behind them each quota once more for the blocks that
 * begin later, summed.
 *
 * <p>Four components share a long, 15 bits each. A path through the network meets at most two priced arcs for each block
 * in sight, so that sums and their differences stay below 2<sup>14</sup> for a thousand blocks, and longs compare as the
 * vectors do.
 */
final class QuotaPrices {

    private static final int IN_LONG = 4;
    private static final int BITS = 15;

    private final Map<QuotaGroup, int[]> now = new HashMap<>();
    private final Map<QuotaGroup, int[]> later = new HashMap<>();
    private final int width;

    /**
     * Prices for groups.
     *
     * @param ahead the group of which later blocks are in sight, null for none
     */
    QuotaPrices(List<QuotaGroup> groups, QuotaGroup ahead) {
        record Entry(QuotaGroup group, int place) {
            int quota() {
                return group.limits().members()[place];
            }
        }
        List<Entry> entries = new ArrayList<>();
        for (QuotaGroup group : groups) {
            now.put(group, new int[group.limits().members().length]);
            for (int place = 0; place < group.limits().members().length; place++) {
                entries.add(new Entry(group, place));
            }
        }
        entries.sort(
                Comparator.comparingInt((Entry entry) -> entry.group().start()).thenComparingInt(Entry::quota));
        int component = 0;
        for (Entry entry : entries) {
            now.get(entry.group())[entry.place()] = component++;
        }
        if (ahead != null) {
            int[] places = new int[ahead.limits().members().length];
            for (int place = 0; place < places.length; place++) {
                places[place] = component++;
            }
            later.put(ahead, places);
        }
        this.width = Math.max(1, (component + IN_LONG - 1) / IN_LONG);
    }

    /** Longs in a cost. */
    int width() {
        return width;
    }

    /**
     * The cost of products of a class in a block.
     *
     * @param first whether the block is being filled
     * @param complete whether all of the block is in sight; of another only the upper limits count
     * @param held how many of the class it holds already
     */
    QuotaFlow.Slope slope(QuotaGroup group, int k, boolean first, boolean complete, int held) {
        int[] places = group.limits().quotasOf(k);
        int[] components = new int[places.length];
        int[] least = new int[places.length];
        int[] most = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            components[i] = (first ? now : later).get(group)[places[i]];
            least[i] = complete ? group.limits().quota(places[i]).least() : 0;
            most[i] = group.limits().quota(places[i]).most();
        }
        return (flow, sign, sum) -> {
            int count = held + flow;
            for (int i = 0; i < components.length; i++) {
                int price = count < least[i] ? -sign : count >= most[i] ? sign : 0;
                sum[components[i] / IN_LONG] += (long) price << (BITS * (IN_LONG - 1 - components[i] % IN_LONG));
            }
        };
    }
}
