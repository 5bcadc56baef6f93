/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.mapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Query;
import org.opensearch.common.Nullable;
import org.opensearch.index.fielddata.IndexFieldData;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.mapper.TextSearchInfo;
import org.opensearch.index.mapper.ValueFetcher;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.index.query.QueryShardException;
import org.opensearch.search.DocValueFormat;
import org.opensearch.search.lookup.SearchLookup;
import org.opensearch.search.lookup.SourceLookup;

/** A {@code product_vector} field as a search knows it: whether a document has a vector can be asked, and nothing else. */
public final class ProductVectorFieldType extends MappedFieldType {

    /** Name of the type in a mapping. */
    public static final String TYPE = "product_vector";

    private final int dimension;
    private final String model;

    ProductVectorFieldType(String name, int dimension, @Nullable String model, Map<String, String> meta) {
        super(name, false, false, true, TextSearchInfo.NONE, withModel(meta, model));
        this.dimension = dimension;
        this.model = model;
    }

    // Field capabilities show it, over all indices at once.
    private static Map<String, String> withModel(Map<String, String> meta, String model) {
        if (model == null) {
            return meta;
        }
        Map<String, String> all = new HashMap<>(meta);
        all.put("model", model);
        return Map.copyOf(all);
    }

    /** Returns the number of components of each vector. */
    public int dimension() {
        return dimension;
    }

    /** Returns the id of the model that made the vectors, or null where the mapping does not say. */
    @Nullable
    public String model() {
        return model;
    }

    @Override
    public String typeName() {
        return TYPE;
    }

    @Override
    public Query termQuery(Object value, QueryShardContext context) {
        throw new QueryShardException(context, refusal("searched for"));
    }

    @Override
    public IndexFieldData.Builder fielddataBuilder(String index, Supplier<SearchLookup> lookup) {
        throw new IllegalArgumentException(
                refusal("sorted by, aggregated on, used in a script or asked for as a doc value")
                        + "; [fields] gives its vectors");
    }

    private String refusal(String use) {
        return "Field [" + name() + "] of type [" + TYPE
                + "] can be read by [diversify] and asked for by [exists], and cannot be " + use;
    }

    @Override
    public DocValueFormat docValueFormat(@Nullable String format, ZoneId timeZone) {
        throw new IllegalArgumentException(refusal("formatted"));
    }

    /** Gives the vectors of doc values: they are there where {@code _source} leaves them out. */
    @Override
    public ValueFetcher valueFetcher(QueryShardContext context, SearchLookup lookup, @Nullable String format) {
        if (format != null) {
            throw new IllegalArgumentException(
                    "Field [" + name() + "] of type [" + TYPE + "] has no formats, got [" + format + "]");
        }
        return new Fetcher();
    }

    private final class Fetcher implements ValueFetcher {

        private LeafReader segment;

        @Override
        public void setNextReader(LeafReaderContext context) {
            segment = context.reader();
        }

        @Override
        public List<Object> fetchValues(SourceLookup lookup) {
            if (segment == null) {
                // Highlighters alone ask without one, since they take what they mark from the source.
                throw new IllegalArgumentException(refusal("highlighted"));
            }
            try {
                // Opened for each document: nobody promises in which order they come.
                float[] vector = VectorReader.of(segment, name()).vector(lookup.docId());
                List<Object> values = new ArrayList<>();
                for (int i = 0; vector != null && i < vector.length; i++) {
                    values.add(vector[i]);
                }
                return values;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
