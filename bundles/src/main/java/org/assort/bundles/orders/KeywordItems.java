/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedSetDocValues;

/** Items of a field of sorted set doc values, found by its postings where it is indexed. */
@SuppressWarnings("DoNotCallSuggester") // to be written
public final class KeywordItems {

    private KeywordItems() {}

    /** Global ordinals that somebody keeps already. */
    @FunctionalInterface
    public interface GlobalOrdinals {
        /** The values of a segment, whose ordinals and terms are those of all segments. */
        SortedSetDocValues of(LeafReader reader) throws IOException;
    }

    /** Makes global ordinals where there are several segments, which takes a while: one step for each of their terms. */
    public static Items open(String field, List<OrderLeaf> leaves) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** By global ordinals that are there. */
    public static Items open(String field, List<OrderLeaf> leaves, GlobalOrdinals ordinals) throws IOException {
        throw new UnsupportedOperationException();
    }
}
