/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.assort.bundles.orders.DocumentOrders;
import org.assort.bundles.orders.Items;
import org.assort.bundles.orders.KeywordItems;
import org.assort.bundles.orders.LineItemOrders;
import org.assort.bundles.orders.NumericItems;
import org.assort.bundles.orders.OrderLeaf;
import org.assort.bundles.orders.Orders;
import org.assort.bundles.orders.SamplingKeys;

/** A shard of orders in Lucene, in one of the layouts, of several segments, with deleted documents among the others. */
public final class OrderIndex implements Closeable {

    /** How orders are kept. */
    public enum Layout {
        /** An order a document, items as keywords. */
        KEYWORDS,
        /** The same without an index of the items. */
        KEYWORDS_UNINDEXED,
        /** An order a document, items as numbers. */
        NUMBERS,
        /** A line of an order a document. */
        LINES
    }

    private final Layout layout;
    private final List<LeafReader> segments = new ArrayList<>();
    private final List<Closeable> open = new ArrayList<>();

    /**
     * Writes orders.
     *
     * @param orders with their numbers, which the sample is drawn by; their place in the list is what filters see
     * @param deleted how many orders are written beside each, of its items too, and deleted again
     */
    public OrderIndex(Layout layout, List<Numbered> orders, double deleted, int flushes, Random random)
            throws IOException {
        this.layout = layout;
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        IndexWriterConfig config = new IndexWriterConfig();
        config.setMaxBufferedDocs(Math.max(2, orders.size() / flushes + 1));
        config.setRAMBufferSizeMB(IndexWriterConfig.DISABLE_AUTO_FLUSH);
        // A thread of its own would sometimes end a moment after the writer is closed.
        config.setMergeScheduler(new SerialMergeScheduler());
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (Numbered order : orders) {
                add(writer, order, "live");
                if (random.nextDouble() < deleted) {
                    add(writer, order, "dead");
                }
            }
            writer.deleteDocuments(new Term("state", "dead"));
        }
        DirectoryReader reader = DirectoryReader.open(directory);
        reader.leaves().forEach(leaf -> segments.add(leaf.reader()));
        open.add(reader);
        open.add(directory);
    }

    /** One shard of the segments of several, which stay open for themselves. */
    private OrderIndex(Layout layout, List<OrderIndex> parts) {
        this.layout = layout;
        parts.forEach(part -> segments.addAll(part.segments));
    }

    /** The same orders on fewer shards: {@code parts.size() / shards} of the parts become one. */
    public static List<OrderIndex> joined(List<OrderIndex> parts, int shards) {
        int each = parts.size() / shards;
        List<OrderIndex> joined = new ArrayList<>();
        for (int from = 0; from < parts.size(); from += each) {
            joined.add(new OrderIndex(parts.getFirst().layout, parts.subList(from, from + each)));
        }
        return joined;
    }

    /**
     * An order.
     *
     * @param number unlike that of any other
     * @param kept whether the filter keeps it
     */
    public record Numbered(long number, List<String> items, boolean kept) {}

    private void add(IndexWriter writer, Numbered order, String state) throws IOException {
        if (layout == Layout.LINES) {
            for (String item : order.items()) {
                Document line = document(order, state);
                BytesRef id = new BytesRef("order-" + order.number() + (state.equals("dead") ? "-dead" : ""));
                line.add(new StringField("order", id, Field.Store.NO));
                line.add(new SortedSetDocValuesField("order", id));
                addItem(line, item);
                writer.addDocument(line);
            }
        } else {
            Document document = document(order, state);
            order.items().forEach(item -> addItem(document, item));
            writer.addDocument(document);
        }
    }

    private static Document document(Numbered order, String state) {
        Document document = new Document();
        document.add(new StringField("state", state, Field.Store.NO));
        document.add(new NumericDocValuesField("kept", order.kept() ? 1 : 0));
        document.add(new NumericDocValuesField("_seq_no", order.number()));
        return document;
    }

    private void addItem(Document document, String item) {
        if (layout == Layout.NUMBERS) {
            document.add(new LongPoint("items", Long.parseLong(item)));
            document.add(new SortedNumericDocValuesField("items", Long.parseLong(item)));
        } else {
            document.add(new SortedSetDocValuesField("items", new BytesRef(item)));
            if (layout != Layout.KEYWORDS_UNINDEXED) {
                document.add(new StringField("items", item, Field.Store.NO));
            }
        }
    }

    /** The orders, those that the filter keeps or all. */
    public Orders orders(boolean filtered) throws IOException {
        return orders(filtered, MemoryAccount.NONE, () -> {});
    }

    /** The same, accounted for and checked. */
    public Orders orders(boolean filtered, MemoryAccount memory, Runnable check) throws IOException {
        List<OrderLeaf> leaves = new ArrayList<>();
        for (LeafReader segment : segments) {
            leaves.add(new OrderLeaf(segment, filtered ? kept(segment) : null));
        }
        Items items = layout == Layout.NUMBERS
                ? NumericItems.open("items", leaves, memory)
                : KeywordItems.open("items", leaves);
        return layout == Layout.LINES
                ? new LineItemOrders(leaves, items, KeywordItems.open("order", leaves), memory, check)
                : new DocumentOrders(leaves, items, SamplingKeys.field("_seq_no"), memory, check);
    }

    private static Bits kept(LeafReader segment) throws IOException {
        FixedBitSet kept = new FixedBitSet(segment.maxDoc());
        Bits live = segment.getLiveDocs();
        NumericDocValues values = segment.getNumericDocValues("kept");
        for (int doc = values.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = values.nextDoc()) {
            if (values.longValue() == 1 && (live == null || live.get(doc))) {
                kept.set(doc);
            }
        }
        return kept;
    }

    /** Shards of orders, each order on one of them. */
    public static List<OrderIndex> shards(
            Layout layout, Collection<Numbered> orders, int shards, double deleted, int flushes, Random random)
            throws IOException {
        List<List<Numbered>> parts = new ArrayList<>();
        for (int s = 0; s < shards; s++) {
            parts.add(new ArrayList<>());
        }
        orders.forEach(order -> parts.get(random.nextInt(shards)).add(order));
        List<OrderIndex> indices = new ArrayList<>();
        for (List<Numbered> part : parts) {
            indices.add(new OrderIndex(layout, part, deleted, flushes, random));
        }
        return indices;
    }

    @Override
    public void close() throws IOException {
        for (Closeable of : open) {
            of.close();
        }
    }
}
