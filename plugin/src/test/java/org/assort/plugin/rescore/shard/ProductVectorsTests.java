/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.Directory;
import org.apache.lucene.tests.index.RandomIndexWriter;
import org.assort.plugin.AssortPlugin;
import org.assort.plugin.mapper.ProductVectorFieldType;
import org.assort.plugin.mapper.VectorEncoding;
import org.assort.plugin.rescore.choice.Origin;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.DiversifyParser;
import org.assort.plugin.rescore.query.QuerySource;
import org.assort.plugin.rescore.query.Resolution;
import org.assort.rescorer.VectorCodes;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.mapper.MapperService;
import org.opensearch.index.mapper.MapperServiceTestCase;
import org.opensearch.index.mapper.ParseContext;
import org.opensearch.plugins.Plugin;

/** Reading against what the mapper wrote: holes, several segments, merges, a sorted index, hits in any order. */
public class ProductVectorsTests extends MapperServiceTestCase {

    private static final int DIMENSION = 5;

    @Override
    protected Collection<? extends Plugin> getPlugins() {
        return List.of(new AssortPlugin());
    }

    private MapperService mapper(VectorEncoding encoding) throws IOException {
        return createMapperService(fieldMapping(b ->
                b.field("type", "product_vector").field("dimension", DIMENSION).field("encoding", encoding.id())));
    }

    private ParseContext.Document document(MapperService mapper, int product, float[] vector) throws IOException {
        ParseContext.Document document = mapper.documentMapper()
                .parse(source(b -> {
                    if (vector != null) {
                        b.array("field", vector);
                    }
                }))
                .rootDoc();
        document.add(new NumericDocValuesField("product", product));
        return document;
    }

    private static float[] vector() {
        if (rarely()) {
            return new float[DIMENSION];
        }
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random().nextGaussian();
        }
        return vector;
    }

    public void testReadsWhatWasWrittenForRandomWindows() throws IOException {
        for (VectorEncoding encoding : VectorEncoding.values()) {
            for (int round = 0; round < 10; round++) {
                checkRandomIndex(mapper(encoding));
            }
        }
    }

    private void checkRandomIndex(MapperService mapper) throws IOException {
        int count = randomIntBetween(1, 120);
        float[][] written = new float[count][];
        IndexWriterConfig config = newIndexWriterConfig();
        if (randomBoolean()) {
            config.setIndexSort(new Sort(new SortField("product", SortField.Type.INT, true)));
        }
        try (Directory directory = newDirectory()) {
            try (RandomIndexWriter writer = new RandomIndexWriter(random(), directory, config)) {
                for (int product = 0; product < count; product++) {
                    // Runs of documents without a vector are what an iterator jumps over.
                    written[product] = rarely() || product % 7 < 3 ? null : vector();
                    writer.addDocument(document(mapper, product, written[product]));
                }
                if (randomBoolean()) {
                    writer.forceMerge(randomIntBetween(1, 2));
                }
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                check(reader, written);
            }
        }
    }

    private static void check(IndexReader reader, float[][] written) throws IOException {
        List<Integer> documents = new ArrayList<>();
        for (int document = 0; document < reader.maxDoc(); document++) {
            documents.add(document);
        }
        Collections.shuffle(documents, random());
        int size = randomIntBetween(1, documents.size());
        ScoreDoc[] docs = documents.stream().map(doc -> new ScoreDoc(doc, 1)).toArray(ScoreDoc[]::new);
        VectorRows rows = new VectorRows(size);
        new ProductVectors("field").read(new WindowDocs(docs, size, reader.leaves(), () -> {}), rows);
        for (int row = 0; row < size; row++) {
            NumericDocValues products = MultiDocValues.getNumericValues(reader, "product");
            assertTrue(products.advanceExact(docs[row].doc));
            float[] expected = written[(int) products.longValue()];
            byte[] codes = expected == null ? null : VectorCodes.of(expected);
            assertArrayEquals("row " + row, codes, rows.table().codes(row));
            assertEquals((codes == null ? Origin.MISSING : Origin.STORED).code(), rows.origins()[row]);
        }
    }

    private static DiversifyClause clause(String json) throws IOException {
        try (XContentParser parser = JsonXContent.jsonXContent.createParser(
                NamedXContentRegistry.EMPTY, DeprecationHandler.THROW_UNSUPPORTED_OPERATION, json.replace('\'', '"'))) {
            parser.nextToken();
            return DiversifyParser.parse(parser);
        }
    }

    public void testTheModelIsTheFieldsHoweverItWasChosen() throws IOException {
        MapperService mapper = createMapperService(fieldMapping(b ->
                b.field("type", "product_vector").field("dimension", DIMENSION).field("model", "made")));
        ProductVectorFieldType type = (ProductVectorFieldType) mapper.fieldType("field");
        DiversifyClause none = clause("{'vector_field': 'field'}");
        DiversifyClause made = clause("{'vector_field': 'field', 'model': 'made'}");
        DiversifyClause other = clause("{'vector_field': 'field', 'model': 'other'}");
        ProductVectors.checkModel(none, Resolution.NONE, type);
        ProductVectors.checkModel(none, taken("made"), type);
        ProductVectors.checkModel(made, taken("made"), type);
        ProductVectors.checkModel(made, Resolution.NONE, type);
        String refusal = "[model] must be [made], which made the vectors of [vector_field] [field], got ";
        assertEquals(refusal + "[other]", refusal(other, Resolution.NONE, type));
        assertEquals(refusal + "[other]", refusal(other, taken("other"), type));
        assertEquals(refusal + "none, and [only] was taken", refusal(none, taken("only"), type));
        ProductVectorFieldType silent =
                (ProductVectorFieldType) mapper(VectorEncoding.INT8).fieldType("field");
        ProductVectors.checkModel(other, taken("other"), silent);
        ProductVectors.checkModel(none, taken("only"), silent);
    }

    private static Resolution taken(String model) {
        return new Resolution(model, null, 0, QuerySource.NO_TEXT);
    }

    private static String refusal(DiversifyClause clause, Resolution resolution, ProductVectorFieldType type) {
        return expectThrows(IllegalArgumentException.class, () -> ProductVectors.checkModel(clause, resolution, type))
                .getMessage();
    }

    public void testAHiddenFieldHasNoVectors() throws IOException {
        MapperService mapper = mapper(randomFrom(VectorEncoding.values()));
        withLuceneIndex(
                mapper, writer -> writer.addDocument(document(mapper, 0, new float[] {1, 2, 3, 4, 5})), reader -> {
                    LeafReader leaf = reader.leaves().get(0).reader();
                    assertTrue("seen without the wall", read(leaf.getContext()).has(0));
                    assertFalse(
                            "seen behind the wall",
                            read(new Wall(leaf).getContext()).has(0));
                });
    }

    private static VectorRows read(LeafReaderContext leaf) throws IOException {
        VectorRows rows = new VectorRows(1);
        WindowDocs docs = new WindowDocs(new ScoreDoc[] {new ScoreDoc(0, 1)}, 1, List.of(leaf), () -> {});
        new ProductVectors("field").read(docs, rows);
        return rows;
    }

    /** Hides all fields from the list of fields, and nothing else. */
    private static final class Wall extends FilterLeafReader {

        Wall(LeafReader in) {
            super(in);
        }

        @Override
        public FieldInfos getFieldInfos() {
            return FieldInfos.EMPTY;
        }

        @Override
        public CacheHelper getCoreCacheHelper() {
            return in.getCoreCacheHelper();
        }

        @Override
        public CacheHelper getReaderCacheHelper() {
            return in.getReaderCacheHelper();
        }
    }
}
