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
import org.opensearch.search.fetch.subphase.FetchSourceContext;

/**
 * {@code items}: where the items' own fields are. A bundle has only items that are found there.
 *
 * @param index one or more, by commas; null for the products that are searched
 * @param field what orders call an item by; null for {@code anchors.field}, and where there is none for {@code _id}
 * @param filter the items that a bundle may have, or null for all
 * @param source what is shown of each, or null for nothing
 */
public record ItemsClause(
        @Nullable String index,
        @Nullable String field,
        @Nullable QueryBuilder filter,
        @Nullable FetchSourceContext source)
        implements Writeable, ToXContentObject {

    private static final List<String> FIELDS = List.of("index", "field", "filter", "_source");

    ItemsClause(StreamInput in) throws IOException {
        this(
                in.readOptionalString(),
                in.readOptionalString(),
                in.readOptionalNamedWriteable(QueryBuilder.class),
                in.readOptionalWriteable(FetchSourceContext::new));
    }

    static ItemsClause parse(JsonField json) throws IOException {
        Parts parts = new Parts();
        json.object(FIELDS, parts::read);
        return new ItemsClause(parts.index, parts.field, parts.filter, parts.source);
    }

    /** What was read so far. */
    private static final class Parts {
        private String index;
        private String field;
        private QueryBuilder filter;
        private FetchSourceContext source;

        private void read(JsonField json) throws IOException {
            switch (json.name()) {
                case "index" -> index = json.indices(BundleParser.MAX_NAME);
                case "field" -> field = json.field(BundleParser.MAX_NAME);
                case "filter" -> filter = json.query();
                case "_source" -> source = json.source();
                default -> throw new AssertionError(json.name());
            }
        }
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeOptionalString(index);
        out.writeOptionalString(field);
        out.writeOptionalNamedWriteable(filter);
        out.writeOptionalWriteable(source);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject();
        if (index != null) {
            builder.field("index", index);
        }
        if (field != null) {
            builder.field("field", field);
        }
        if (filter != null) {
            builder.field("filter", filter);
        }
        if (source != null) {
            builder.field("_source", source);
        }
        return builder.endObject();
    }
}
