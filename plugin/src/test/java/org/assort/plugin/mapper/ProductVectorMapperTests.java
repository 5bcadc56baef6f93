/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.mapper;

import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.assort.plugin.AssortPlugin;
import org.assort.rescorer.VectorCodes;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.mapper.MapperParsingException;
import org.opensearch.index.mapper.MapperService;
import org.opensearch.index.mapper.MapperTestCase;
import org.opensearch.index.mapper.ParsedDocument;
import org.opensearch.index.mapper.SourceToParse;
import org.opensearch.index.mapper.ValueFetcher;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.index.query.QueryShardException;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.lookup.SourceLookup;

/** The mapping of a {@code product_vector} field, what documents may have in it, and what searches may ask of it. */
public class ProductVectorMapperTests extends MapperTestCase {

    private Settings indexSettings = SETTINGS;

    @Override
    protected Collection<? extends Plugin> getPlugins() {
        return List.of(new AssortPlugin());
    }

    @Override
    protected Settings getIndexSettings() {
        return indexSettings;
    }

    @Override
    protected void minimalMapping(XContentBuilder b) throws IOException {
        b.field("type", "product_vector").field("dimension", 3);
    }

    @Override
    protected void writeFieldValue(XContentBuilder b) throws IOException {
        b.startArray().value(1).value(-0.5).value(0).endArray();
    }

    @Override
    protected void registerParameters(ParameterChecker checker) throws IOException {
        checker.registerConflictCheck(
                "dimension",
                fieldMapping(this::minimalMapping),
                fieldMapping(b -> b.field("type", "product_vector").field("dimension", 4)));
        checker.registerConflictCheck("model", b -> b.field("model", "other"));
        checker.registerConflictCheck("encoding", b -> b.field("encoding", "int8"));
    }

    private MapperService mapper(String encoding) throws IOException {
        return createMapperService(fieldMapping(b -> {
            minimalMapping(b);
            b.field("encoding", encoding);
        }));
    }

    private static SourceToParse document(String json) {
        return new SourceToParse("test", "1", new BytesArray(json.replace('\'', '"')), MediaTypeRegistry.JSON);
    }

    private static ParsedDocument parse(MapperService mapper, String json) {
        return mapper.documentMapper().parse(document(json));
    }

    private static byte[] codes(ParsedDocument parsed) {
        return VectorBytesTests.codes(parsed.rootDoc().getBinaryValue("field"));
    }

    public void testKeepsTheSameCodesInEachEncoding() throws IOException {
        byte[] expected = VectorCodes.of(new float[] {1, -0.25f, 0.1f});
        for (VectorEncoding encoding : VectorEncoding.values()) {
            ParsedDocument parsed = parse(mapper(encoding.id()), "{'field': [1, -0.25, 0.1]}");
            assertArrayEquals(encoding.id(), expected, codes(parsed));
        }
    }

    public void testSaysWhatIsWrongWithAVector() throws IOException {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("[1, 2]", "got [2] values");
        wrong.put("[1, 2, 3, 4]", "got [4] values");
        wrong.put("[]", "got [0] values");
        wrong.put("7", "got [7]");
        wrong.put("'1 2 3'", "got the text [1 2 3]");
        wrong.put("true", "got [true]");
        wrong.put("{'x': [1, 2, 3]}", "got an object");
        wrong.put("[1, '2', 3]", "got the text [2] at [1]");
        wrong.put("[1, null, 3]", "got [null] at [1]");
        wrong.put("[1, true, 3]", "got [true] at [1]");
        wrong.put("[1, 1e39, 3]", "got [1e39] at [1]");
        wrong.put("[[1, 2, 3]]", "got an array at [0]");
        wrong.put("[1, 2, [3]]", "got an array at [2]");
        wrong.put("[1, {'x': 2}, 3]", "got an object at [1]");
        MapperService mapper = mapper(randomFrom(VectorEncoding.values()).id());
        wrong.forEach((value, got) -> {
            MapperParsingException e = expectThrows(
                    MapperParsingException.class, () -> parse(mapper, "{'field': " + value + ", 'after': 1}"));
            assertEquals("[field] must be an array of [3] finite numbers, " + got, e.getMessage());
        });
    }

