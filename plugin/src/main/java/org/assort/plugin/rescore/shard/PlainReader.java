/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;

/**
 * Tells whether a segment's reader shows documents as they are stored.
 *
 * <p>A plugin may wrap readers to hide documents or fields from some callers and pass the segment's own cache key through.
 * What is cached by segment and document is shared by all callers, so it may only be used where nothing unknown lies
 * between the caller and the segment.
 */
final class PlainReader {

    /** Wrappers of the server that change no stored field. */
    private static final Set<String> KNOWN = Set.of(
            "org.opensearch.search.internal.ExitableDirectoryReader$ExitableLeafReader",
            "org.opensearch.common.lucene.index.OpenSearchLeafReader",
            "org.opensearch.common.lucene.index.SequentialStoredFieldsLeafReader",
            "org.opensearch.common.lucene.index.DerivedSourceLeafReader",
            "org.apache.lucene.index.SoftDeletesDirectoryReaderWrapper$SoftDeletesFilterLeafReader");

    private PlainReader() {}

    /** Returns the key of the segment's stored fields, or nothing where a wrapper may hide some of them. */
    static Optional<IndexReader.CacheKey> key(LeafReader reader) {
        LeafReader inner = reader;
        while (inner instanceof FilterLeafReader filter) {
            if (KNOWN.contains(filter.getClass().getName()) == false) {
                return Optional.empty();
            }
            inner = filter.getDelegate();
        }
        return Optional.ofNullable(inner.getCoreCacheHelper()).map(IndexReader.CacheHelper::getKey);
    }
}
