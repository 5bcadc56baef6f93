/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.LSBRadixSorter;
import org.assort.bundles.MemoryAccount;
import org.assort.bundles.MemoryScope;

/**
 * Gathers the orders of several items: found by the items' postings, and each read once, in the order in which they lie on disk,
 * however many of the items it holds and however often it is walked afterwards. 4 bytes are held for each item of each of
 * them, and for each of the items' orders.
 */
final class DocumentGathering {

    /** Numbers that may be held: 32 MB. */
    static final int MOST = 1 << 23;

    /** The share of what may be held that items whose documents are walked together may hold meanwhile, though one always is. */
    private static final int WALK_SHARE = 8;

    /** Orders of an item that there is room for at first. */
    private static final int FIRST = 64;

    /** The same of the items of an order; those read tell how many more there will be, and some room beside. */
    private static final int USUAL = 8;

    private static final double SPARE = 1.02;
    private static final double LEAST_GROWTH = 0.05;

    private static final int CHECKED = 4096;

    private final List<OrderLeaf> leaves;
    private final Items items;
    private final SamplingKeys keys;
    private final int most;
    private final Runnable check;

    /** @param most how many numbers may be held */
    DocumentGathering(List<OrderLeaf> leaves, Items items, SamplingKeys keys, int most, Runnable check) {
        this.leaves = leaves;
        this.items = items;
        this.keys = keys;
        this.most = most;
        this.check = check;
    }

    /**
     * Gathers.
     *
     * @param held distinct ordinals
     * @param fractions of each how much is read of its orders
     * @param memory what is held, until the orders are closed
     * @return nothing where that would be too much
     */
    Optional<HeldOrders> gather(int[] held, double[] fractions, MemoryAccount memory) throws IOException {
        MemoryScope scope = new MemoryScope(memory);
        Optional<HeldOrders> gathered = Optional.empty();
        try {
            gathered = gather(held, fractions, scope);
        } finally {
            if (gathered.isEmpty()) {
                scope.close();
            }
        }
        return gathered;
    }

