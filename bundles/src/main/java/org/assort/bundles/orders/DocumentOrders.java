/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.assort.bundles.MemoryAccount;

/** A document is an order, and has all its items in one field. */
public final class DocumentOrders implements Orders {

    /** How many documents are counted between two looks at whether to give up. */
    private static final int CHECKED = 1 << 16;

    private final List<OrderLeaf> leaves;
    private final Items items;
    private final SamplingKeys keys;
    private final MemoryAccount memory;
    private final Runnable check;
    private final boolean filtered;

    /**
     * Walks nothing yet.
     *
     * @param leaves the segments that the items were opened over, in the same order
     * @param keys what a sample is drawn by
     * @param memory what is held of orders that are walked more than once
     * @param check run in every long loop; throws to give up
     */
    public DocumentOrders(
            List<OrderLeaf> leaves, Items items, SamplingKeys keys, MemoryAccount memory, Runnable check) {
        this.leaves = List.copyOf(leaves);
        this.items = items;
        this.keys = keys;
        this.memory = memory;
        this.check = check;
        this.filtered = leaves.stream().anyMatch(leaf -> leaf.matching() != null);
    }

    @Override
    public Items items() {
        return items;
    }

    @Override
    public long count() {
        return leaves.stream().mapToLong(OrderLeaf::count).sum();
    }

    @Override
    public long countAtMost(int item) throws IOException {
        return items.indexed() ? items.documentCount(item) : count();
    }

    @Override
    public long[] counts(int[][] sets) throws IOException {
        if (!items.indexed()) {
            return ScannedCounts.of(this, sets);
        }
        long[] counts = new long[sets.length];
        for (int s = 0; s < sets.length; s++) {
            check.run();
            counts[s] = sets[s].length == 1 && !filtered ? items.documentCount(sets[s][0]) : count(sets[s]);
        }
        return counts;
    }

    private long count(int[] set) throws IOException {
        long count = 0;
        int walked = 0;
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            OrderLeaf of = leaves.get(leaf);
            DocIdSetIterator documents = all(leaf, set);
            for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
                count += of.matches(doc) ? 1 : 0;
                if (++walked % CHECKED == 0) {
                    check.run();
                }
            }
        }
        return count;
    }

    private DocIdSetIterator all(int leaf, int[] set) throws IOException {
        List<DocIdSetIterator> each = new ArrayList<>();
        for (int item : set) {
            DocIdSetIterator documents = items.documents(leaf, item);
            if (documents == null) {
                return DocIdSetIterator.empty();
            }
            each.add(documents);
        }
        return each.size() == 1 ? each.getFirst() : ConjunctionUtils.intersectIterators(each);
    }

    @Override
    public HeldOrders holding(int[] held, double[] fractions) throws IOException {
        return holding(held, fractions, DocumentGathering.MOST);
    }

    /**
     * The same.
     *
     * @param most how many numbers may be held, else orders are read from the index each time that they are walked
     */
    HeldOrders holding(int[] held, double[] fractions, int most) throws IOException {
        return new DocumentGathering(leaves, items, keys, most, check)
                .gather(held, fractions, memory)
                .orElseGet(() -> walked(held, fractions));
    }

    private HeldOrders walked(int[] held, double[] fractions) {
        return new HeldOrders() {
            @Override
            public OrderCursor of(int index) {
                return new DocumentCursor(
                        leaves, leaf -> items.documents(leaf, held[index]), items, keys, fractions[index], check);
            }

            @Override
            public void close() {
                // Nothing was gathered.
            }
        };
    }

    @Override
    public PlacedCursor all() {
        return new DocumentCursor(leaves, leaf -> leaves.get(leaf).candidates(), items, keys, 1, check);
    }
}
