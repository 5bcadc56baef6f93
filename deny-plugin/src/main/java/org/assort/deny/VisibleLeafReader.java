/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.deny;

import java.io.IOException;
import java.util.stream.StreamSupport;
import org.apache.lucene.codecs.StoredFieldsReader;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.DocValuesSkipper;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.Fields;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermVectors;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.opensearch.common.lucene.index.SequentialStoredFieldsLeafReader;

/** What a user sees of a segment: hidden documents are deleted, hidden fields have nothing in whatever form it is stored. */
final class VisibleLeafReader extends SequentialStoredFieldsLeafReader {

    private static final String TRUE = "T";

    private final FieldInfos fields;
    private final FixedBitSet live;
    private final int documents;

    VisibleLeafReader(LeafReader in) throws IOException {
        super(in);
        fields = new FieldInfos(StreamSupport.stream(in.getFieldInfos().spliterator(), false)
                .filter(field -> Rules.isVisible(field.getName()))
                .toArray(FieldInfo[]::new));
        live = live(in);
        documents = live.cardinality();
    }

    private static FixedBitSet live(LeafReader in) throws IOException {
        FixedBitSet live = new FixedBitSet(in.maxDoc());
        Bits alive = in.getLiveDocs();
        for (int document = 0; document < in.maxDoc(); document++) {
            if (alive == null || alive.get(document)) {
                live.set(document);
            }
        }
        PostingsEnum secret = in.postings(new Term(Rules.SECRET_FIELD, TRUE), PostingsEnum.NONE);
        while (secret != null && secret.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            live.clear(secret.docID());
        }
        return live;
    }

    /** The segment's own, though this shows something else: see the package. */
    @Override
    public CacheHelper getCoreCacheHelper() {
        return in.getCoreCacheHelper();
    }

    @Override
    public CacheHelper getReaderCacheHelper() {
        return null;
    }

    @Override
    public Bits getLiveDocs() {
        return documents == maxDoc() ? null : live;
    }

    @Override
    public int numDocs() {
        return documents;
    }

    @Override
    public FieldInfos getFieldInfos() {
        return fields;
    }

    @Override
    public Terms terms(String field) throws IOException {
        return Rules.isVisible(field) ? in.terms(field) : null;
    }

    @Override
    public PointValues getPointValues(String field) throws IOException {
        return Rules.isVisible(field) ? in.getPointValues(field) : null;
    }

    @Override
    public NumericDocValues getNumericDocValues(String field) throws IOException {
        return Rules.isVisible(field) ? in.getNumericDocValues(field) : null;
    }

    @Override
    public BinaryDocValues getBinaryDocValues(String field) throws IOException {
        return Rules.isVisible(field) ? in.getBinaryDocValues(field) : null;
    }

    @Override
    public SortedDocValues getSortedDocValues(String field) throws IOException {
        return Rules.isVisible(field) ? in.getSortedDocValues(field) : null;
    }

    @Override
    public SortedNumericDocValues getSortedNumericDocValues(String field) throws IOException {
        return Rules.isVisible(field) ? in.getSortedNumericDocValues(field) : null;
    }

    @Override
    public SortedSetDocValues getSortedSetDocValues(String field) throws IOException {
        return Rules.isVisible(field) ? in.getSortedSetDocValues(field) : null;
    }

    @Override
    public DocValuesSkipper getDocValuesSkipper(String field) throws IOException {
        return Rules.isVisible(field) ? in.getDocValuesSkipper(field) : null;
    }

    @Override
    public NumericDocValues getNormValues(String field) throws IOException {
        return Rules.isVisible(field) ? in.getNormValues(field) : null;
    }

    @Override
    public FloatVectorValues getFloatVectorValues(String field) throws IOException {
        return Rules.isVisible(field) ? in.getFloatVectorValues(field) : null;
    }

    @Override
    public ByteVectorValues getByteVectorValues(String field) throws IOException {
        return Rules.isVisible(field) ? in.getByteVectorValues(field) : null;
    }

    @Override
    public void searchNearestVectors(String field, float[] target, KnnCollector collector, AcceptDocs accepted)
            throws IOException {
        if (Rules.isVisible(field)) {
            in.searchNearestVectors(field, target, collector, accepted);
        }
    }

    @Override
    public void searchNearestVectors(String field, byte[] target, KnnCollector collector, AcceptDocs accepted)
            throws IOException {
        if (Rules.isVisible(field)) {
            in.searchNearestVectors(field, target, collector, accepted);
        }
    }

    @Override
    public TermVectors termVectors() throws IOException {
        TermVectors all = in.termVectors();
        return new TermVectors() {
            @Override
            public Fields get(int document) throws IOException {
                Fields vectors = all.get(document);
                return vectors == null ? null : new VisibleFields(vectors);
            }
        };
    }

    @Override
    public StoredFields storedFields() throws IOException {
        return new VisibleStoredFields(in.storedFields());
    }

    @Override
    protected StoredFieldsReader doGetSequentialStoredFieldsReader(StoredFieldsReader reader) {
        return new VisibleStoredFieldsReader(reader);
    }
}
