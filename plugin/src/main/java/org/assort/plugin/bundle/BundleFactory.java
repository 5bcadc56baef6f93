/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ScoreMode;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.aggregations.Aggregator;
import org.opensearch.search.aggregations.AggregatorBase;
import org.opensearch.search.aggregations.AggregatorFactories;
import org.opensearch.search.aggregations.AggregatorFactory;
import org.opensearch.search.aggregations.CardinalityUpperBound;
import org.opensearch.search.aggregations.InternalAggregation;
import org.opensearch.search.aggregations.LeafBucketCollector;
import org.opensearch.search.internal.SearchContext;

/** Makes what stands for bundles on the shards of a search: it sees no document, and does not slow the search down. */
final class BundleFactory extends AggregatorFactory {

    BundleFactory(
            String name, QueryShardContext context, AggregatorFactories.Builder factories, Map<String, Object> metadata)
            throws IOException {
        super(name, context, null, factories, metadata);
    }

    @Override
    protected Aggregator createInternal(
            SearchContext context, Aggregator parent, CardinalityUpperBound cardinality, Map<String, Object> copied)
            throws IOException {
        return new Place(name, context, parent, copied);
    }

    @Override
    protected boolean supportsConcurrentSegmentSearch() {
        return true;
    }

    /** Keeps the place of the aggregation in the answer. */
    private static final class Place extends AggregatorBase {

        Place(String name, SearchContext context, Aggregator parent, Map<String, Object> metadata) throws IOException {
            super(name, AggregatorFactories.EMPTY, context, parent, CardinalityUpperBound.ONE, metadata);
        }

        /** As the hits have it, so that what cannot be among them is skipped as it is without any aggregation. */
        @Override
        public ScoreMode scoreMode() {
            return context.size() > 0 ? ScoreMode.TOP_SCORES : ScoreMode.COMPLETE_NO_SCORES;
        }

        @Override
        protected boolean tryPrecomputeAggregationForLeaf(LeafReaderContext leaf) {
            return true;
        }

        @Override
        protected LeafBucketCollector getLeafCollector(LeafReaderContext leaf, LeafBucketCollector sub) {
            return LeafBucketCollector.NO_OP_COLLECTOR;
        }

        @Override
        public InternalAggregation[] buildAggregations(long[] buckets) {
            return new InternalAggregation[] {buildEmptyAggregation()};
        }

        @Override
        public InternalAggregation buildEmptyAggregation() {
            return new InternalBundles(name, metadata(), BundleList.NONE);
        }
    }
}
