/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.OrdinalMap;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.LongValues;

/** The values of one segment by the ordinals of all of them. */
final class GlobalValues extends SortedSetDocValues {

    private final SortedSetDocValues values;
    private final LongValues globalOrdinals;
    private final OrdinalMap map;
    private final List<SortedSetDocValues> dictionaries;

    /**
     * @param values of the segment
     * @param leaf its index
     * @param dictionaries of all segments, only looked up in
     */
    GlobalValues(SortedSetDocValues values, int leaf, OrdinalMap map, List<SortedSetDocValues> dictionaries) {
        this.values = values;
        this.globalOrdinals = map.getGlobalOrds(leaf);
        this.map = map;
        this.dictionaries = dictionaries;
    }

    @Override
    public long nextOrd() throws IOException {
        return globalOrdinals.get(values.nextOrd());
    }

    @Override
    public int docValueCount() {
        return values.docValueCount();
    }

    @Override
    public BytesRef lookupOrd(long ordinal) throws IOException {
        int segment = map.getFirstSegmentNumber(ordinal);
        return dictionaries.get(segment).lookupOrd(map.getFirstSegmentOrd(ordinal));
    }

    @Override
    public long getValueCount() {
        return map.getValueCount();
    }

    @Override
    public boolean advanceExact(int target) throws IOException {
        return values.advanceExact(target);
    }

    @Override
    public int docID() {
        return values.docID();
    }

    @Override
    public int nextDoc() throws IOException {
        return values.nextDoc();
    }

    @Override
    public int advance(int target) throws IOException {
        return values.advance(target);
    }

    @Override
    public long cost() {
        return values.cost();
    }
}
