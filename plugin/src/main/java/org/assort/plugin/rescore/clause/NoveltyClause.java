/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.io.IOException;
import java.util.List;
import org.assort.plugin.json.JsonField;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * {@code novelty}: draws products into the list that are not popular yet.
 *
 * @param field a numeric field with doc values that says how popular a product is
 * @param weight what it counts, finite and at least 0
 */
public record NoveltyClause(String field, double weight) implements Writeable, ToXContentObject {

    static final double DEFAULT_WEIGHT = 0.1;

    private static final List<String> FIELDS = List.of("field", "weight");

    /** Checks what does not depend on an index. */
    public NoveltyClause {
        if (field == null) {
            throw new IllegalArgumentException("[novelty.field] must name a field, got none");
        }
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "[novelty.weight] must be a finite number of at least 0, got [" + weight + "]");
        }
    }

    NoveltyClause(StreamInput in) throws IOException {
        this(in.readString(), in.readDouble());
    }

    static NoveltyClause parse(JsonField json) throws IOException {
        Parts parts = new Parts();
        json.object(FIELDS, parts::read);
        return new NoveltyClause(parts.field, parts.weight);
    }

    /** What was read so far. */
    private static final class Parts {

        private String field;
        private double weight = DEFAULT_WEIGHT;

        private void read(JsonField json) throws IOException {
            if (json.name().equals("field")) {
                field = json.text(DiversifyParser.MAX_NAME);
            } else {
                weight = json.number();
            }
        }
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeString(field);
        out.writeDouble(weight);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        return builder.startObject()
                .field("field", field)
                .field("weight", weight)
                .endObject();
    }
}
