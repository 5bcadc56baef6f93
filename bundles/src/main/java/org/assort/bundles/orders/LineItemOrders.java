/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.assort.bundles.MemoryAccount;
import org.assort.bundles.MemoryScope;

/**
 * A document is a line of an order, and names the order in a field of its own. A line outside the filter is not part of its
 * order, one that names no order is passed over. All lines of an order must be on one shard, so its id must be the routing, and
 * all segments of the shard must be given together.
 *
 * <p>Lines of an order may lie anywhere, so they are gathered: those of the orders that hold an anchor by two walks over all
 * lines, or, where those orders are few, by their ids' postings. 4 bytes are held for each line gathered, and a few bits for each
 * order there is.
 */
public final class LineItemOrders implements Orders {

    /** Lines that are gathered together when all orders are walked: 16 MB. */
    private static final long CHUNK = 1 << 22;

    /** Looking up an order in a segment takes as long as walking so many lines. */
    private static final long LINES_A_LOOK_UP = 200;

    private final List<OrderLeaf> leaves;
    private final Items items;
    private final KeywordItems orderIds;
    private final MemoryAccount memory;
    private final Runnable check;
    private final long lines;
    private long count = -1;

    /** Where a hash of its id puts an order. */
    @FunctionalInterface
    interface Places {
        /** In [0, 1). */
        double of(int order) throws IOException;
    }

    /**
     * Walks nothing yet.
     *
     * @param leaves all segments of the shard
     * @param items the lines' items
     * @param orderIds the orders that lines name, as if they were items, opened over the same segments
     * @param check run in every long loop; throws to give up
     */
    public LineItemOrders(
            List<OrderLeaf> leaves, Items items, KeywordItems orderIds, MemoryAccount memory, Runnable check) {
        this.leaves = List.copyOf(leaves);
        this.items = items;
        this.orderIds = orderIds;
        this.memory = memory;
        this.check = check;
        this.lines = leaves.stream().mapToLong(leaf -> leaf.reader().maxDoc()).sum();
    }

    @Override
    public Items items() {
        return items;
    }

    private double place(int order) throws IOException {
        return Hash.place(orderIds.term(order));
    }

    private LineCursor walk(SegmentDocuments documents) {
        return new LineCursor(leaves, documents, items, orderIds, check);
    }

    private LineCursor walkAll() {
        return walk(leaf -> leaves.get(leaf).candidates());
    }

    private LineCursor walkThoseOf(int item) {
        return walk(leaf -> items.documents(leaf, item));
    }

    @Override
    public long count() throws IOException {
        if (count < 0) {
            try (MemoryScope scope = new MemoryScope(memory)) {
                count = collect(walkAll(), new OrderSet(orderIds.size(), scope)).size();
            }
        }
        return count;
    }

    private static OrderSet collect(LineCursor cursor, OrderSet into) throws IOException {
        while (cursor.next()) {
            into.add(cursor.order());
        }
        return into;
    }

    @Override
    public long countAtMost(int item) throws IOException {
        return items.indexed() ? items.documentCount(item) : lines;
    }

    @Override
    public long[] counts(int[][] sets) throws IOException {
        if (!items.indexed()) {
            return ScannedCounts.of(this, sets);
        }
        long[] counts = new long[sets.length];
        try (MemoryScope scope = new MemoryScope(memory)) {
            OrderSet all = new OrderSet(orderIds.size(), scope);
            OrderSet fewer = new OrderSet(orderIds.size(), scope);
            for (int s = 0; s < sets.length; s++) {
                check.run();
                all.clear();
                collect(walkThoseOf(sets[s][0]), all);
                for (int i = 1; i < sets[s].length; i++) {
                    fewer.clear();
                    collectThoseIn(all, walkThoseOf(sets[s][i]), fewer);
                    OrderSet spare = all;
                    all = fewer;
                    fewer = spare;
                }
                counts[s] = all.size();
            }
        }
        return counts;
    }

    private static void collectThoseIn(OrderSet all, LineCursor cursor, OrderSet into) throws IOException {
        while (cursor.next()) {
            if (all.contains(cursor.order())) {
                into.add(cursor.order());
            }
        }
    }

    @Override
    public HeldOrders holding(int[] held, double[] fractions) throws IOException {
        MemoryScope scope = new MemoryScope(memory);
        try {
            OrderSet union = new OrderSet(orderIds.size(), scope);
            OrderSet ofItem = new OrderSet(orderIds.size(), scope);
            int[][] orders = new int[held.length][];
            for (int i = 0; i < held.length; i++) {
                ofItem.clear();
                collect(walkThoseOf(held[i]), ofItem);
                scope.add((long) ofItem.size() * Integer.BYTES);
                orders[i] = sample(ofItem.toArray(), fractions[i]);
                for (int order : orders[i]) {
                    union.add(order);
                }
            }
            union.rank();
            OrderGroups groups = gather(union, scope);
            return new GatheredOrders(orders, union, groups, scope);
        } catch (RuntimeException | IOException e) {
            scope.close();
            throw e;
        }
    }

    private int[] sample(int[] orders, double fraction) throws IOException {
        if (fraction >= 1) {
            return orders;
        }
        int kept = 0;
        for (int i = 0; i < orders.length; i++) {
            if (i % 1024 == 0) {
                check.run();
            }
            if (place(orders[i]) < fraction) {
                orders[kept++] = orders[i];
            }
        }
        return Arrays.copyOf(orders, kept);
    }

    private OrderGroups gather(OrderSet union, MemoryScope scope) throws IOException {
        if (orderIds.indexed() && (long) union.size() * leaves.size() * LINES_A_LOOK_UP < lines) {
            FixedBitSet[] found = lookUp(union.toArray(), scope);
            return OrderGroups.gather(() -> walk(leaf -> new BitSetIterator(found[leaf], union.size())), union, scope);
        }
        return OrderGroups.gather(this::walkAll, union, scope);
    }

    private FixedBitSet[] lookUp(int[] orders, MemoryScope scope) throws IOException {
        FixedBitSet[] found = new FixedBitSet[leaves.size()];
        for (int leaf = 0; leaf < found.length; leaf++) {
            int documents = leaves.get(leaf).reader().maxDoc();
            scope.add(documents / Byte.SIZE);
            found[leaf] = new FixedBitSet(documents);
            for (int i = 0; i < orders.length; i++) {
                if (i % 256 == 0) {
                    check.run();
                }
                DocIdSetIterator ofOrder = orderIds.documents(leaf, orders[i]);
                if (ofOrder != null) {
                    found[leaf].or(ofOrder);
                }
            }
        }
        return found;
    }

    @Override
    public PlacedCursor all() {
        long width = orderIds.size() * CHUNK / Math.max(1, lines);
        return new LineChunks(
                this::walkAll, orderIds.size(), Math.clamp(width, 1, Integer.MAX_VALUE), this::place, memory);
    }
}
