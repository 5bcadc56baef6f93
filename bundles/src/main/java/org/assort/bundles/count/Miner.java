/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assort.bundles.AnchorCounts;
import org.assort.bundles.AnchorRequest;
import org.assort.bundles.FrequentItems;
import org.assort.bundles.ItemCount;
import org.assort.bundles.MemoryAccount;
import org.assort.bundles.MemoryScope;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.MiningTask;
import org.assort.bundles.Pass;
import org.assort.bundles.ShardBundles;
import org.assort.bundles.orders.Items;
import org.assort.bundles.orders.OrderCursor;
import org.assort.bundles.orders.Orders;

/**
 * Counts on one shard. Orders are found by their anchor, or all of them are read where that is faster; the counts are the same.
 * For one thread.
 */
public final class Miner {

    private final Orders orders;
    private final MinerSettings settings;
    private final MemoryAccount memory;
    private final Runnable check;

    /**
     * Reads nothing yet.
     *
     * @param memory what is taken on the heap is told before; all of it is given back when a method returns or throws
     * @param check run between anchors, as the orders do in their own loops; throws to give up
     */
    public Miner(Orders orders, MinerSettings settings, MemoryAccount memory, Runnable check) {
        this.orders = orders;
        this.settings = settings;
        this.memory = memory;
        this.check = check;
    }

    /** Answers a task. */
    public ShardBundles mine(MiningTask task) throws IOException {
        if (task.pass() == Pass.COUNTS) {
            return new ShardBundles(orders.count(), 0, List.of(), Map.of(), counts(task.sets()));
        }
        try (MemoryScope scope = new MemoryScope(memory)) {
            List<AnchorCounts> counted = anchors(task, scope);
            long read = counted.stream().mapToLong(AnchorCounts::read).sum();
            Map<String, Long> items = task.pass() == Pass.ROWS ? Map.of() : items(counted);
            return new ShardBundles(orders.count(), read, counted, items, new long[0]);
        }
    }

    private List<AnchorCounts> anchors(MiningTask task, MemoryScope scope) throws IOException {
        int[] ordinals = AnchorMiner.ordinals(
                orders.items(),
                task.anchors().stream().map(AnchorRequest::anchor).toList());
        List<AnchorRequest> present = new ArrayList<>();
        for (int i = 0; i < ordinals.length; i++) {
            if (ordinals[i] >= 0) {
                present.add(task.anchors().get(i));
            }
        }
        int[] known = Arrays.stream(ordinals).filter(ordinal -> ordinal >= 0).toArray();
        List<AnchorCounts> counted = known.length == 0
                ? List.of()
                : new AnchorMiner(orders, settings, scope, check, task.pass(), present, known).mine();
        List<AnchorCounts> all = new ArrayList<>();
        for (int i = 0, next = 0; i < ordinals.length; i++) {
            all.add(
                    ordinals[i] >= 0
                            ? counted.get(next++)
                            : AnchorMiner.nothing(task.anchors().get(i), task.pass(), settings.maxSize()));
        }
        return all;
    }

    private Map<String, Long> items(List<AnchorCounts> counted) throws IOException {
        List<List<String>> partners = counted.stream()
                .flatMap(anchor -> anchor.partners().stream())
                .distinct()
                .map(List::of)
                .toList();
        long[] counts = counts(partners);
        Map<String, Long> items = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            items.put(partners.get(i).getFirst(), counts[i]);
        }
        return items;
    }

    private long[] counts(List<List<String>> sets) throws IOException {
        List<int[]> known = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int s = 0; s < sets.size(); s++) {
            int[] set = AnchorMiner.ordinals(orders.items(), sets.get(s));
            if (Arrays.stream(set).allMatch(ordinal -> ordinal >= 0)) {
                known.add(set);
                places.add(s);
            }
        }
        long[] found = orders.counts(known.toArray(int[][]::new));
        long[] counts = new long[sets.size()];
        for (int i = 0; i < found.length; i++) {
            counts[places.get(i)] = found[i];
        }
        return counts;
    }

    /**
     * The most frequent items of all orders, by descending count, then by item; all orders are read.
     *
     * @param size how many, at least 1
     */
    public FrequentItems frequent(int size) throws IOException {
        Items items = orders.items();
        try (MemoryScope scope = new MemoryScope(memory);
                OrderCursor cursor = orders.all()) {
            Row row = Row.of(items.size(), scope);
            while (cursor.next()) {
                int count = cursor.read();
                for (int i = 0; i < count; i++) {
                    row.increment(cursor.items()[i]);
                }
            }
            TopPartners best = new TopPartners(items, size);
            for (int i = 0; i < row.touched(); i++) {
                best.offer(row.item(i), row.get(row.item(i)));
            }
            List<ItemCount> counts = new ArrayList<>();
            for (int item : best.drain()) {
                counts.add(new ItemCount(items.term(item), row.get(item)));
            }
            return new FrequentItems(counts, best.cut());
        }
    }
}
