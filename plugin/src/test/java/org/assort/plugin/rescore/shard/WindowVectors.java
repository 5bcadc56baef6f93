/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.ScoreDoc;
import org.assort.rescorer.VectorTable;

/** Reads the vectors of a window as a search does, for who measures that from outside. */
public final class WindowVectors {

    private final IndexReader index;

    public WindowVectors(IndexReader index) {
        this.index = index;
    }

    /** The vectors of a {@code product_vector} field, a row for each hit. */
    public VectorTable ofProductVector(String field, ScoreDoc[] window) throws IOException {
        VectorRows rows = new VectorRows(window.length);
        new ProductVectors(field).read(docs(window), rows);
        return rows.table();
    }

    /** The vectors of a {@code knn_vector} field, a row for each hit. */
    public VectorTable ofKnnVector(String field, int dimension, ScoreDoc[] window) throws IOException {
        VectorRows rows = new VectorRows(window.length);
        new StoredVectors(field, () -> dimension).read(docs(window), rows);
        return rows.table();
    }

    private WindowDocs docs(ScoreDoc[] window) {
        return new WindowDocs(window, window.length, index.leaves(), () -> {});
    }
}
