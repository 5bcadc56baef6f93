/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.assort.plugin.mapper.ProductVectorFieldType;
import org.assort.plugin.mapper.StoredFloats;
import org.assort.plugin.rescore.choice.Origin;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.query.QueryShardContext;

/**
 * Reads the vectors of a {@code knn_vector} field without k-NN's classes.
 *
 * <p>With {@code index.knn} they are Lucene vector values, of floats or bytes; without it binary doc values of big-endian
 * floats or of bytes, which their length tells apart. A segment whose reader shows no such field, because none of its documents has it or because the caller may not
 * see it, has no vectors.
 */
final class StoredVectors {

    private static final String TYPE = "knn_vector";
    private static final String TYPES = "[" + ProductVectorFieldType.TYPE + "] or [" + TYPE + "]";

    private final String field;
    private final IntSupplier mappedDimension;

    /**
     * @param field its own name, not an alias
     * @param mappedDimension the mapping's {@code dimension} or 0, asked for where the stored form leaves open what it is
     */
    StoredVectors(String field, IntSupplier mappedDimension) {
        this.field = field;
        this.mappedDimension = mappedDimension;
    }

    /** Returns the greatest dimension that segments tell for the field; 0 where it is null or they tell none. */
    static int dimension(String field, List<LeafReaderContext> leaves) {
        int dimension = 0;
        for (LeafReaderContext leaf : leaves) {
            FieldInfo info =
                    field == null ? null : leaf.reader().getFieldInfos().fieldInfo(field);
            dimension = Math.max(dimension, info == null ? 0 : info.getVectorDimension());
        }
        return dimension;
    }

    /**
     * Checks that an index maps the field as one that holds vectors.
     *
     * @param parameter of the clause that names the field
     * @throws IllegalArgumentException (400) when it does not
     */
    static void checkField(String parameter, String field, QueryShardContext context) {
        MappedFieldType type = MappedFields.find(field, context);
        if (type == null) {
            throw new IllegalArgumentException("[" + parameter + "] must be a field of type " + TYPES + ", got ["
                    + field + "], which is not mapped in index ["
                    + context.index().getName() + "]");
        }
        if (TYPE.equals(type.typeName()) == false && type instanceof ProductVectorFieldType == false) {
            throw new IllegalArgumentException("[" + parameter + "] must be a field of type " + TYPES + ", got ["
                    + field + "] of type [" + type.typeName() + "]");
        }
        MappedFields.checkOwn(parameter, type, context);
    }

    /** Reads the vectors of a window into {@code rows}; a row whose document has none stays as it is. */
    void read(WindowDocs docs, VectorRows rows) throws IOException {
        docs.forEach(leaf -> reader(leaf, rows));
    }

    /** Returns what reads the vectors of a segment into {@code rows}. */
    WindowDocs.Leaf reader(LeafReaderContext context, VectorRows rows) throws IOException {
        LeafReader reader = context.reader();
        FieldInfo info = reader.getFieldInfos().fieldInfo(field);
        if (info == null) {
            return (row, document) -> {};
        }
        if (info.getVectorDimension() == 0) {
            return info.getDocValuesType() == DocValuesType.BINARY
                    ? docValues(DocValues.getBinary(reader, field), rows)
                    : (row, document) -> {};
        }
        if (info.getVectorEncoding() == VectorEncoding.FLOAT32) {
            return floats(reader.getFloatVectorValues(field), rows);
        }
        checkNoBits(info.getVectorDimension(), mappedDimension.getAsInt());
        return bytes(reader.getByteVectorValues(field), rows);
    }

    private static WindowDocs.Leaf floats(FloatVectorValues values, VectorRows rows) {
        KnnVectorValues.DocIndexIterator iterator = values.iterator();
        return (row, document) -> {
            if (reaches(iterator, document)) {
                // The array belongs to the reader, which fills it anew at the next call.
                rows.set(row, values.vectorValue(iterator.index()), Origin.STORED);
            }
        };
    }

    private static WindowDocs.Leaf bytes(ByteVectorValues values, VectorRows rows) {
        KnnVectorValues.DocIndexIterator iterator = values.iterator();
        BytesRef codes = new BytesRef();
        return (row, document) -> {
            if (reaches(iterator, document)) {
                codes.bytes = values.vectorValue(iterator.index());
                codes.length = codes.bytes.length;
                rows.set(row, codes, Origin.STORED);
            }
        };
    }

    // Where the last document had no vector the iterator stands past it already, and must not be sent back.
    private static boolean reaches(DocIdSetIterator iterator, int document) throws IOException {
        if (iterator.docID() < document) {
            iterator.advance(document);
        }
        return iterator.docID() == document;
    }

    private WindowDocs.Leaf docValues(BinaryDocValues values, VectorRows rows) {
        int dimension = mappedDimension.getAsInt();
        StoredFloats floats = new StoredFloats(ByteOrder.BIG_ENDIAN);
        return (row, document) -> {
            if (values.advanceExact(document)) {
                BytesRef stored = values.binaryValue();
                checkNoBits(stored.length, dimension);
                if (stored.length == dimension) {
                    rows.set(row, stored, Origin.STORED);
                } else {
                    rows.set(row, floats.read(stored, 0), Origin.STORED);
                }
            }
        };
    }

    // One bit a dimension: no cosine of ours has a meaning for it.
    private void checkNoBits(int length, int dimension) {
        if (length * Byte.SIZE == dimension) {
            throw new IllegalArgumentException(
                    "[vector_field] must hold floats or bytes, got [" + field + "] of data_type [binary]");
        }
    }
}
