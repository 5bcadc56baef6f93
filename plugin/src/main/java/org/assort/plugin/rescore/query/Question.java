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
 */
public record Question(DiversifyClause clause, @Nullable String found) implements Writeable {

    Question(StreamInput in) throws IOException {
        this(new DiversifyClause(in), in.readOptionalString());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        clause.writeTo(out);
        out.writeOptionalString(found);
    }

    /** Returns the text to embed, or null: what the clause says, else what the query searches for. */
    String text() {
        if (clause.relevance().semantic() == 0 || clause.queryVector() != null) {
            return null;
        }
        return clause.queryText() != null ? clause.queryText() : found;
    }

    /** Returns whether products are embedded where the index has no vectors of them. */
    boolean embedsProducts() {
        return clause.vectorField() == null || clause.textFields().isEmpty() == false;
    }

    /** Returns whether a model, were there one, would have something to do. */
    boolean wantsModel() {
        return clause.model() != null || embedsProducts() || text() != null;
    }
}
