/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;

/** Walks lines that match and name an order, one segment after the other. */
final class LineCursor {

    private static final int CHECKED = 4096;

    private final List<OrderLeaf> leaves;
    private final SegmentDocuments documents;
    private final Items items;
    private final Items orderIds;
    private final Runnable check;

    private int leaf = -1;
    private DocIdSetIterator iterator = DocIdSetIterator.empty();
    private ItemReader itemReader;
    private ItemReader orderReader;
    private int order;
    private int walked;

    LineCursor(List<OrderLeaf> leaves, SegmentDocuments documents, Items items, Items orderIds, Runnable check) {
        this.leaves = leaves;
        this.documents = documents;
        this.items = items;
        this.orderIds = orderIds;
        this.check = check;
    }

    /** Goes to the next line. */
    boolean next() throws IOException {
        while (true) {
            int doc = iterator.nextDoc();
            if (doc == DocIdSetIterator.NO_MORE_DOCS) {
                if (++leaf == leaves.size()) {
                    leaf--;
                    return false;
                }
                DocIdSetIterator next = documents.of(leaf);
                iterator = next == null ? DocIdSetIterator.empty() : next;
                itemReader = items.reader(leaf);
                orderReader = orderIds.reader(leaf);
            } else {
                if (++walked % CHECKED == 0) {
                    check.run();
                }
                if (leaves.get(leaf).matches(doc) && orderReader.advance(doc) > 0) {
                    order = orderReader.next();
                    return true;
                }
            }
        }
    }

    /** Index of the line's segment. */
    int leaf() {
        return leaf;
    }

    /** The line's document. */
    int doc() {
        return iterator.docID();
    }

    /** Ordinal of the order that the line names. */
    int order() {
        return order;
    }

    /** How many items the line has, one as a rule. */
    int items() throws IOException {
        return itemReader.advance(iterator.docID());
    }

    /** The next of them. */
    int item() throws IOException {
        return itemReader.next();
    }
}
