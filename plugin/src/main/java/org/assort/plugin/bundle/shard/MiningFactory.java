/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle.shard;

import java.io.IOException;
import java.util.Map;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.aggregations.Aggregator;
import org.opensearch.search.aggregations.AggregatorFactories;
import org.opensearch.search.aggregations.AggregatorFactory;
import org.opensearch.search.aggregations.CardinalityUpperBound;
import org.opensearch.search.internal.SearchContext;

/**
 * Makes the miner of a shard. A shard is mined by one thread: its budget, its ordinals and the lines of an order are one for all
 * of its segments, so the search that asks, which has nothing else to do, is not spread over slices.
 */
final class MiningFactory extends AggregatorFactory {

    private final MiningQuestion question;

    MiningFactory(
            String name,
            MiningQuestion question,
            QueryShardContext context,
            AggregatorFactory parent,
            AggregatorFactories.Builder factories,
            Map<String, Object> metadata)
            throws IOException {
        super(name, context, parent, factories, metadata);
        this.question = question;
    }

    @Override
    protected Aggregator createInternal(
            SearchContext context, Aggregator parent, CardinalityUpperBound cardinality, Map<String, Object> copied)
            throws IOException {
        return new MiningAggregator(name, question, context, parent, copied);
    }

    @Override
    protected boolean supportsConcurrentSegmentSearch() {
        return false;
    }
}
