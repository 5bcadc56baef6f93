/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.SparseFixedBitSet;
import org.assort.bundles.count.Miner;
import org.assort.bundles.orders.OrderLeaf;
import org.assort.bundles.orders.Orders;
import org.opensearch.search.aggregations.Aggregator;
import org.opensearch.search.aggregations.AggregatorBase;
import org.opensearch.search.aggregations.AggregatorFactories;
import org.opensearch.search.aggregations.CardinalityUpperBound;
import org.opensearch.search.aggregations.InternalAggregation;
import org.opensearch.search.aggregations.LeafBucketCollector;
import org.opensearch.search.aggregations.LeafBucketCollectorBase;
import org.opensearch.search.approximate.ApproximateScoreQuery;
import org.opensearch.search.internal.SearchContext;

/**
 * Answers a {@link MiningQuestion} on a shard: collects which documents match, a bit each, and then counts through the index.
 * Where all match, which is the common case, nothing is collected.
 */
final class MiningAggregator extends AggregatorBase {

    private final MiningQuestion question;
    private final boolean all;
    private final Map<Integer, BitSet> matching = new HashMap<>();

    MiningAggregator(
            String name,
            MiningQuestion question,
            SearchContext context,
            Aggregator parent,
            Map<String, Object> metadata)
            throws IOException {
        super(name, AggregatorFactories.EMPTY, context, parent, CardinalityUpperBound.ONE, metadata);
        this.question = question;
        this.all = context.minimumScore() == null && matchesAll(context.query());
    }

    private static boolean matchesAll(Query query) {
        return switch (query) {
            case MatchAllDocsQuery every -> true;
            case ApproximateScoreQuery either -> matchesAll(either.getOriginalQuery());
            case ConstantScoreQuery constant -> matchesAll(constant.getQuery());
            case BoostQuery boosted -> matchesAll(boosted.getQuery());
            default -> false;
        };
    }

    @Override
    protected boolean tryPrecomputeAggregationForLeaf(LeafReaderContext leaf) {
        return all;
    }

    @Override
    protected LeafBucketCollector getLeafCollector(LeafReaderContext leaf, LeafBucketCollector sub) {
        int documents = leaf.reader().maxDoc();
        addRequestCircuitBreakerBytes(FixedBitSet.bits2words(documents) * (long) Long.BYTES);
        FixedBitSet bits = new FixedBitSet(documents);
        matching.put(leaf.ord, bits);
        return new LeafBucketCollectorBase(sub, null) {
            @Override
            public void collect(int doc, long bucket) {
                bits.set(doc);
            }
        };
    }

    @Override
    public InternalAggregation[] buildAggregations(long[] buckets) throws IOException {
        return new InternalAggregation[] {mine()};
    }

    private InternalAggregation mine() throws IOException {
        checkCancelled();
        ShardFields fields = new ShardFields(
                context.getQueryShardContext(), leaves(), this::addRequestCircuitBreakerBytes, this::checkCancelled);
        Optional<Orders> orders = fields.orders(question.field(), question.orderField());
        if (orders.isEmpty()) {
            return buildEmptyAggregation();
        }
        Miner miner =
                new Miner(orders.get(), question.settings(), this::addRequestCircuitBreakerBytes, this::checkCancelled);
        return question.task() == null
                ? InternalMining.of(name, metadata(), miner.frequent(question.frequent()))
                : InternalMining.of(name, metadata(), miner.mine(question.task()));
    }

    private List<OrderLeaf> leaves() {
        List<OrderLeaf> leaves = new ArrayList<>();
        for (LeafReaderContext leaf : context.searcher().getIndexReader().leaves()) {
            leaves.add(new OrderLeaf(leaf.reader(), all ? null : matching(leaf)));
        }
        return leaves;
    }

    /** A segment that the query finds nothing in is not collected. */
    private BitSet matching(LeafReaderContext leaf) {
        BitSet found = matching.get(leaf.ord);
        return found == null ? new SparseFixedBitSet(leaf.reader().maxDoc()) : found;
    }

    @Override
    public InternalAggregation buildEmptyAggregation() {
        return InternalMining.unmapped(name, metadata());
    }
}
