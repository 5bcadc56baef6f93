/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.OrdinalMap;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.packed.PackedInts;

/** Items of a field of sorted set doc values, found by its postings where it is indexed. */
public final class KeywordItems implements Items {

    /** Global ordinals that somebody keeps already. */
    @FunctionalInterface
    public interface GlobalOrdinals {
        /**
         * A fresh look at the values of a segment, whose ordinals and terms are those of all segments.
         *
         * @param leaf its index among the leaves
         */
        SortedSetDocValues of(int leaf) throws IOException;
    }

    /** Of an iterator of postings, which decodes a block of them at a time. Measured. */
    private static final long POSTINGS_BYTES = 4_500;

    private final String field;
    private final List<OrderLeaf> leaves;
    private final GlobalOrdinals ordinals;
    private final SortedSetDocValues dictionary;
    private final int size;
    private final boolean indexed;
    /** By segment what finds terms, once it was needed: making one takes longer than finding a term. */
    private final TermsEnum[] found;

    private KeywordItems(String field, List<OrderLeaf> leaves, GlobalOrdinals ordinals) throws IOException {
        this.field = field;
        this.leaves = leaves;
        this.ordinals = ordinals;
        this.dictionary = leaves.isEmpty() ? DocValues.emptySortedSet() : ordinals.of(0);
        this.size = Math.toIntExact(dictionary.getValueCount());
        this.indexed = indexed();
        this.found = new TermsEnum[leaves.size()];
    }

    /**
     * Makes global ordinals where there are several segments, which takes a step for each of their terms.
     *
     * @throws IllegalStateException if the field has doc values of another type
     */
    public static KeywordItems open(String field, List<OrderLeaf> leaves) throws IOException {
        if (leaves.size() == 1) {
            LeafReader reader = leaves.getFirst().reader();
            return new KeywordItems(field, leaves, leaf -> DocValues.getSortedSet(reader, field));
        }
        List<SortedSetDocValues> values = new ArrayList<>();
        for (OrderLeaf leaf : leaves) {
            values.add(DocValues.getSortedSet(leaf.reader(), field));
        }
        OrdinalMap map = OrdinalMap.build(null, values.toArray(new SortedSetDocValues[0]), PackedInts.DEFAULT);
        return new KeywordItems(
                field,
                leaves,
                leaf -> new GlobalValues(DocValues.getSortedSet(leaves.get(leaf).reader(), field), leaf, map, values));
    }

    /** By global ordinals that are there. */
    public static KeywordItems open(String field, List<OrderLeaf> leaves, GlobalOrdinals ordinals) throws IOException {
        return new KeywordItems(field, leaves, ordinals);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String term(int ordinal) throws IOException {
        return dictionary.lookupOrd(ordinal).utf8ToString();
    }

    @Override
    public int ordinal(String term) throws IOException {
        return (int) Math.max(-1, dictionary.lookupTerm(new BytesRef(term)));
    }

    @Override
    public int compare(int one, int other) {
        return Integer.compare(one, other);
    }

    @Override
    public ItemReader reader(int leaf) throws IOException {
        SortedSetDocValues values = ordinals.of(leaf);
        return new ItemReader() {
            @Override
            public int advance(int doc) throws IOException {
                return values.advanceExact(doc) ? values.docValueCount() : 0;
            }

            @Override
            public int next() throws IOException {
                return (int) values.nextOrd();
            }
        };
    }

    @Override
    public DocIdSetIterator documents(int leaf, int ordinal) throws IOException {
        if (!indexed) {
            throw new UnsupportedOperationException("[" + field + "] is not indexed");
        }
        TermsEnum at = find(leaf, dictionary.lookupOrd(ordinal));
        return at == null ? null : at.postings(null, PostingsEnum.NONE);
    }

    @Override
    public long walkBytes(int leaf) {
        return POSTINGS_BYTES;
    }

    @Override
    public long documentCount(int ordinal) throws IOException {
        BytesRef term = BytesRef.deepCopyOf(dictionary.lookupOrd(ordinal));
        long count = 0;
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            TermsEnum at = find(leaf, term);
            count += at == null ? 0 : at.docFreq();
        }
        return count;
    }

    /** Stands at the term in a segment; null where the segment has none. Each segment's is the same one each time. */
    private TermsEnum find(int leaf, BytesRef term) throws IOException {
        if (found[leaf] == null) {
            Terms terms = leaves.get(leaf).reader().terms(field);
            found[leaf] = terms == null ? TermsEnum.EMPTY : terms.iterator();
        }
        return found[leaf].seekExact(term) ? found[leaf] : null;
    }

    /** Whether every segment that has values has postings. */
    @Override
    public boolean indexed() {
        return leaves.stream().allMatch(leaf -> {
            var info = leaf.reader().getFieldInfos().fieldInfo(field);
            return info == null || info.getIndexOptions() != org.apache.lucene.index.IndexOptions.NONE;
        });
    }
}
