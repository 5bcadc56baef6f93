/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * What the cache of vectors holds now, and has done since the node started.
 *
 * @param bytes weight of the cached vectors
 * @param entries number of cached vectors
 * @param lookups what was looked for
 */
public record CacheStats(long bytes, long entries, LookupStats lookups) implements Writeable, ToXContentFragment {

    CacheStats(long bytes, long entries, long hits, long misses) {
        this(bytes, entries, new LookupStats(hits, misses));
    }

    /** Reads what {@link #writeTo} wrote. */
    public CacheStats(StreamInput in) throws IOException {
        this(in.readVLong(), in.readVLong(), new LookupStats(in));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeVLong(bytes);
        out.writeVLong(entries);
        lookups.writeTo(out);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        return lookups.toXContent(builder.field("bytes", bytes).field("entries", entries), params);
    }
}
