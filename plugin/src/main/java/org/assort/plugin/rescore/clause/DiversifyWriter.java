/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.io.IOException;
import java.util.List;
import org.opensearch.common.Nullable;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;

/** Writes the fields of a {@code diversify} clause as {@link DiversifyParser} reads them: what the user wrote, and no defaults. */
final class DiversifyWriter {

    private DiversifyWriter() {}

    static XContentBuilder write(DiversifyClause clause, XContentBuilder builder, ToXContent.Params params)
            throws IOException {
        optional(builder, "query_text", clause.queryText());
        if (clause.queryVector() != null) {
            builder.array("query_vector", clause.queryVector());
        }
        optional(builder, "model", clause.model());
        optional(builder, "vector_field", clause.vectorField());
        list(builder, "text_fields", clause.textFields());
        optional(builder, "relevance", clause.weights());
        optional(
                builder,
                "method",
                clause.choosing() == null ? null : clause.choosing().id());
        if (clause.diversity() != null) {
            clause.diversity().toXContent(builder, params);
        }
        optional(
                builder,
                "missing_vector",
                clause.lacking() == null ? null : clause.lacking().id());
        list(builder, "coverage", clause.coverages());
        list(builder, "quotas", clause.quotas());
        optional(builder, "novelty", clause.novelty());
        if (clause.pin().equals(PinClause.NONE) == false) {
            clause.pin().toXContent(builder, params);
        }
        optional(builder, "profile", clause.profile());
        optional(builder, "tie_breaker", clause.tieBreaker());
        return builder.field("apply", clause.apply()).field("report", clause.report());
    }

    private static void optional(XContentBuilder builder, String name, @Nullable Object value) throws IOException {
        if (value != null) {
            builder.field(name, value);
        }
    }

    private static void list(XContentBuilder builder, String name, List<?> values) throws IOException {
        if (values.isEmpty() == false) {
            builder.field(name, values);
        }
    }
}
