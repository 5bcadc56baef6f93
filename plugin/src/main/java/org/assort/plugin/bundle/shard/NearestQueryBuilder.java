/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle.shard;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.lucene.queries.function.FunctionScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.assort.plugin.rescore.shard.VectorLikeness;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.QueryParser;
import org.opensearch.index.query.QueryShardContext;

/**
 * Scores each document by the cosine of its vector to a given one, 0 where that is negative or there is none. It looks at all
 * documents. Made by the plugin alone; a user cannot write one.
 */
public final class NearestQueryBuilder extends AbstractQueryBuilder<NearestQueryBuilder> {

    /** Some vector: which one does not matter where nothing is scored. */
    private static final byte[] ANY = {1};

    /** Name of the query. */
    public static final String NAME = "assort_nearest";

    private final String field;
    private final byte[] codes;

    /** @param codes {@code byte[d]} of a vector, not all 0 */
    public NearestQueryBuilder(String field, byte[] codes) {
        this.field = field;
        this.codes = codes;
    }

    /** As a filter it finds all documents, and has each shard check the field: where that holds no vectors it is a 400. */
    public static NearestQueryBuilder checking(String field) {
        return new NearestQueryBuilder(field, ANY);
    }

    /** Reads what {@link #doWriteTo} wrote. */
    public NearestQueryBuilder(StreamInput in) throws IOException {
        super(in);
        this.field = in.readString();
        this.codes = in.readByteArray();
    }

    /** Reads a query of this name in a request: refuses it with a 400. */
    public static QueryParser<NearestQueryBuilder> parser() {
        return parser -> {
            throw new IllegalArgumentException("[" + NAME + "] is no query for requests");
        };
    }

    @Override
    protected void doWriteTo(StreamOutput out) throws IOException {
        out.writeString(field);
        out.writeByteArray(codes);
    }

    @Override
    protected void doXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject(NAME).field("field", field).endObject();
    }

    @Override
    protected Query doToQuery(QueryShardContext context) {
        return new FunctionScoreQuery(
                new MatchAllDocsQuery(), VectorLikeness.of("cold_start.vector_field", field, codes, context));
    }

    @Override
    protected boolean doEquals(NearestQueryBuilder other) {
        return field.equals(other.field) && Arrays.equals(codes, other.codes);
    }

    @Override
    protected int doHashCode() {
        return Objects.hash(field, Arrays.hashCode(codes));
    }

    @Override
    public String getWriteableName() {
        return NAME;
    }
}
