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
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
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
    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final DirectoryReader reader;

    /**
     * Writes orders.
     *
     * @param orders with their numbers, which the sample is drawn by; their place in the list is what filters see
     * @param deleted how many orders are written beside each, of its items too, and deleted again
     */
    public OrderIndex(Layout layout, List<Numbered> orders, double deleted, int flushes, Random random)
            throws IOException {
        this.layout = layout;
        IndexWriterConfig config = new IndexWriterConfig();
        config.setMaxBufferedDocs(Math.max(2, orders.size() / flushes + 1));
        config.setRAMBufferSizeMB(IndexWriterConfig.DISABLE_AUTO_FLUSH);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (Numbered order : orders) {
                add(writer, order, "live");
                if (random.nextDouble() < deleted) {
                    add(writer, order, "dead");
                }
            }
            writer.deleteDocuments(new Term("state", "dead"));
        }
        this.reader = DirectoryReader.open(directory);
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
        for (LeafReaderContext leaf : reader.leaves()) {
            leaves.add(new OrderLeaf(leaf.reader(), filtered ? kept(leaf) : null));
        }
        Items items = layout == Layout.NUMBERS
                ? NumericItems.open("items", leaves, memory)
                : KeywordItems.open("items", leaves);
        return layout == Layout.LINES
                ? new LineItemOrders(leaves, items, KeywordItems.open("order", leaves), memory, check)
                : new DocumentOrders(leaves, items, SamplingKeys.field("_seq_no"), check);
    }

    private static Bits kept(LeafReaderContext leaf) throws IOException {
        FixedBitSet kept = new FixedBitSet(leaf.reader().maxDoc());
        Bits live = leaf.reader().getLiveDocs();
        NumericDocValues values = leaf.reader().getNumericDocValues("kept");
        for (int doc = values.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = values.nextDoc()) {
            if (values.longValue() == 1 && (live == null || live.get(doc))) {
                kept.set(doc);
            }
        }
        return kept;
    }

    /** How many segments there are. */
    public int segments() {
        return reader.leaves().size();
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
        reader.close();
        directory.close();
    }
}
