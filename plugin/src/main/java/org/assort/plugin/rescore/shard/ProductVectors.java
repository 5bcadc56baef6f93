/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import org.assort.plugin.mapper.ProductVectorFieldType;
import org.assort.plugin.mapper.VectorReader;
import org.assort.plugin.rescore.choice.Origin;
import org.assort.plugin.rescore.clause.DiversifyClause;

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
     * Checks that the field's vectors were made by the model that the clause names, where both say which.
     *
     * @throws IllegalArgumentException (400) when they were not
     */
    static void checkModel(DiversifyClause clause, ProductVectorFieldType type) {
        if (clause.model() != null && type.model() != null && clause.model().equals(type.model()) == false) {
            throw new IllegalArgumentException(
                    "[model] must be [" + type.model() + "], which made the vectors of [vector_field] [" + type.name()
                            + "], got [" + clause.model() + "]");
        }
    }

    /** Reads the vectors of a window into {@code rows}; a row whose document has none stays as it is. */
    void read(WindowDocs docs, VectorRows rows) throws IOException {
        docs.forEach(leaf -> {
            VectorReader reader = VectorReader.of(leaf.reader(), field);
            return (row, document) -> {
                byte[] codes = reader.codes(document);
                if (codes != null) {
                    rows.setBytes(row, codes, Origin.STORED);
                }
            };
        });
    }
}
