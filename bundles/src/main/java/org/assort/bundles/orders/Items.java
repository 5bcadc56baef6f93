/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import org.apache.lucene.search.DocIdSetIterator;

/**
 * The values of a field that names items, or orders, each with one ordinal for all segments of a shard: {@link KeywordItems} or
 * {@link NumericItems}. For one thread.
 */
public interface Items {

    /** More than the greatest ordinal; the greatest int where ordinals are given as items are met. */
    int size();

    /** The item of an ordinal. */
    String term(int ordinal) throws IOException;

    /** The ordinal of an item, −1 where no document has it. */
    int ordinal(String term) throws IOException;

    /** Compares two items as {@link org.assort.bundles.Terms#ORDER} does. */
    int compare(int one, int other) throws IOException;

    /** Reads the items of the documents of a segment. */
    ItemReader reader(int leaf) throws IOException;

    /**
     * The documents of a segment that hold an item, deleted ones and those outside the filter included; null where none does.
     *
     * @throws UnsupportedOperationException if not {@link #indexed}
     */
    DocIdSetIterator documents(int leaf, int ordinal) throws IOException;

    /** About what one of {@link #documents} holds on the heap while it is walked, in bytes. */
    long walkBytes(int leaf);

    /** How many documents of all segments {@link #documents} finds. */
    long documentCount(int ordinal) throws IOException;

    /** Whether documents are found by their items; else all of them must be read. */
    boolean indexed();
}
