/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
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
 * @param cacheBytes weight of the cached vectors
 * @param cacheEntries number of cached vectors
 * @param cacheHits vectors found in the cache
 * @param cacheMisses vectors looked for in vain
 */
public record EmbeddingStats(
        PoolStats embedding,
        PoolStats ingest,
        long skipped,
        long cacheBytes,
        long cacheEntries,
        long cacheHits,
        long cacheMisses)
        implements Writeable, ToXContentFragment {

    /** Reads what {@link #writeTo} wrote. */
    public EmbeddingStats(StreamInput in) throws IOException {
        this(
                new PoolStats(in),
                new PoolStats(in),
                in.readVLong(),
                in.readVLong(),
                in.readVLong(),
                in.readVLong(),
                in.readVLong());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        embedding.writeTo(out);
        ingest.writeTo(out);
        out.writeVLong(skipped);
        out.writeVLong(cacheBytes);
        out.writeVLong(cacheEntries);
        out.writeVLong(cacheHits);
        out.writeVLong(cacheMisses);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        embedding.toXContent(builder.startObject("embedding"), params).endObject();
        ingest.toXContent(builder.startObject("ingest"), params)
                .field("skipped", skipped)
                .endObject();
        return builder.startObject("cache")
                .field("bytes", cacheBytes)
                .field("entries", cacheEntries)
                .field("hits", cacheHits)
                .field("misses", cacheMisses)
                .endObject();
    }
}
