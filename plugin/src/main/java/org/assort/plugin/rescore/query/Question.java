/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

import java.io.IOException;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What is to be resolved before the shards are asked.
 *
 * @param clause as the user wrote it
 * @param found the text of the search's own query, or null
 * @param fieldModel the model that made the vectors of the clause's {@code vector_field}, or null where no mapping says
 */
public record Question(
        DiversifyClause clause,
        @Nullable String found,
        @Nullable String fieldModel) implements Writeable {

    Question(StreamInput in) throws IOException {
        this(new DiversifyClause(in), in.readOptionalString(), in.readOptionalString());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        clause.writeTo(out);
        out.writeOptionalString(found);
        out.writeOptionalString(fieldModel);
    }

    /** Returns the text to embed, or null: what the clause says, else what the query searches for. */
    String text() {
        if (clause.relevance().semantic() == 0 || clause.queryVector() != null) {
            return null;
        }
        return clause.queryText() != null ? clause.queryText() : found;
    }

    /** Returns the model that is to embed, or null where the only one there is may: what the clause says, else the field. */
    String model() {
        return clause.model() != null ? clause.model() : fieldModel;
    }

    /** Returns whether products are embedded where the index has no vectors of them. */
    boolean embedsProducts() {
        return clause.vectorField() == null || clause.textFields().isEmpty() == false;
    }

    /** Returns whether vectors are compared that the field's model made, which knows from which cosine on they are alike. */
    boolean comparesByFieldModel() {
        boolean query = clause.queryVector() != null && clause.relevance().semantic() > 0;
        boolean profile = clause.profile() != null && clause.relevance().profile() > 0;
        return fieldModel != null && (query || profile);
    }

    /** Returns whether a model, were there one, would have something to do. */
    boolean wantsModel() {
        return clause.model() != null || embedsProducts() || text() != null || comparesByFieldModel();
    }
}