    // JSON has no such numbers, the binary formats have.
    public void testNumbersThatAreNoneAreRefused() throws IOException {
        MapperService mapper = mapper("float32");
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            XContentBuilder smile = XContentFactory.smileBuilder()
                    .startObject()
                    .array("field", new float[] {1, 2, wrong})
                    .endObject();
            SourceToParse document = new SourceToParse("test", "1", BytesReference.bytes(smile), smile.contentType());
            MapperParsingException e = expectThrows(
                    MapperParsingException.class, () -> mapper.documentMapper().parse(document));
            assertEquals("[field] must be an array of [3] finite numbers, got [" + wrong + "] at [2]", e.getMessage());
        }
    }

    public void testAByteStringIsRefused() throws IOException {
        MapperService mapper = mapper(randomFrom(VectorEncoding.values()).id());
        XContentBuilder cbor = XContentFactory.cborBuilder().startObject();
        boolean within = randomBoolean();
        if (within) {
            cbor.startArray("field").value(1).value(new byte[] {2, 3}).value(3).endArray();
        } else {
            cbor.field("field", new byte[] {1, 2, 3});
        }
        SourceToParse document =
                new SourceToParse("test", "1", BytesReference.bytes(cbor.endObject()), cbor.contentType());
        MapperParsingException e = expectThrows(
                MapperParsingException.class, () -> mapper.documentMapper().parse(document));
        assertEquals(
                "[field] must be an array of [3] finite numbers, got a byte string" + (within ? " at [1]" : ""),
                e.getMessage());
    }

    public void testASecondVectorIsRefused() throws IOException {
        MapperService mapper = createMapperService(mapping(b -> {
            b.startObject("media").startObject("properties").startObject("field");
            minimalMapping(b);
            b.endObject().endObject().endObject();
        }));
        String twice = "{'media': [{'field': [1, 2, 3]}, {'field': [1, 2, 3]}]}";
        MapperParsingException e = expectThrows(MapperParsingException.class, () -> parse(mapper, twice));
        assertEquals("[media.field] must have one vector a document, got a second one", e.getMessage());
        String once = "{'media': [{'field': null}, {'field': [1, 2, 3]}, {}]}";
        assertNotNull(parse(mapper, once).rootDoc().getBinaryValue("media.field"));
    }

    public void testNullIsNoVector() throws IOException {
        ParsedDocument parsed = parse(mapper("int8"), "{'field': null}");
        assertNull(parsed.rootDoc().getField("field"));
    }

    public void testZerosAreKeptAndHaveNoCodes() throws IOException {
        for (VectorEncoding encoding : VectorEncoding.values()) {
            ParsedDocument parsed = parse(mapper(encoding.id()), "{'field': [0, -0.0, 0]}");
            assertNotNull(parsed.rootDoc().getBinaryValue("field"));
            assertNull(codes(parsed));
        }
    }

    public void testMalformedVectorsAreNotedWhereTheIndexPassesThemOver() throws IOException {
        indexSettings = Settings.builder()
                .put(SETTINGS)
                .put("index.mapping.ignore_malformed", true)
                .build();
        MapperService mapper = createMapperService(mapping(b -> {
            b.startObject("field");
            minimalMapping(b);
            b.endObject();
            b.startObject("after").field("type", "keyword").endObject();
        }));
        for (String value : List.of("[1, [2, 4], 3]", "{'x': {'y': 1}}", "[1, 2]", "'a'")) {
            ParsedDocument parsed = parse(mapper, "{'field': " + value + ", 'after': 'still read'}");
            assertNull(parsed.rootDoc().getField("field"));
            assertEquals("field", parsed.rootDoc().get("_ignored"));
            assertNotNull("what follows " + value, parsed.rootDoc().getField("after"));
        }
    }

    public void testSaysWhatIsWrongWithAMapping() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("{}", "[dimension] is needed, a whole number in [1, 4096], got none");
        wrong.put("{'dimension': 0}", "[dimension] must be in [1, 4096], got [0]");
        wrong.put("{'dimension': 4097}", "[dimension] must be in [1, 4096], got [4097]");
        wrong.put("{'dimension': 3.5}", "[dimension] must be a whole number in [1, 4096], got [3.5]");
        wrong.put("{'dimension': 'three'}", "[dimension] must be a whole number in [1, 4096], got [three]");
        wrong.put("{'dimension': 3, 'encoding': 'int4'}", "[encoding] must be one of [float32, int8], got [int4]");
        wrong.put("{'dimension': 3, 'model': 'A B'}", "[model] must be a model's id, which matches");
        wrong.put("{'dimension': 3, 'nope': 1}", "unknown parameter [nope]");
        wrong.put("{'dimension': 3, 'copy_to': 'other'}", "[copy_to] is not allowed, got [other]");
        wrong.put("{'dimension': 3, 'fields': {'raw': {'type': 'keyword'}}}", "[fields] is not allowed, got [raw]");
        wrong.forEach((parameters, what) -> {
            Exception e = expectThrows(
                    Exception.class,
                    () -> createMapperService(fieldMapping(b -> {
                        b.field("type", "product_vector");
                        for (Map.Entry<String, Object> entry : map(parameters).entrySet()) {
                            b.field(entry.getKey(), entry.getValue());
                        }
                    })));
            assertThat(parameters, e.getMessage(), containsString(what));
            assertThat(parameters, e.getMessage(), containsString("field]"));
        });
    }

    private static Map<String, Object> map(String json) {
        return XContentHelper.convertToMap(new BytesArray(json.replace('\'', '"')), false, MediaTypeRegistry.JSON)
                .v2();
    }

    public void testLiesNeitherInNestedObjectsNorBelowAnotherField() {
        Exception nested = expectThrows(
                Exception.class,
                () -> createMapperService(mapping(b -> {
                    b.startObject("parts").field("type", "nested");
                    b.startObject("properties").startObject("field");
                    minimalMapping(b);
                    b.endObject().endObject().endObject();
                })));
        assertThat(nested.getMessage(), containsString("must not lie in a nested object, got [parts]"));
        Exception below = expectThrows(
                Exception.class,
                () -> createMapperService(fieldMapping(b -> {
                    b.field("type", "keyword").startObject("fields").startObject("vector");
                    minimalMapping(b);
                    b.endObject().endObject();
                })));
        assertThat(below.getMessage(), containsString("[vector] of type [product_vector] must be a field of its own"));
    }

    public void testNamesItsModelInFieldCapabilitiesAndNotInTheMappingsMeta() throws IOException {
        MapperService mapper = createMapperService(fieldMapping(b -> {
            minimalMapping(b);
            b.field("model", "mini-lm").field("meta", Map.of("unit", "none"));
        }));
        ProductVectorFieldType type = (ProductVectorFieldType) mapper.fieldType("field");
        assertEquals("mini-lm", type.model());
        assertEquals(3, type.dimension());
        assertEquals(Map.of("unit", "none", "model", "mini-lm"), type.meta());
        merge(mapper, fieldMapping(b -> {
            minimalMapping(b);
            b.field("model", "mini-lm");
        }));
        assertEquals(Map.of("model", "mini-lm"), mapper.fieldType("field").meta());
        assertFalse(mapper.documentMapper().mappingSource().string().contains("meta"));
    }

    public void testIsNeitherSearchedNorSortedNorAggregated() throws IOException {
        MapperService mapper = mapper("float32");
        MappedFieldType type = mapper.fieldType("field");
        QueryShardContext context = createQueryShardContext(mapper);
        assertFalse(type.isSearchable());
        assertFalse(type.isAggregatable());
        String can = "Field [field] of type [product_vector] can be read by [diversify] and asked for by [exists]";
        QueryShardException term = expectThrows(QueryShardException.class, () -> type.termQuery("1", context));
        assertThat(term.getMessage(), containsString(can));
        IllegalArgumentException data =
                expectThrows(IllegalArgumentException.class, () -> type.fielddataBuilder("test", () -> null));
        assertThat(data.getMessage(), containsString(can));
        Exception range =
                expectThrows(Exception.class, () -> type.rangeQuery(1, 2, true, true, null, null, null, context));
        assertThat(range.getMessage(), containsString("Field [field] of type [product_vector]"));
        Exception format = expectThrows(IllegalArgumentException.class, () -> type.valueFetcher(context, null, "hex"));
        assertThat(format.getMessage(), containsString("got [hex]"));
        // So a highlighter asks, which does not say in which segment.
        ValueFetcher unplaced = type.valueFetcher(context, null, null);
        Exception highlight =
                expectThrows(IllegalArgumentException.class, () -> unplaced.fetchValues(new SourceLookup()));
        assertThat(highlight.getMessage(), containsString(can));
    }

    public void testSourceIsDerivedAndFieldsAreFetchedFromDocValues() throws IOException {
        for (VectorEncoding encoding : VectorEncoding.values()) {
            MapperService mapper = mapper(encoding.id());
            mapper.documentMapper().mapping().root().getMapper("field").canDeriveSource();
            float[] vector = {randomFloat() + 1, -randomFloat(), randomFloat() / 1000};
            withLuceneIndex(
                    mapper,
                    writer -> {
                        writer.addDocument(parse(mapper, "{}").rootDoc());
                        writer.addDocument(mapper.documentMapper()
                                .parse(source(b -> b.array("field", vector)))
                                .rootDoc());
                        writer.forceMerge(1);
                    },
                    reader -> check(mapper, encoding, vector, reader.leaves().get(0)));
        }
    }

    private void check(MapperService mapper, VectorEncoding encoding, float[] vector, LeafReaderContext leaf)
            throws IOException {
        assertEquals("{}", derived(mapper, leaf, 0));
        String derived = derived(mapper, leaf, 1);
        List<Object> fetched = fetched(mapper, leaf, 1);
        assertEquals(List.of(), fetched(mapper, leaf, 0));
        assertEquals(3, fetched.size());
        if (encoding == VectorEncoding.FLOAT32) {
            assertEquals(List.of(vector[0], vector[1], vector[2]), fetched);
        }
        assertEquals("{\"field\":" + fetched.toString().replace(" ", "") + "}", derived);
        assertArrayEquals("indexed anew", VectorCodes.of(vector), codes(parse(mapper, derived)));
    }

    private static String derived(MapperService mapper, LeafReaderContext leaf, int document) throws IOException {
        XContentBuilder builder = XContentFactory.jsonBuilder().startObject();
        mapper.documentMapper().mapping().root().getMapper("field").deriveSource(builder, leaf.reader(), document);
        return BytesReference.bytes(builder.endObject()).utf8ToString();
    }

    private List<Object> fetched(MapperService mapper, LeafReaderContext leaf, int document) throws IOException {
        ValueFetcher fetcher = mapper.fieldType("field").valueFetcher(createQueryShardContext(mapper), null, null);
        fetcher.setNextReader(leaf);
        SourceLookup lookup = new SourceLookup();
        lookup.setSegmentAndDocument(leaf, document);
        return fetcher.fetchValues(lookup);
    }
}
