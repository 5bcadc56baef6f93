/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.tests.index.RandomIndexWriter;
import org.apache.lucene.util.BytesRef;
import org.assort.plugin.rescore.choice.Origin;
import org.assort.rescorer.VectorCodes;
import org.opensearch.test.OpenSearchTestCase;

/** Reading against what was written: holes, several segments, hits in any order, all storage forms. */
public class StoredVectorsTests extends OpenSearchTestCase {

    private static final int DIMENSION = 3;

    private enum Form {
        FLOATS,
        BYTES,
        BINARY,
        BYTE_DOC_VALUES
    }

    public void testReadsWhatWasWrittenForRandomWindows() throws IOException {
        for (Form form : Form.values()) {
            for (int round = 0; round < 10; round++) {
                checkRandomIndex(form);
            }
        }
    }

    private void checkRandomIndex(Form form) throws IOException {
        int count = randomIntBetween(1, 120);
        byte[][] written = new byte[count][];
        try (Directory directory = newDirectory()) {
            try (RandomIndexWriter writer = new RandomIndexWriter(random(), directory)) {
                for (int product = 0; product < count; product++) {
                    // Runs of documents without a vector are what an iterator jumps over.
                    written[product] = rarely() || product % 7 < 3 ? null : vector();
                    writer.addDocument(document(product, written[product], form));
                }
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                check(reader, written, form);
            }
        }
    }

    public void testBitsAreRefused() throws IOException {
        for (boolean indexed : new boolean[] {true, false}) {
            try (Directory directory = newDirectory()) {
                try (RandomIndexWriter writer = new RandomIndexWriter(random(), directory)) {
                    Document document = new Document();
                    byte[] bits = {3, 5};
                    document.add(
                            indexed
                                    ? new KnnByteVectorField("v", bits)
                                    : new BinaryDocValuesField("v", new BytesRef(bits)));
                    writer.addDocument(document);
                }
                try (DirectoryReader reader = DirectoryReader.open(directory)) {
                    WindowDocs docs = new WindowDocs(new ScoreDoc[] {new ScoreDoc(0, 1)}, 1, reader.leaves(), () -> {});
                    StoredVectors vectors = new StoredVectors("v", () -> 16);
                    IllegalArgumentException e =
                            expectThrows(IllegalArgumentException.class, () -> vectors.read(docs, new VectorRows(1)));
                    assertTrue(e.getMessage(), e.getMessage().contains("[binary]"));
                }
            }
        }
    }

    private void check(DirectoryReader reader, byte[][] written, Form form) throws IOException {
        List<Integer> documents = new ArrayList<>();
        for (int document = 0; document < reader.maxDoc(); document++) {
            documents.add(document);
        }
        Collections.shuffle(documents, random());
        int size = randomIntBetween(1, documents.size());
        ScoreDoc[] docs = documents.stream().map(doc -> new ScoreDoc(doc, 1)).toArray(ScoreDoc[]::new);
        VectorRows rows = new VectorRows(size);
        new StoredVectors("v", () -> DIMENSION).read(new WindowDocs(docs, size, reader.leaves(), () -> {}), rows);
        for (int row = 0; row < size; row++) {
            byte[] expected = written[product(reader, docs[row].doc)];
            boolean bytes = form == Form.BYTES || form == Form.BYTE_DOC_VALUES;
            byte[] codes = expected == null || bytes ? expected : VectorCodes.of(floats(expected));
            assertArrayEquals("row " + row, codes, rows.table().codes(row));
            assertEquals((codes == null ? Origin.MISSING : Origin.STORED).code(), rows.origins()[row]);
        }
    }

    private static int product(DirectoryReader reader, int document) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            int local = document - leaf.docBase;
            if (local >= 0 && local < leaf.reader().maxDoc()) {
                NumericDocValues ids = leaf.reader().getNumericDocValues("product");
                assertTrue(ids.advanceExact(local));
                return (int) ids.longValue();
            }
        }
        throw new AssertionError("no segment has document " + document);
    }

    private static byte[] vector() {
        byte[] vector = new byte[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (byte) randomIntBetween(1, 100);
        }
        return vector;
    }

    private static float[] floats(byte[] codes) {
        if (codes == null) {
            return null;
        }
        float[] vector = new float[codes.length];
        for (int i = 0; i < codes.length; i++) {
            vector[i] = codes[i];
        }
        return vector;
    }

    private static Document document(int product, byte[] vector, Form form) {
        Document document = new Document();
        document.add(new NumericDocValuesField("product", product));
        if (vector == null) {
            return document;
        }
        switch (form) {
            case FLOATS -> document.add(new KnnFloatVectorField("v", floats(vector)));
            case BYTES -> document.add(new KnnByteVectorField("v", vector));
            case BINARY -> {
                ByteBuffer bytes = ByteBuffer.allocate(DIMENSION * Float.BYTES);
                bytes.asFloatBuffer().put(floats(vector));
                document.add(new BinaryDocValuesField("v", new BytesRef(bytes.array())));
            }
            case BYTE_DOC_VALUES -> document.add(new BinaryDocValuesField("v", new BytesRef(vector)));
        }
        return document;
    }
}
