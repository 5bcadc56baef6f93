/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle.clause;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import org.assort.plugin.json.JsonField;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * {@code anchors}: the items whose combinations are wanted.
 *
 * @param field of a product, what orders call it by, {@code _id} too; null where an orders index is searched itself
 * @param size how many, 1 to {@link #MAX_SIZE}
 * @param include these items; only without a field, and empty for the most frequent
 */
public record AnchorsClause(@Nullable String field, int size, List<String> include)
        implements Writeable, ToXContentObject {

    /** The most anchors. */
    public static final int MAX_SIZE = 500;

    /** How many where nothing is said. */
    public static final int DEFAULT_SIZE = 20;

    /** Nothing said. */
    public static final AnchorsClause DEFAULT = new AnchorsClause(null, DEFAULT_SIZE, List.of());

    private static final List<String> FIELDS = List.of("field", "size", "include");

    /** Checks what does not depend on an index. */
    public AnchorsClause {
        include = List.copyOf(include);
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("[anchors.size] must be in [1, " + MAX_SIZE + "], got [" + size + "]");
        }
        if (field != null && include.isEmpty() == false) {
            throw new IllegalArgumentException(
                    "[anchors.include] must not be given beside [anchors.field]: there the best matches are the anchors");
        }
        if (new HashSet<>(include).size() < include.size()) {
            throw new IllegalArgumentException("[anchors.include] must name each item once, got " + include);
        }
    }

    AnchorsClause(StreamInput in) throws IOException {
        this(in.readOptionalString(), in.readVInt(), in.readStringList());
    }

    static AnchorsClause parse(JsonField json) throws IOException {
        Parts parts = new Parts();
        json.object(FIELDS, parts::read);
        return new AnchorsClause(parts.field, parts.size, parts.include);
    }

    /** What was read so far. */
    private static final class Parts {
        private String field;
        private int size = DEFAULT_SIZE;
        private List<String> include = List.of();

        private void read(JsonField json) throws IOException {
            switch (json.name()) {
                case "field" -> field = json.field(BundleParser.MAX_NAME);
                case "size" -> size = json.integer();
                case "include" -> include = json.strings(1, MAX_SIZE, BundleParser.MAX_NAME);
                default -> throw new AssertionError(json.name());
            }
        }
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeOptionalString(field);
        out.writeVInt(size);
        out.writeStringCollection(include);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject();
        if (field != null) {
            builder.field("field", field);
        }
        builder.field("size", size);
        if (include.isEmpty() == false) {
            builder.field("include", include);
        }
        return builder.endObject();
    }
}
