/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.io.IOException;
import java.util.List;
import org.assort.plugin.json.JsonField;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * {@code pin}: what keeps its place in the order of relevance.
 *
 * @param first so many from the first position on
 * @param ids the products of these ids, each once, wherever they stand; where there are some, {@code first} is 0
 */
public record PinClause(int first, List<String> ids) implements Writeable, ToXContentFragment {

    /** Nothing. */
    public static final PinClause NONE = new PinClause(0, List.of());

    /** The most ids. */
    public static final int MAX_IDS = 200;

    private static final int MAX_FIRST = 1000;

    /** Checks what does not depend on an index. */
    public PinClause {
        ids = ids.stream().distinct().toList();
        if (ids.contains("")) {
            throw new IllegalArgumentException("[pin] must hold ids of products, got an empty one");
        }
        if (first < 0 || first > MAX_FIRST) {
            throw new IllegalArgumentException("[pin] must be in [0, " + MAX_FIRST + "], got [" + first + "]");
        }
    }

    PinClause(StreamInput in) throws IOException {
        this(in.readVInt(), in.readStringList());
    }

    static PinClause parse(JsonField json) throws IOException {
        if (json.isArray() == false && json.isNumber() == false) {
            throw json.must("be a whole number or an array of ids");
        }
        return json.isArray()
                ? new PinClause(0, json.strings(1, MAX_IDS, DiversifyParser.MAX_NAME))
                : new PinClause(json.integer(), List.of());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeVInt(first);
        out.writeStringCollection(ids);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        return ids.isEmpty() ? builder.field("pin", first) : builder.field("pin", ids);
    }
}
