/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;

/** Walks documents that are orders, one segment after the other. */
final class DocumentCursor implements PlacedCursor {

    /** How many orders are read between two looks at whether to give up. */
    private static final int CHECKED = 1024;

    private final List<OrderLeaf> leaves;
    private final SegmentDocuments documents;
    private final Items items;
    private final SamplingKeys keys;
    private final double fraction;
    private final Runnable check;

    private int leaf = -1;
    private DocIdSetIterator iterator = DocIdSetIterator.empty();
    private ItemReader reader;
    private NumericDocValues keysOfLeaf;
    private int doc;
    private int walked;
    private final DistinctItems distinct = new DistinctItems();

    DocumentCursor(
            List<OrderLeaf> leaves,
            SegmentDocuments documents,
            Items items,
            SamplingKeys keys,
            double fraction,
            Runnable check) {
        this.leaves = leaves;
        this.documents = documents;
        this.items = items;
        this.keys = keys;
        this.fraction = fraction;
        this.check = check;
    }

    @Override
    public boolean next() throws IOException {
        while (true) {
            doc = iterator.nextDoc();
            if (doc == DocIdSetIterator.NO_MORE_DOCS) {
                if (++leaf == leaves.size()) {
                    leaf--;
                    return false;
                }
                open();
            } else {
                if (++walked % CHECKED == 0) {
                    check.run();
                }
                if (leaves.get(leaf).matches(doc) && (fraction >= 1 || place() < fraction)) {
                    return true;
                }
            }
        }
    }

    private void open() throws IOException {
        DocIdSetIterator next = documents.of(leaf);
        iterator = next == null ? DocIdSetIterator.empty() : next;
        reader = items.reader(leaf);
        keysOfLeaf = keys.of(leaves.get(leaf).reader());
    }

    @Override
    public double place() throws IOException {
        return SamplingKeys.place(keysOfLeaf, doc);
    }

    @Override
    public int read() throws IOException {
        return distinct.read(reader, doc);
    }

    @Override
    public int[] items() {
        return distinct.items();
    }

    @Override
    public void close() {
        // Nothing was gathered.
    }
}
