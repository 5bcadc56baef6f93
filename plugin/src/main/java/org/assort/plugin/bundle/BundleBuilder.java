/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.bundle.clause.BundleParser;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.aggregations.AbstractAggregationBuilder;
import org.opensearch.search.aggregations.AggregationBuilder;
import org.opensearch.search.aggregations.AggregatorFactories;
import org.opensearch.search.aggregations.AggregatorFactory;
import org.opensearch.search.aggregations.PipelineAggregationBuilder;

/**
 * The aggregation {@code bundle} as a user writes it. The shards of the search do nothing for it; {@link BundleFilter} fills it in
 * when the hits are there.
 */
public final class BundleBuilder extends AbstractAggregationBuilder<BundleBuilder> {

    private final BundleClause clause;

    /** Asks for bundles. */
    public BundleBuilder(String name, BundleClause clause) {
        super(name);
        this.clause = clause;
    }

    /** Reads what {@link #doWriteTo} wrote. */
    public BundleBuilder(StreamInput in) throws IOException {
        super(in);
        this.clause = new BundleClause(in);
    }

    private BundleBuilder(BundleBuilder clone, AggregatorFactories.Builder factories, Map<String, Object> metadata) {
        super(clone, factories, metadata);
        this.clause = clone.clause;
    }

    /** Reads the aggregation of a request. */
    public static BundleBuilder parse(XContentParser parser, String name) throws IOException {
        return new BundleBuilder(name, BundleParser.parse(parser));
    }

    /** Returns what is asked for. */
    BundleClause clause() {
        return clause;
    }

    private IllegalArgumentException noSub() {
        return new IllegalArgumentException("[" + BundleClause.NAME + "] cannot have sub-aggregations, got some below ["
                + name + "]: a bundle is counted through the index and holds no documents that they could run over");
    }

    @Override
    public BundleBuilder subAggregation(AggregationBuilder aggregation) {
        throw noSub();
    }

    @Override
    public BundleBuilder subAggregation(PipelineAggregationBuilder aggregation) {
        throw noSub();
    }

    @Override
    public BundleBuilder subAggregations(AggregatorFactories.Builder factories) {
        throw noSub();
    }

    @Override
    protected void doWriteTo(StreamOutput out) throws IOException {
        clause.writeTo(out);
    }

    @Override
    protected AggregationBuilder shallowCopy(AggregatorFactories.Builder factories, Map<String, Object> copied) {
        return new BundleBuilder(this, factories, copied);
    }

    @Override
    protected AggregatorFactory doBuild(
            QueryShardContext context, AggregatorFactory parent, AggregatorFactories.Builder factories)
            throws IOException {
        if (parent != null) {
            throw new IllegalArgumentException("[" + BundleClause.NAME + "] must stand at the top of [aggs], got ["
                    + name + "] below [" + parent.name() + "]: its anchors are the hits of the whole search");
        }
        if (clause.minesDirectly() == false) {
            AnchorMapping.check(clause.anchors(), context);
        }
        return new BundleFactory(name, context, factories, metadata);
    }

    @Override
    public BucketCardinality bucketCardinality() {
        return BucketCardinality.NONE;
    }

    @Override
    protected XContentBuilder internalXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject();
        clause.toXContent(builder, params);
        return builder.endObject();
    }

    @Override
    public String getType() {
        return BundleClause.NAME;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && clause.equals(((BundleBuilder) other).clause);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), clause);
    }
}
