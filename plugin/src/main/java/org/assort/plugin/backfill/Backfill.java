/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.backfill;

import java.io.IOException;
import java.util.List;
import org.assort.plugin.json.JsonField;
import org.assort.plugin.json.JsonFields;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.Strings;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.QueryBuilder;

/**
 * What a user asks for.
 *
 * @param indices names, aliases or patterns
 * @param pipeline of ingest, or null where it is the default of the indices
 * @param query narrows what is filled, or null
 * @param requestsPerSecond documents a second, infinite where nothing holds them back
 */
public record Backfill(
        List<String> indices,
        @Nullable String pipeline,
        @Nullable QueryBuilder query,
        float requestsPerSecond) {

    /** What the object is called in messages. */
    public static final String NAME = "backfill";

    private static final List<String> FIELDS = List.of("index", "pipeline", "query", "requests_per_second");
    private static final int MAX_NAMES = 1000;

    /** Checks the fields. */
    public Backfill {
        if (indices.isEmpty()) {
            throw new IllegalArgumentException("[" + NAME + "] needs [index], got none");
        }
        if (!(requestsPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "[requests_per_second] must be above 0, got [" + requestsPerSecond + "]");
        }
    }

    /** Reads the object that the parser stands on. */
    public static Backfill parse(XContentParser parser) throws IOException {
        Builder builder = new Builder();
        JsonFields.forEach(parser, NAME, FIELDS, builder::read);
        return new Backfill(builder.indices, builder.pipeline, builder.query, builder.requestsPerSecond);
    }

    private static final class Builder {

        private List<String> indices = List.of();
        private String pipeline;
        private QueryBuilder query;
        private float requestsPerSecond = Float.POSITIVE_INFINITY;

        void read(JsonField field) throws IOException {
            switch (field.name()) {
                case "index" -> indices = List.of(Strings.splitStringByCommaToArray(field.indices(MAX_NAMES)));
                case "pipeline" -> pipeline = field.text(MAX_NAMES);
                case "query" -> query = field.query();
                default -> requestsPerSecond = (float) field.number();
            }
        }
    }
}
