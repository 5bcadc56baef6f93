/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.util.Objects;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;

/**
 * A segment, and which of its documents count.
 *
 * @param reader as the caller may see it: what is hidden from the caller must be hidden by it
 * @param matching {@code maxDoc} bits, deleted documents excluded; null for every document that is not deleted
 */
public record OrderLeaf(LeafReader reader, Bits matching) {

    /** Takes the live documents where nothing else is said; null remains where none is deleted. */
    public OrderLeaf {
        Objects.requireNonNull(reader, "reader");
        matching = matching == null ? reader.getLiveDocs() : matching;
    }

    /** Whether a document counts. */
    boolean matches(int doc) {
        return matching == null || matching.get(doc);
    }

    /** No less than the documents that count. */
    DocIdSetIterator candidates() {
        return matching instanceof BitSet bits
                ? new BitSetIterator(bits, bits.approximateCardinality())
                : DocIdSetIterator.all(reader.maxDoc());
    }

    /** How many documents count. */
    long count() {
        if (matching == null) {
            return reader.maxDoc();
        }
        if (matching.equals(reader.getLiveDocs())) {
            return reader.numDocs();
        }
        if (matching instanceof BitSet bits) {
            return bits.cardinality();
        }
        long count = 0;
        for (int doc = 0; doc < matching.length(); doc++) {
            count += matching.get(doc) ? 1 : 0;
        }
        return count;
    }
}
