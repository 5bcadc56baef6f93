/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.kernels;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.BytesRef;
import org.assort.plugin.mapper.VectorBytes;
import org.assort.plugin.mapper.VectorEncoding;
import org.assort.plugin.rescore.shard.WindowVectors;
import org.assort.rescorer.VectorCodes;
import org.assort.rescorer.VectorTable;

/** A form in which an index keeps the vector of a document; its field has its name. */
enum StoredForm {
    /** {@code product_vector}, floats. */
    PRODUCT_FLOAT32 {
        @Override
        IndexableField field(float[] vector) {
            return new BinaryDocValuesField(name(), VectorBytes.of(vector, VectorEncoding.FLOAT32));
        }

        @Override
        VectorTable read(WindowVectors vectors, ScoreDoc[] window, int dimension) throws IOException {
            return vectors.ofProductVector(name(), window);
        }
    },
    /** {@code product_vector}, codes. */
    PRODUCT_INT8 {
        @Override
        IndexableField field(float[] vector) {
            return new BinaryDocValuesField(name(), VectorBytes.of(vector, VectorEncoding.INT8));
        }

        @Override
        VectorTable read(WindowVectors vectors, ScoreDoc[] window, int dimension) throws IOException {
            return vectors.ofProductVector(name(), window);
        }
    },
    /** {@code knn_vector} of an index with {@code index.knn}, floats. */
    KNN_FLOAT {
        @Override
        IndexableField field(float[] vector) {
            return new KnnFloatVectorField(name(), vector);
        }
    },
    /** The same, bytes. */
    KNN_BYTE {
        @Override
        IndexableField field(float[] vector) {
            return new KnnByteVectorField(name(), VectorCodes.of(vector));
        }
    },
    /** {@code knn_vector} of an index without, floats. */
    KNN_DOC_VALUES {
        @Override
        IndexableField field(float[] vector) {
            ByteBuffer bigEndian = ByteBuffer.allocate(vector.length * Float.BYTES);
            bigEndian.asFloatBuffer().put(vector);
            return new BinaryDocValuesField(name(), new BytesRef(bigEndian.array()));
        }
    };

    /** The vector as a field of a document. */
    abstract IndexableField field(float[] vector);

    /** The vectors of a window, as the plugin reads them. */
    VectorTable read(WindowVectors vectors, ScoreDoc[] window, int dimension) throws IOException {
        return vectors.ofKnnVector(name(), dimension, window);
    }
}
