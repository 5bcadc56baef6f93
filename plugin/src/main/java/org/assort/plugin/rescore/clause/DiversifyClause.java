/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
 * What a user wrote in the clause. What the user left out is null or empty here; the methods of other names fill in defaults.
 *
 * @param queryText what the shopper typed, or null
 * @param queryVector {@code float[d]} in its place, or null; not to be changed
 * @param model name of the model that embeds, or null for the node's only one
 * @param vectorField a {@code product_vector} or {@code knn_vector} field with the products' vectors, or null
 * @param textFields fields whose text is embedded where a product has no vector; empty means all mapped text fields when
 *     there is no {@code vectorField}, else none
 * @param weights of the signals that make up relevance, or null
 * @param choosing how diversity is measured, or null
 * @param diversity how much of it there is to be, or null
 * @param lacking what becomes of products without a vector, or null
 * @param coverages fields whose values are to be in the list, at most {@link #MAX_COVERAGES}
 * @param quotas what blocks of positions may and must hold, at most {@link #MAX_QUOTAS}
 * @param novelty the field that tells what is popular, or null
 * @param pin what keeps its place
 * @param profile what the shopper did before, or null
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
        @Nullable RelevanceClause weights,
        @Nullable Method choosing,
        @Nullable DiversityClause diversity,
        @Nullable MissingVector lacking,
        List<CoverageClause> coverages,
        List<QuotaClause> quotas,
        @Nullable NoveltyClause novelty,
        PinClause pin,
        @Nullable ProfileClause profile,
        @Nullable String tieBreaker,
        boolean apply,
        boolean report)
        implements Writeable, ToXContentFragment {

    /** Name of the clause in requests, on the wire and in messages. */
    public static final String NAME = "diversify";

    /** How diversity is measured where nothing is said. */
    public static final Method DEFAULT_METHOD = Method.MMR;

    /** The most fields that {@code text_fields} may name. */
    public static final int MAX_TEXT_FIELDS = 16;

    /** The most elements of {@code coverage}. */
    public static final int MAX_COVERAGES = 8;

    /** The most elements of {@code quotas}. */
    public static final int MAX_QUOTAS = 16;

    /** The most dimensions of a query vector: what {@code knn_vector} allows. */
    public static final int MAX_DIMENSION = 16_000;

    /** The most characters of {@code query_text}. */
    public static final int MAX_QUERY_TEXT = 10_000;

    /** Checks what does not depend on an index. */
    public DiversifyClause {
        textFields = List.copyOf(textFields);
        coverages = List.copyOf(coverages);
        quotas = List.copyOf(quotas);
        Objects.requireNonNull(pin, "pin");
        if (queryText != null && queryVector != null) {
            throw new IllegalArgumentException("[query_text] and [query_vector] must not both be given");
        }
        if (textFields.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("[text_fields] must name fields, got a blank name");
        }
        if (queryVector != null && isZero(queryVector)) {
            throw new IllegalArgumentException("[query_vector] must have a direction, got zeros only");
        }
        if (weights != null) {
            weights.weights(profile != null);
        }
        if (profile == null && coverages.stream().anyMatch(CoverageClause::targetProfile)) {
            throw new IllegalArgumentException(
                    "[coverage.target] can be [profile] beside a [profile] only, got it without one");
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

    /** Returns what the signals of relevance count. */
    public RelevanceWeights relevance() {
        return (weights == null ? RelevanceClause.DEFAULT : weights).weights(profile != null);
    }

    /** Returns how diversity is measured. */
    public Method method() {
        return choosing == null ? DEFAULT_METHOD : choosing;
    }

    /** Returns how λ is found. */
    public DiversityClause tradeoff() {
        return diversity == null ? new DiversityClause.Given(DiversityClause.byDefault(method())) : diversity;
    }

    /** Returns what becomes of products without a vector. */
    public MissingVector missingVector() {
        return lacking == null ? MissingVector.NEUTRAL : lacking;
    }

    /** Returns whether the response tells what was done; what is not applied is always reported. */
    public boolean reports() {
        return report || apply == false;
    }

    /** Returns the fields whose values are counted, each once, in the order in which shards send them. */
    public List<FieldSpec> fields() {
        Set<FieldSpec> fields = new LinkedHashSet<>();
        coverages.forEach(coverage -> fields.add(coverage.spec()));
        quotas.forEach(quota -> fields.add(quota.spec()));
        return new ArrayList<>(fields);
    }

    /** Reads what {@link #writeTo} wrote. */
    public DiversifyClause(StreamInput in) throws IOException {
        this(
                in.readOptionalString(),
                in.readBoolean() ? in.readFloatArray() : null,
                in.readOptionalString(),
                in.readOptionalString(),
                in.readStringList(),
                in.readOptionalWriteable(RelevanceClause::new),
                in.readBoolean() ? in.readEnum(Method.class) : null,
                in.readOptionalWriteable(DiversityClause::read),
                in.readBoolean() ? in.readEnum(MissingVector.class) : null,
                in.readList(CoverageClause::new),
                in.readList(QuotaClause::new),
                in.readOptionalWriteable(NoveltyClause::new),
                new PinClause(in),
                in.readOptionalWriteable(ProfileClause::new),
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
        out.writeOptionalWriteable(weights);
        writeOptionalEnum(out, choosing);
        out.writeOptionalWriteable(diversity);
        writeOptionalEnum(out, lacking);
        out.writeList(coverages);
        out.writeList(quotas);
        out.writeOptionalWriteable(novelty);
        pin.writeTo(out);
        out.writeOptionalWriteable(profile);
        out.writeOptionalString(tieBreaker);
        out.writeBoolean(apply);
        out.writeBoolean(report);
    }

    private static <E extends Enum<E>> void writeOptionalEnum(StreamOutput out, @Nullable E value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeEnum(value);
        }
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        return DiversifyWriter.write(this, builder, params);
    }

    /** Equal when every field is; the vector by its components. */
    @Override
    public boolean equals(Object o) {
        return o instanceof DiversifyClause other
                && Arrays.equals(queryVector, other.queryVector)
                && others().equals(other.others());
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(queryVector), others());
    }

    /** All but the vector, which an array compares otherwise. */
    private List<Object> others() {
        return Arrays.asList(
                queryText,
                model,
                vectorField,
                textFields,
                weights,
                choosing,
                diversity,
                lacking,
                coverages,
                quotas,
                novelty,
                pin,
                profile,
                tieBreaker,
                apply,
                report);
    }
}
