/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assort.bundles.FrequentItems;
import org.assort.bundles.ShardBundles;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.search.aggregations.InternalAggregation;

/**
 * The shards' answers to a {@link MiningQuestion}. Reducing only puts them side by side: what they come to is for the node that
 * asked, which is the one that reduces.
 */
public final class InternalMining extends InternalAggregation {

    /** Where no shard was asked. */
    public static final InternalMining NOTHING = unmapped(MiningBuilder.NAME, null);

    private final List<ShardBundles> counts;
    private final List<FrequentItems> frequent;
    private final boolean mapped;

    /** @param mapped whether a shard knows the items' field */
    private InternalMining(
            String name,
            Map<String, Object> metadata,
            List<ShardBundles> counts,
            List<FrequentItems> frequent,
            boolean mapped) {
        super(name, metadata);
        this.counts = counts;
        this.frequent = frequent;
        this.mapped = mapped;
    }

    static InternalMining unmapped(String name, Map<String, Object> metadata) {
        return new InternalMining(name, metadata, List.of(), List.of(), false);
    }

    /** Of one shard. */
    public static InternalMining of(String name, Map<String, Object> metadata, ShardBundles counts) {
        return new InternalMining(name, metadata, List.of(counts), List.of(), true);
    }

    /** Of one shard. */
    public static InternalMining of(String name, Map<String, Object> metadata, FrequentItems frequent) {
        return new InternalMining(name, metadata, List.of(), List.of(frequent), true);
    }

    /** Reads what {@link #doWriteTo} wrote. */
    public InternalMining(StreamInput in) throws IOException {
        super(in);
        this.counts = in.readList(CountsWire::readCounts);
        this.frequent = in.readList(CountsWire::readFrequent);
        this.mapped = in.readBoolean();
    }

    @Override
    protected void doWriteTo(StreamOutput out) throws IOException {
        out.writeCollection(counts, (stream, shard) -> CountsWire.write(shard, stream));
        out.writeCollection(frequent, (stream, shard) -> CountsWire.write(shard, stream));
        out.writeBoolean(mapped);
    }

    /** Returns what was counted, of each shard that has orders. */
    public List<ShardBundles> counts() {
        return counts;
    }

    /** Returns the most frequent items of each shard. */
    public List<FrequentItems> frequent() {
        return frequent;
    }

    @Override
    public boolean isMapped() {
        return mapped;
    }

    /** Returns about how many bytes the answers take. */
    public long bytes() {
        return counts.stream().mapToLong(CountsWire::bytes).sum()
                + frequent.stream().mapToLong(CountsWire::bytes).sum();
    }

    @Override
    public String getWriteableName() {
        return MiningBuilder.NAME;
    }

    @Override
    public InternalAggregation reduce(List<InternalAggregation> aggregations, ReduceContext context) {
        List<ShardBundles> allCounts = new ArrayList<>();
        List<FrequentItems> allFrequent = new ArrayList<>();
        boolean anyMapped = false;
        for (InternalAggregation aggregation : aggregations) {
            InternalMining shard = (InternalMining) aggregation;
            allCounts.addAll(shard.counts);
            allFrequent.addAll(shard.frequent);
            anyMapped |= shard.mapped;
        }
        return new InternalMining(getName(), getMetadata(), allCounts, allFrequent, anyMapped);
    }

    @Override
    protected boolean mustReduceOnSingleInternalAgg() {
        return false;
    }

    @Override
    public Object getProperty(List<String> path) {
        throw new IllegalArgumentException("[" + MiningBuilder.NAME + "] has no properties, got " + path);
    }

    @Override
    public XContentBuilder doXContentBody(XContentBuilder builder, Params params) {
        return builder;
    }
}
