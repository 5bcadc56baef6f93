/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * Counters of one model on one node since that started, over all its versions.
 *
 * @param embedding of the pool that searches and {@code _embed} use
 * @param ingest of the pool that documents on their way into an index use
 * @param cache what was looked for in the cache
 */
public record ModelStats(PoolStats embedding, PoolStats ingest, LookupStats cache)
        implements Writeable, ToXContentFragment {

    /** Reads what {@link #writeTo} wrote. */
    public ModelStats(StreamInput in) throws IOException {
        this(new PoolStats(in), new PoolStats(in), new LookupStats(in));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        embedding.writeTo(out);
        ingest.writeTo(out);
        cache.writeTo(out);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        embedding.toXContent(builder.startObject("embedding"), params).endObject();
        ingest.toXContent(builder.startObject("ingest"), params).endObject();
        return cache.toXContent(builder.startObject("cache"), params).endObject();
    }
}
