/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.assort.bundles.FrequentItems;
import org.assort.bundles.ItemCount;
import org.assort.bundles.Terms;

/**
 * Drives the rounds that find the most frequent items over all shards: while {@link #next} has a number, every shard tells so many of
 * its own most frequent ones, and all of them go to {@link #add}. An item that a shard did not tell may be in as many of its orders as
 * the shard's cut says; so it goes on until nobody else can be among the best, mostly once. Then n shards find what one would. For one
 * thread.
 */
public final class FrequentMerge {

    /** The most items that a shard tells. Where that is not enough, counts are so even that hardly one is more frequent. */
    public static final int MOST = 10_000;

    /** How many a shard tells at first, for each that is wanted. */
    private static final int FIRST = 4;

    /** How many times more it tells in each round. */
    private static final int MORE = 16;

    private final int size;
    private int told;
    private List<String> result;

    /**
     * Asks nothing yet.
     *
     * @param size how many are wanted, 1 to {@link #MOST} / 4
     */
    public FrequentMerge(int size) {
        this.size = size;
        this.told = FIRST * size;
    }

    /** How many items every shard is to tell next; empty when {@link #result} is ready. */
    public OptionalInt next() {
        return result == null ? OptionalInt.of(told) : OptionalInt.empty();
    }

    /** What is known of an item. */
    private static final class Sum {
        private long count;
        /** The sum of the cuts of shards that told it. */
        private long cutsTold;

        private long count() {
            return count;
        }
    }

    /** Takes the answers of all shards; one that has no order may be missing. */
    public void add(List<FrequentItems> shards) {
        Map<String, Sum> sums = new HashMap<>();
        long cuts = 0;
        for (FrequentItems shard : shards) {
            cuts += shard.cut();
            for (ItemCount item : shard.items()) {
                Sum sum = sums.computeIfAbsent(item.item(), name -> new Sum());
                sum.count += item.orders();
                sum.cutsTold += shard.cut();
            }
        }
        List<Map.Entry<String, Sum>> sorted = sums.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<String, Sum> item) -> item.getValue(), Comparator.comparingLong(Sum::count))
                        .reversed()
                        .thenComparing(Map.Entry::getKey, Terms.ORDER))
                .toList();
        if (told == MOST || certain(sorted, cuts)) {
            result = sorted.stream().limit(size).map(Map.Entry::getKey).toList();
        }
        told = Math.min(MOST, told * MORE);
    }

    /** Whether the first of the items are the best, in their order, whatever was not told. */
    private boolean certain(List<Map.Entry<String, Sum>> sorted, long cuts) {
        if (cuts == 0) {
            return true;
        }
        if (sorted.size() < size) {
            return false;
        }
        long least = sorted.get(size - 1).getValue().count;
        return cuts < least
                && sorted.stream().limit(size).allMatch(item -> item.getValue().cutsTold == cuts)
                && sorted.stream()
                        .skip(size)
                        .map(Map.Entry::getValue)
                        .allMatch(sum -> sum.cutsTold == cuts || sum.count + cuts - sum.cutsTold < least);
    }

    /**
     * The most frequent items, by descending count, then by item.
     *
     * @throws IllegalStateException while {@link #next} has a number
     */
    public List<String> result() {
        if (result == null) {
            throw new IllegalStateException("shards are still to be asked");
        }
        return result;
    }
}
