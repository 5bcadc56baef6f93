/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle.clause;

import java.io.IOException;
import java.util.List;
import org.assort.plugin.json.JsonField;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryBuilder;

/**
 * {@code orders}: where and how orders are kept.
 *
 * @param index one or more, by commas; null where they are searched themselves
 * @param field a document's items: a keyword or whole numbers, with doc values
 * @param orderField where a document is a line of an order: the keyword that names the order; null where it is an order
 * @param filter the orders that count, or null for all
 */
public record OrdersClause(
        @Nullable String index,
        String field,
        @Nullable String orderField,
        @Nullable QueryBuilder filter) implements Writeable, ToXContentObject {

    private static final List<String> FIELDS = List.of("index", "field", "order_field", "filter");

    /** Checks what does not depend on an index. */
    public OrdersClause {
        if (field == null) {
            throw new IllegalArgumentException("[orders.field] must name the field of an order's items, got none");
        }
    }

    OrdersClause(StreamInput in) throws IOException {
        this(
                in.readOptionalString(),
                in.readString(),
                in.readOptionalString(),
                in.readOptionalNamedWriteable(QueryBuilder.class));
    }

    static OrdersClause parse(JsonField json) throws IOException {
        Parts parts = new Parts();
        json.object(FIELDS, parts::read);
        return new OrdersClause(parts.index, parts.field, parts.orderField, parts.filter);
    }

    /** What was read so far. */
    private static final class Parts {
        private String index;
        private String field;
        private String orderField;
        private QueryBuilder filter;

        private void read(JsonField json) throws IOException {
            switch (json.name()) {
                case "index" -> index = json.indices(BundleParser.MAX_NAME);
                case "field" -> field = json.field(BundleParser.MAX_NAME);
                case "order_field" -> orderField = json.field(BundleParser.MAX_NAME);
                case "filter" -> filter = json.query();
                default -> throw new AssertionError(json.name());
            }
        }
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeOptionalString(index);
        out.writeString(field);
        out.writeOptionalString(orderField);
        out.writeOptionalNamedWriteable(filter);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject();
        if (index != null) {
            builder.field("index", index);
        }
        builder.field("field", field);
        if (orderField != null) {
            builder.field("order_field", orderField);
        }
        if (filter != null) {
            builder.field("filter", filter);
        }
        return builder.endObject();
    }
}
