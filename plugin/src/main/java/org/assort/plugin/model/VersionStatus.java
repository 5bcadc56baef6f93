/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * What one node says of one version of a stored model.
 *
 * @param version its number
 * @param state where it stands
 * @param reason why it failed, or null
 * @param fetched bytes that were fetched since the node started; 0 where its disk had them
 */
public record VersionStatus(
        long version, ModelState state, @Nullable String reason, long fetched) implements Writeable, ToXContentObject {

    /** Reads what {@link #writeTo} wrote. */
    public VersionStatus(StreamInput in) throws IOException {
        this(in.readVLong(), in.readEnum(ModelState.class), in.readOptionalString(), in.readVLong());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeVLong(version);
        out.writeEnum(state);
        out.writeOptionalString(reason);
        out.writeVLong(fetched);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject().field("version", version).field("state", state.id());
        if (reason != null) {
            builder.field("reason", reason);
        }
        return builder.field("fetched_bytes", fetched).endObject();
    }
}