    private Optional<HeldOrders> gather(int[] held, double[] fractions, MemoryScope scope) throws IOException {
        IntList[] found = new IntList[held.length];
        Arrays.setAll(found, i -> new IntList(FIRST, scope));
        int base = 0;
        int size = 0;
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            size += find(leaf, base, held, fractions, found, most / 2 - size, scope);
            // They are held twice, at first.
            if (size > most / 2) {
                return Optional.empty();
            }
            base += leaves.get(leaf).reader().maxDoc();
        }
        scope.add((long) size * Integer.BYTES);
        int[] documents = new int[size];
        int[][] slots = new int[held.length][];
        int end = 0;
        for (int i = 0; i < held.length; i++) {
            slots[i] = found[i].drain();
            System.arraycopy(slots[i], 0, documents, end, slots[i].length);
            end += slots[i].length;
        }
        int distinct = sortDistinct(documents, base, scope);
        for (int[] of : slots) {
            number(of, documents, distinct);
        }
        OrderGroups groups = read(documents, distinct, scope);
        return groups == null
                ? Optional.empty()
                : Optional.of(new GatheredOrders(slots, Slots.range(0, distinct), groups, scope));
    }

    /**
     * Adds the documents of a segment, of as many items together as there is memory for.
     *
     * @param base the number of its first one in the shard
     * @param found by item, those of other segments before
     * @param atMost how many may be added; it gives up soon after
     * @return how many were added
     */
    private int find(
            int leaf, int base, int[] held, double[] fractions, IntList[] found, int atMost, MemoryAccount memory)
            throws IOException {
        int added = 0;
        try (MemoryScope walking = new MemoryScope(memory)) {
            long bytes = Math.max(1, items.walkBytes(leaf));
            int together = Math.clamp((long) most * Integer.BYTES / WALK_SHARE / bytes, 1, Math.max(1, held.length));
            walking.add(together * bytes + LeafSample.BYTES);
            for (int from = 0; from < held.length && added <= atMost; from += together) {
                int to = Math.min(held.length, from + together);
                added += new LeafWalk(leaf, Arrays.copyOfRange(held, from, to), Arrays.copyOfRange(fractions, from, to))
                        .addTo(Arrays.copyOfRange(found, from, to), base, atMost - added);
            }
        }
        return added;
    }

    /** Walks the documents of some items in one segment, a window of it after the other. */
    private final class LeafWalk {
        private final OrderLeaf leaf;
        private final DocIdSetIterator[] documents;
        private final LeafSample sample;

        LeafWalk(int leaf, int[] held, double[] fractions) throws IOException {
            this.leaf = leaves.get(leaf);
            this.documents = new DocIdSetIterator[held.length];
            long lookUps = 0;
            for (int i = 0; i < held.length; i++) {
                check.run();
                DocIdSetIterator some = items.documents(leaf, held[i]);
                documents[i] = some == null ? DocIdSetIterator.empty() : some;
                documents[i].nextDoc();
                lookUps += fractions[i] < 1 ? documents[i].cost() : 0;
            }
            this.sample = new LeafSample(this.leaf, keys, fractions, lookUps);
        }

        int addTo(IntList[] found, int base, int atMost) throws IOException {
            int maxDoc = leaf.reader().maxDoc();
            int added = 0;
            for (int from = 0; from < maxDoc && added <= atMost; from += LeafSample.WINDOW) {
                check.run();
                int end = Math.min(maxDoc - from, LeafSample.WINDOW) + from;
                sample.open(from, end);
                for (int i = 0; i < found.length && added <= atMost; i++) {
                    added += addTo(found[i], i, base, end);
                }
            }
            return added;
        }

        private int addTo(IntList found, int item, int base, int end) throws IOException {
            DocIdSetIterator of = documents[item];
            int before = found.size();
            for (int doc = of.docID(); doc < end; doc = of.nextDoc()) {
                if (leaf.matches(doc) && sample.holds(item, doc)) {
                    found.add(base + doc);
                }
            }
            return found.size() - before;
        }
    }

    /** Sorts numbers, moves the distinct ones to the front, and returns how many these are. */
    private static int sortDistinct(int[] numbers, int below, MemoryScope scope) {
        try (MemoryScope sorting = new MemoryScope(scope)) {
            sorting.add((long) numbers.length * Integer.BYTES);
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(below);
            new LSBRadixSorter().sort(bits, numbers, numbers.length);
        }
        int distinct = 0;
        for (int number : numbers) {
            if (distinct == 0 || number != numbers[distinct - 1]) {
                numbers[distinct++] = number;
            }
        }
        return distinct;
    }

    /** Puts each document's place among all of them in its stead. */
    private static void number(int[] of, int[] documents, int distinct) {
        int from = 0;
        for (int i = 0; i < of.length; i++) {
            from = Arrays.binarySearch(documents, from, distinct, of[i]);
            of[i] = from;
        }
    }

    /** Reads the documents; null where they have too many items. */
    private OrderGroups read(int[] documents, int size, MemoryAccount memory) throws IOException {
        memory.add((size + 1L) * Integer.BYTES);
        int[] starts = new int[size + 1];
        IntList gathered = new IntList(Math.min(most, USUAL * size), memory);
        DistinctItems distinct = new DistinctItems();
        int next = 0;
        int base = 0;
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            int end = base + leaves.get(leaf).reader().maxDoc();
            ItemReader reader = items.reader(leaf);
            while (next < size && documents[next] < end) {
                if (next % CHECKED == 0) {
                    check.run();
                }
                int count = distinct.read(reader, documents[next] - base);
                if (gathered.size() > most - 2 * size - count) {
                    return null;
                }
                if (gathered.room() < count) {
                    int more = expected(gathered.size(), next, size);
                    gathered.reserve(Math.max(count, Math.min(more, most - 2 * size - gathered.size())));
                }
                gathered.addAll(distinct.items(), count);
                starts[++next] = gathered.size();
            }
            base = end;
        }
        return new OrderGroups(starts, gathered.array());
    }

    /** How many more items there will be, where so many are in the first orders of all; never so few that it is asked often. */
    private static int expected(int items, int first, int all) {
        double mean = (double) items / Math.max(1, first);
        return (int) Math.max(SPARE * mean * (all - first), LEAST_GROWTH * items);
    }
}
