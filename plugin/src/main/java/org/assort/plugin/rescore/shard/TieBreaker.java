/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.assort.plugin.rescore.choice.TieKeys;

/**
 * Reads the field that orders products of equal first-pass score: a number or a keyword, of several values the least. Where
 * the reader shows no such field, because no document of the segment has it or because the caller may not see it, there is no
 * value.
 */
final class TieBreaker {

    private final String field;

    /**
     * @param field its own name, not an alias
     */
    TieBreaker(String field) {
        this.field = field;
    }

    /** Reads the values of a window. */
    TieKeys read(WindowDocs docs) throws IOException {
        TieKeys keys = new TieKeys(docs.size());
        docs.forEach(leaf -> reader(leaf, keys));
        return keys;
    }

    private WindowDocs.Leaf reader(LeafReaderContext context, TieKeys keys) throws IOException {
        LeafReader reader = context.reader();
        FieldInfo info = reader.getFieldInfos().fieldInfo(field);
        DocValuesType type = info == null ? DocValuesType.NONE : info.getDocValuesType();
        return switch (type) {
            case NUMERIC, SORTED_NUMERIC -> numbers(DocValues.getSortedNumeric(reader, field), keys);
            case SORTED, SORTED_SET -> keywords(DocValues.getSortedSet(reader, field), keys);
            // Nothing that orders; of a type that was checked, so it is only absent here.
            case NONE, BINARY -> (row, document) -> {};
        };
    }

    private static WindowDocs.Leaf numbers(SortedNumericDocValues values, TieKeys keys) {
        return (row, document) -> {
            if (values.advanceExact(document)) {
                keys.number(row, values.nextValue());
            }
        };
    }

    private static WindowDocs.Leaf keywords(SortedSetDocValues values, TieKeys keys) {
        return (row, document) -> {
            if (values.advanceExact(document)) {
                keys.keyword(row, values.lookupOrd(values.nextOrd()));
            }
        };
    }
}
