/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.io.IOException;
import java.util.List;
import org.assort.plugin.json.JsonField;
import org.assort.rescorer.RelevanceWeights;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * {@code relevance}: what each signal counts. A signal that is not named has no weight, but for the profile, which has {@link
 * #PROFILE} where the clause has one.
 *
 * @param query of the first-pass score, finite and at least 0
 * @param semantic of the likeness to the query, finite and at least 0
 * @param profile of the likeness to what the shopper likes, finite and at least 0, or null
 */
public record RelevanceClause(
        double query, double semantic, @Nullable Double profile) implements Writeable, ToXContentObject {

    /** What a profile counts that was given no weight. */
    static final double PROFILE = 0.2;

    static final RelevanceClause DEFAULT =
            new RelevanceClause(RelevanceWeights.DEFAULT.query(), RelevanceWeights.DEFAULT.semantic(), null);

    private static final List<String> FIELDS = List.of("query", "semantic", "profile");

    /** Checks each weight; whether one counts depends on whether there is a profile. */
    public RelevanceClause {
        new RelevanceWeights(query, semantic, profile == null ? PROFILE : profile);
    }

    RelevanceClause(StreamInput in) throws IOException {
        this(in.readDouble(), in.readDouble(), in.readOptionalDouble());
    }

    static RelevanceClause parse(JsonField json) throws IOException {
        Double[] weights = new Double[FIELDS.size()];
        json.object(FIELDS, field -> weights[FIELDS.indexOf(field.name())] = field.number());
        return new RelevanceClause(
                weights[0] == null ? 0 : weights[0], weights[1] == null ? 0 : weights[1], weights[2]);
    }

    /**
     * Returns the weights as the choice takes them.
     *
     * @throws IllegalArgumentException (400) when none of them counts
     */
    RelevanceWeights weights(boolean hasProfile) {
        double unnamed = hasProfile ? PROFILE : 0;
        return new RelevanceWeights(query, semantic, profile == null ? unnamed : profile);
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeDouble(query);
        out.writeDouble(semantic);
        out.writeOptionalDouble(profile);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject().field("query", query).field("semantic", semantic);
        if (profile != null) {
            builder.field("profile", profile);
        }
        return builder.endObject();
    }
}
