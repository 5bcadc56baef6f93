/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.io.IOException;
import java.util.List;
import org.assort.plugin.json.JsonField;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * One of {@code quotas}: how many products with a value each block of positions may or must hold.
 *
 * @param field a keyword or numeric field with doc values
 * @param value the value that is counted, or null for each value by itself
 * @param min so many must be in a block, or null
 * @param max so many may be in a block, or null
 * @param within positions of a block
 */
public record QuotaClause(
        String field,
        @Nullable String value,
        @Nullable Integer min,
        @Nullable Integer max,
        int within) implements Writeable, ToXContentObject {

    /** The most positions of a block: the largest window. */
    private static final int MAX_WITHIN = 1000;

    static final int DEFAULT_WITHIN = 10;

    private static final List<String> FIELDS = List.of("field", "value", "min", "max", "within");

    /** Checks what does not depend on an index. */
    public QuotaClause {
        if (field == null) {
            throw new IllegalArgumentException("[quotas.field] must name a field, got none");
        }
        if (within < 1 || within > MAX_WITHIN) {
            throw new IllegalArgumentException(
                    "[quotas.within] must be in [1, " + MAX_WITHIN + "], got [" + within + "]");
        }
        if (min == null && max == null) {
            throw new IllegalArgumentException("[quotas] must have [min] or [max], got neither for [" + field + "]");
        }
        if (min != null && (min < 0 || min > within)) {
            throw new IllegalArgumentException(
                    "[quotas.min] must be in [0, within], which is [0, " + within + "], got [" + min + "]");
        }
        if (max != null && max < (min == null ? 0 : min)) {
            throw new IllegalArgumentException(
                    "[quotas.max] must be at least " + (min == null ? "0" : "[min], " + min) + ", got [" + max + "]");
        }
        if (min != null && value == null) {
            throw new IllegalArgumentException("[quotas.min] must have a [value] that it counts, got none");
        }
    }

    QuotaClause(StreamInput in) throws IOException {
        this(in.readString(), in.readOptionalString(), in.readOptionalInt(), in.readOptionalInt(), in.readVInt());
    }

    static QuotaClause parse(JsonField json) throws IOException {
        Parts parts = new Parts();
        json.object(FIELDS, parts::read);
        return new QuotaClause(parts.field, parts.value, parts.min, parts.max, parts.within);
    }

    /** What was read so far. */
    private static final class Parts {

        private String field;
        private String value;
        private Integer min;
        private Integer max;
        private int within = DEFAULT_WITHIN;

        // A fraction of 0 is none, as in the values of number fields.
        private static String value(JsonField json) throws IOException {
            boolean number = json.isNumber();
            String text = json.scalar(DiversifyParser.MAX_NAME);
            return number && text.matches("-?[0-9]+") == false ? FieldSpec.text(Double.parseDouble(text)) : text;
        }

        private void read(JsonField json) throws IOException {
            switch (json.name()) {
                case "field" -> field = json.text(DiversifyParser.MAX_NAME);
                case "value" -> value = value(json);
                case "min" -> min = json.integer();
                case "max" -> max = json.integer();
                case "within" -> within = json.integer();
                default -> throw new AssertionError(json.name());
            }
        }
    }

    /** Returns the field, whose values count as they are. */
    public FieldSpec spec() {
        return new FieldSpec(field);
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeString(field);
        out.writeOptionalString(value);
        out.writeOptionalInt(min);
        out.writeOptionalInt(max);
        out.writeVInt(within);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject().field("field", field);
        if (value != null) {
            builder.field("value", value);
        }
        if (min != null) {
            builder.field("min", min);
        }
        if (max != null) {
            builder.field("max", max);
        }
        return builder.field("within", within).endObject();
    }
}
