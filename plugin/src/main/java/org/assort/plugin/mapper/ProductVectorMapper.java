/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.mapper;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.index.LeafReader;
import org.assort.model.ModelManifest;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.mapper.FieldMapper;
import org.opensearch.index.mapper.MapperParsingException;
import org.opensearch.index.mapper.MappingLookup;
import org.opensearch.index.mapper.ParametrizedFieldMapper;
import org.opensearch.index.mapper.ParseContext;
import org.opensearch.index.mapper.TypeParsers;

/**
 * Maps a {@code product_vector} field: one vector a document, in doc values alone. No graph is built: {@code diversify} reads
 * the vectors of products that a query has found.
 */
public final class ProductVectorMapper extends ParametrizedFieldMapper {

    /** The most components: what a model may have. */
    static final int MAX_DIMENSION = 4096;

    /** Reads a field of this type from a mapping. */
    public static final TypeParser PARSER = new TypeParser((name, context) -> {
        if (context.isWithinMultiField()) {
            throw new MapperParsingException("[" + name + "] of type [" + ProductVectorFieldType.TYPE
                    + "] must be a field of its own, got a sub-field under [fields]");
        }
        return new Builder(name);
    });

    private final Map<String, String> meta;
    private final VectorEncoding encoding;

    private ProductVectorMapper(
            String simpleName,
            ProductVectorFieldType type,
            Map<String, String> meta,
            VectorEncoding encoding,
            MultiFields noMultiFields,
            CopyTo noCopyTo) {
        super(simpleName, type, noMultiFields, noCopyTo);
        this.meta = meta;
        this.encoding = encoding;
    }

    /** The parameters of a field in a mapping. */
    private static final class Builder extends ParametrizedFieldMapper.Builder {

        private final Parameter<Integer> dimension = new Parameter<>(
                        "dimension",
                        false,
                        () -> null,
                        (n, c, node) -> dimension(n, node),
                        in -> of(in).fieldType().dimension())
                .alwaysSerialize()
                .setValidator(this::checkDimension);
        private final Parameter<String> model = new Parameter<>(
                        "model",
                        false,
                        () -> null,
                        (n, c, node) -> model(n, node),
                        in -> of(in).fieldType().model())
                .acceptsNull();
        private final Parameter<VectorEncoding> encoding = new Parameter<>(
                        "encoding",
                        false,
                        () -> VectorEncoding.FLOAT32,
                        (n, c, node) -> encoding(n, node),
                        in -> of(in).encoding)
                .setSerializer((builder, n, value) -> builder.field(n, value.id()), VectorEncoding::id);
        // Not the type's own meta, which names the model too.
        private final Parameter<Map<String, String>> meta = new Parameter<>(
                "meta", true, Map::of, (n, c, node) -> TypeParsers.parseMeta(n, node), in -> of(in).meta);

        Builder(String name) {
            super(name);
        }

        private static ProductVectorMapper of(FieldMapper mapper) {
            return (ProductVectorMapper) mapper;
        }

        private static Integer dimension(String field, Object node) {
            if (node instanceof Integer number) {
                return number;
            }
            throw wrong(field, "[dimension] must be a whole number in [1, " + MAX_DIMENSION + "], got [" + node + "]");
        }

        private void checkDimension(Integer value) {
            if (value == null) {
                throw wrong(name(), "[dimension] is needed, a whole number in [1, " + MAX_DIMENSION + "], got none");
            }
            if (value < 1 || value > MAX_DIMENSION) {
                throw wrong(name(), "[dimension] must be in [1, " + MAX_DIMENSION + "], got [" + value + "]");
            }
        }

        private static String model(String field, Object node) {
            if (node == null
                    || (node instanceof String id
                            && ModelManifest.ID.matcher(id).matches())) {
                return (String) node;
            }
            throw wrong(
                    field,
                    "[model] must be a model's id, which matches [" + ModelManifest.ID + "], got [" + node + "]");
        }

        private static VectorEncoding encoding(String field, Object node) {
            try {
                return VectorEncoding.of(node);
            } catch (IllegalArgumentException e) {
                throw wrong(field, e.getMessage());
            }
        }

        private static MapperParsingException wrong(String field, String what) {
            return new MapperParsingException("[" + field + "] of type [" + ProductVectorFieldType.TYPE + "]: " + what);
        }

        @Override
        protected List<Parameter<?>> getParameters() {
            return List.of(dimension, model, encoding, meta);
        }

        @Override
        public ProductVectorMapper build(BuilderContext context) {
            CopyTo copies = copyTo.build();
            if (copies.copyToFields().isEmpty() == false) {
                throw wrong(name(), "[copy_to] is not allowed, got " + copies.copyToFields());
            }
            if (multiFieldsBuilder.getMapperBuilders().isEmpty() == false) {
                throw wrong(
                        name(),
                        "[fields] is not allowed, got "
                                + multiFieldsBuilder.getMapperBuilders().keySet());
            }
            return new ProductVectorMapper(
                    name,
                    new ProductVectorFieldType(
                            buildFullName(context), dimension.getValue(), model.getValue(), meta.getValue()),
                    meta.getValue(),
                    encoding.getValue(),
                    multiFieldsBuilder.build(this, context),
                    copies);
        }
    }

    @Override
    public ProductVectorFieldType fieldType() {
        return (ProductVectorFieldType) super.fieldType();
    }

    @Override
    public ParametrizedFieldMapper.Builder getMergeBuilder() {
        return new Builder(simpleName()).init(this);
    }

    @Override
    protected String contentType() {
        return ProductVectorFieldType.TYPE;
    }

    /** Nested objects are documents of their own, whose vectors no hit would have. */
    @Override
    protected void doValidate(MappingLookup mappers) {
        String nested = mappers.getNestedScope(name());
        if (nested != null) {
            throw Builder.wrong(name(), "must not lie in a nested object, got [" + nested + "]");
        }
    }

    @Override
    public boolean parsesArrayValue() {
        return true;
    }

    /**
     * Reads a document's vector. What is wrong with it is said in one sentence, or passed over and noted in {@code _ignored}
     * where {@code index.mapping.ignore_malformed} is true.
     */
    @Override
    public void parse(ParseContext context) throws IOException {
        try {
            parseCreateField(context);
        } catch (IllegalArgumentException e) {
            if (IGNORE_MALFORMED_SETTING.get(context.indexSettings().getSettings())) {
                context.addIgnoredField(name());
            } else {
                throw new MapperParsingException(e.getMessage());
            }
        }
    }

    @Override
    protected void parseCreateField(ParseContext context) throws IOException {
        float[] vector = new VectorInput(name(), fieldType().dimension()).read(context.parser());
        if (vector == null) {
            return;
        }
        if (context.doc().getByKey(name()) != null) {
            throw new IllegalArgumentException("[" + name() + "] must have one vector a document, got a second one");
        }
        context.doc().addWithKey(name(), new BinaryDocValuesField(name(), VectorBytes.of(vector, encoding)));
    }

    /** Does nothing: the doc values are all that is needed. */
    @Override
    public void canDeriveSource() {}

    @Override
    public void deriveSource(XContentBuilder builder, LeafReader segment, int document) throws IOException {
        float[] vector = VectorReader.of(segment, name()).vector(document);
        if (vector != null) {
            builder.array(simpleName(), vector);
        }
    }
}
