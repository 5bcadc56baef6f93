/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assort.rescorer.Method;
import org.assort.rescorer.MissingVector;
import org.assort.rescorer.RelevanceWeights;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * What a user wrote in the clause, with the defaults filled in.
 *
 * @param queryText what the shopper typed, or null
 * @param queryVector {@code float[d]} in its place, or null; not to be changed
 * @param model name of the model that embeds, or null for the node's only one
 * @param vectorField a {@code knn_vector} field with the products' vectors, or null
 * @param textFields fields whose text is embedded where a product has no vector; empty means all mapped text fields when
 *     there is no {@code vectorField}, else none
 * @param relevance weights of the signals that make up relevance
 * @param method how diversity is measured
 * @param diversity λ in [0, 1]: 0 is pure relevance
 * @param missingVector what becomes of products without a vector
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares the components
public record DiversifyClause(
        @Nullable String queryText,
        @Nullable float[] queryVector,
        @Nullable String model,
        @Nullable String vectorField,
        List<String> textFields,
        RelevanceWeights relevance,
        Method method,
        double diversity,
        MissingVector missingVector)
        implements Writeable, ToXContentFragment {

    /** MMR at 0.2 is where relevance holds and near-duplicates go, on real queries. */
    public static final double DEFAULT_DIVERSITY = 0.2;

    /** The most fields that {@code text_fields} may name. */
    public static final int MAX_TEXT_FIELDS = 16;

    /** The most dimensions of a query vector: what {@code knn_vector} allows. */
    public static final int MAX_DIMENSION = 16_000;

    /** The most characters of {@code query_text}. */
    public static final int MAX_QUERY_TEXT = 10_000;

    /** Checks what does not depend on an index. */
    public DiversifyClause {
        textFields = List.copyOf(textFields);
        Objects.requireNonNull(relevance, "relevance");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(missingVector, "missingVector");
        if (!(diversity >= 0 && diversity <= 1)) {
            throw new IllegalArgumentException("[diversity] must be in [0, 1], got [" + diversity + "]");
        }
        if (queryText != null && queryVector != null) {
            throw new IllegalArgumentException("[query_text] and [query_vector] must not both be given");
        }
        if (textFields.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("[text_fields] must name fields, got a blank name");
        }
        if (queryVector != null && isZero(queryVector)) {
            throw new IllegalArgumentException("[query_vector] must have a direction, got zeros only");
        }
    }

    private static boolean isZero(float[] vector) {
        for (float component : vector) {
            if (component != 0) {
                return false;
            }
        }
        return true;
    }

    DiversifyClause(StreamInput in) throws IOException {
        this(
                in.readOptionalString(),
                in.readBoolean() ? in.readFloatArray() : null,
                in.readOptionalString(),
                in.readOptionalString(),
                in.readStringList(),
                new RelevanceWeights(in.readDouble(), in.readDouble()),
                in.readEnum(Method.class),
                in.readDouble(),
                in.readEnum(MissingVector.class));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeOptionalString(queryText);
        out.writeBoolean(queryVector != null);
        if (queryVector != null) {
            out.writeFloatArray(queryVector);
        }
        out.writeOptionalString(model);
        out.writeOptionalString(vectorField);
        out.writeStringCollection(textFields);
        out.writeDouble(relevance.query());
        out.writeDouble(relevance.semantic());
        out.writeEnum(method);
        out.writeDouble(diversity);
        out.writeEnum(missingVector);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        if (queryText != null) {
            builder.field("query_text", queryText);
        }
        if (queryVector != null) {
            builder.array("query_vector", queryVector);
        }
        if (model != null) {
            builder.field("model", model);
        }
        if (vectorField != null) {
            builder.field("vector_field", vectorField);
        }
        if (textFields.isEmpty() == false) {
            builder.field("text_fields", textFields);
        }
        builder.startObject("relevance")
                .field("query", relevance.query())
                .field("semantic", relevance.semantic())
                .endObject();
        return builder.field("method", method.id())
                .field("diversity", diversity)
                .field("missing_vector", missingVector.id());
    }

    /** Equal when every field is; the vector by its components. */
    @Override
    public boolean equals(Object o) {
        return o instanceof DiversifyClause other
                && Objects.equals(queryText, other.queryText)
                && Arrays.equals(queryVector, other.queryVector)
                && Objects.equals(model, other.model)
                && Objects.equals(vectorField, other.vectorField)
                && textFields.equals(other.textFields)
                && relevance.equals(other.relevance)
                && method == other.method
                && Double.compare(diversity, other.diversity) == 0
                && missingVector == other.missingVector;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                queryText,
                Arrays.hashCode(queryVector),
                model,
                vectorField,
                textFields,
                relevance,
                method,
                diversity,
                missingVector);
    }
}
