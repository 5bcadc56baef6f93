/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assort.rescorer.Method;
import org.assort.rescorer.MissingVector;
import org.assort.rescorer.Objective;
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
 * @param diversity λ in [0, 1], 0 is pure relevance; null where the user left it out
 * @param missingVector what becomes of products without a vector
 * @param tieBreaker a field with doc values that orders candidates of equal first-pass score, or null
 * @param apply false leaves the order as it is and only reports
 * @param report whether the response tells what was done
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
        @Nullable Double diversity,
        MissingVector missingVector,
        @Nullable String tieBreaker,
        boolean apply,
        boolean report)
        implements Writeable, ToXContentFragment {

    /** Name of the clause in requests, on the wire and in messages. */
    public static final String NAME = "diversify";

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
        if (diversity != null) {
            checkDiversity(diversity);
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

    /**
     * Checks a λ.
     *
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    static void checkDiversity(double diversity) {
        if (!(diversity >= 0 && diversity <= 1)) {
            throw new IllegalArgumentException("[diversity] must be in [0, 1], got [" + diversity + "]");
        }
    }

    /** Returns λ: the user's, or the default. */
    public double lambda() {
        return diversity == null ? DEFAULT_DIVERSITY : diversity;
    }

    /** Returns whether the response tells what was done; what is not applied is always reported. */
    public boolean reports() {
        return report || apply == false;
    }

    /** Returns what is maximised, for a model that gives unrelated texts the cosine {@code cosineFloor}. */
    public Objective objective(double cosineFloor) {
        return new Objective(method, lambda(), relevance, missingVector, cosineFloor);
    }

    private static boolean isZero(float[] vector) {
        for (float component : vector) {
            if (component != 0) {
                return false;
            }
        }
        return true;
    }

    /** Reads what {@link #writeTo} wrote. */
    public DiversifyClause(StreamInput in) throws IOException {
        this(
                in.readOptionalString(),
                in.readBoolean() ? in.readFloatArray() : null,
                in.readOptionalString(),
                in.readOptionalString(),
                in.readStringList(),
                new RelevanceWeights(in.readDouble(), in.readDouble()),
                in.readEnum(Method.class),
                in.readOptionalDouble(),
                in.readEnum(MissingVector.class),
                in.readOptionalString(),
                in.readBoolean(),
                in.readBoolean());
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
        out.writeOptionalDouble(diversity);
        out.writeEnum(missingVector);
        out.writeOptionalString(tieBreaker);
        out.writeBoolean(apply);
        out.writeBoolean(report);
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
        builder.field("method", method.id());
        if (diversity != null) {
            builder.field("diversity", diversity);
        }
        builder.field("missing_vector", missingVector.id());
        if (tieBreaker != null) {
            builder.field("tie_breaker", tieBreaker);
        }
        return builder.field("apply", apply).field("report", report);
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
                && Objects.equals(diversity, other.diversity)
                && missingVector == other.missingVector
                && Objects.equals(tieBreaker, other.tieBreaker)
                && apply == other.apply
                && report == other.report;
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
                missingVector,
                tieBreaker,
                apply,
                report);
    }
}
