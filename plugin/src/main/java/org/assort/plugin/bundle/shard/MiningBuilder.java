/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle.shard;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ContextParser;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.aggregations.AbstractAggregationBuilder;
import org.opensearch.search.aggregations.AggregationBuilder;
import org.opensearch.search.aggregations.AggregatorFactories;
import org.opensearch.search.aggregations.AggregatorFactory;

/** Brings a {@link MiningQuestion} to the shards of the orders. Made by the plugin alone; a user cannot write one. */
public final class MiningBuilder extends AbstractAggregationBuilder<MiningBuilder> {

    /** Name of the aggregation. */
    public static final String NAME = "assort_mining";

    private final MiningQuestion question;

    /** Asks a question. */
    public MiningBuilder(MiningQuestion question) {
        super(NAME);
        this.question = question;
    }

    /** Reads what {@link #doWriteTo} wrote. */
    public MiningBuilder(StreamInput in) throws IOException {
        super(in);
        this.question = new MiningQuestion(in);
    }

    private MiningBuilder(MiningBuilder clone, AggregatorFactories.Builder factories, Map<String, Object> metadata) {
        super(clone, factories, metadata);
        this.question = clone.question;
    }

    /** Reads an aggregation of this name in a request: refuses it with a 400. */
    public static ContextParser<String, MiningBuilder> parser() {
        return (parser, name) -> {
            throw new IllegalArgumentException(
                    "[" + NAME + "] is no aggregation for requests: [bundle] is, got [" + name + "]");
        };
    }

    @Override
    protected void doWriteTo(StreamOutput out) throws IOException {
        question.writeTo(out);
    }

    @Override
    protected AggregationBuilder shallowCopy(AggregatorFactories.Builder factories, Map<String, Object> copied) {
        return new MiningBuilder(this, factories, copied);
    }

    @Override
    protected AggregatorFactory doBuild(
            QueryShardContext context, AggregatorFactory parent, AggregatorFactories.Builder factories)
            throws IOException {
        return new MiningFactory(name, question, context, parent, factories, metadata);
    }

    @Override
    public BucketCardinality bucketCardinality() {
        return BucketCardinality.NONE;
    }

    @Override
    protected XContentBuilder internalXContent(XContentBuilder builder, Params params) throws IOException {
        return builder.startObject().field("question", question.toString()).endObject();
    }

    @Override
    public String getType() {
        return NAME;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && question.equals(((MiningBuilder) other).question);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), question);
    }
}
