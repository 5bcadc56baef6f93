/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * Counters of one node since it started, and what its cache holds now.
 *
 * @param embedding of the pool that searches and {@code _embed} use
 * @param ingest of the pool that documents on their way into an index use
 * @param skipped documents that came with a vector whose hash said that it is theirs
 * @param cache of the cache of vectors
 * @param models the same for each model that the node has, by its name, in their order
 */
public record EmbeddingStats(
        PoolStats embedding, PoolStats ingest, long skipped, CacheStats cache, Map<String, ModelStats> models)
        implements Writeable, ToXContentFragment {

    /** Reads what {@link #writeTo} wrote. */
    public EmbeddingStats(StreamInput in) throws IOException {
        this(
                new PoolStats(in),
                new PoolStats(in),
                in.readVLong(),
                new CacheStats(in),
                new TreeMap<>(in.readMap(StreamInput::readString, ModelStats::new)));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        embedding.writeTo(out);
        ingest.writeTo(out);
        out.writeVLong(skipped);
        cache.writeTo(out);
        out.writeMap(models, StreamOutput::writeString, (to, stats) -> stats.writeTo(to));
    }

    /** Writes what holds for all models together. */
    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        embedding.toXContent(builder.startObject("embedding"), params).endObject();
        ingest.toXContent(builder.startObject("ingest"), params)
                .field("skipped", skipped)
                .endObject();
        return cache.toXContent(builder.startObject("cache"), params).endObject();
    }
}
