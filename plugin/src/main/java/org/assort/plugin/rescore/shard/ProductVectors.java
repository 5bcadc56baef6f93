/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.assort.plugin.mapper.ProductVectorFieldType;
import org.assort.plugin.mapper.VectorReader;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.query.Resolution;

/** Reads the vectors of a {@code product_vector} field, from what the search's own reader shows of it. */
final class ProductVectors {

    private final String field;

    /**
     * @param field its own name, not an alias
     */
    ProductVectors(String field) {
        this.field = field;
    }

    /**
     * Checks that the field's vectors were made by the model that the clause names, or that the coordinating node has taken
     * for the query and for products without a vector.
     *
     * @throws IllegalArgumentException (400) when they were not
     */
    static void checkModel(DiversifyClause clause, Resolution resolution, ProductVectorFieldType type) {
        String model = clause.model() == null ? resolution.model() : clause.model();
        if (model != null && type.model() != null && model.equals(type.model()) == false) {
            throw new IllegalArgumentException("[model] must be [" + type.model()
                    + "], which made the vectors of [vector_field] [" + type.name() + "], got "
                    + (clause.model() == null ? "none, and [" + model + "] was taken" : "[" + model + "]"));
        }
    }

    /** Reads the vectors of a window into {@code rows}; a row whose document has none stays as it is. */
    void read(WindowDocs docs, VectorRows rows) throws IOException {
        docs.forEach(leaf -> reader(leaf, rows));
    }

    /** Returns what reads the vectors of a segment into {@code rows}. */
    WindowDocs.Leaf reader(LeafReaderContext leaf, VectorRows rows) throws IOException {
        VectorReader reader = VectorReader.of(leaf.reader(), field);
        return (row, document) -> reader.read(document, rows.taker(row));
    }
}
