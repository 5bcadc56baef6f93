/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.common.unit.ByteSizeValue;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * The native memory of a node's models, in the layout of the platform's breakers.
 *
 * @param limit bytes that they may take
 * @param estimated bytes that they are charged with
 * @param tripped how often a model was refused since the node started
 */
public record MemoryStats(long limit, long estimated, long tripped) implements Writeable, ToXContentObject {

    /** Reads what {@link #writeTo} wrote. */
    public MemoryStats(StreamInput in) throws IOException {
        this(in.readVLong(), in.readVLong(), in.readVLong());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeVLong(limit);
        out.writeVLong(estimated);
        out.writeVLong(tripped);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        return builder.startObject()
                .field("limit_size_in_bytes", limit)
                .field("limit_size", new ByteSizeValue(limit).toString())
                .field("estimated_size_in_bytes", estimated)
                .field("estimated_size", new ByteSizeValue(estimated).toString())
                .field("tripped", tripped)
                .endObject();
    }
}
