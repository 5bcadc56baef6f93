/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.DoubleValuesSource;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.assort.plugin.mapper.ProductVectorFieldType;
import org.assort.plugin.rescore.choice.Origin;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.query.QueryShardContext;

/** The cosine between a vector and that of each document, from int8 codes as everywhere; none where a document has no vector. */
public final class VectorLikeness extends DoubleValuesSource {

    private static final int DOCUMENT = 0;
    private static final int GIVEN = 1;

    private final String field;
    private final boolean ours;
    private final byte[] codes;
    private final IntSupplier mappedDimension;

    private VectorLikeness(String field, boolean ours, byte[] codes, IntSupplier mappedDimension) {
        this.field = field;
        this.ours = ours;
        this.codes = codes;
        this.mappedDimension = mappedDimension;
    }

    /**
     * To the vectors of a field.
     *
     * @param parameter of the clause that names the field
     * @param codes {@code byte[d]} of the vector, not all 0
     * @throws IllegalArgumentException (400) when the field is none that holds vectors
     */
    public static VectorLikeness of(String parameter, String field, byte[] codes, QueryShardContext context) {
        StoredVectors.checkField(parameter, field, context);
        MappedFieldType type = context.fieldMapper(field);
        return new VectorLikeness(
                type.name(),
                type instanceof ProductVectorFieldType,
                codes,
                () -> MappedDimension.of(type.name(), context));
    }

    @Override
    public DoubleValues getValues(LeafReaderContext leaf, DoubleValues scores) throws IOException {
        VectorRows rows = new VectorRows(2);
        rows.set(GIVEN, new BytesRef(codes), Origin.STORED);
        WindowDocs.Leaf reader = reader(leaf, rows);
        return new DoubleValues() {
            @Override
            public boolean advanceExact(int doc) throws IOException {
                rows.clear(DOCUMENT);
                reader.read(DOCUMENT, doc);
                return rows.has(DOCUMENT);
            }

            @Override
            public double doubleValue() {
                return rows.table().cosine(DOCUMENT, GIVEN);
            }
        };
    }

    private WindowDocs.Leaf reader(LeafReaderContext leaf, VectorRows rows) throws IOException {
        return ours
                ? new ProductVectors(field).reader(leaf, rows)
                : new StoredVectors(field, mappedDimension).reader(leaf, rows);
    }

    @Override
    public boolean needsScores() {
        return false;
    }

    @Override
    public DoubleValuesSource rewrite(IndexSearcher searcher) {
        return this;
    }

    @Override
    public boolean isCacheable(LeafReaderContext leaf) {
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VectorLikeness likeness
                && field.equals(likeness.field)
                && Arrays.equals(codes, likeness.codes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(field, Arrays.hashCode(codes));
    }

    @Override
    public String toString() {
        return "likeness to [" + field + "]";
    }
}
