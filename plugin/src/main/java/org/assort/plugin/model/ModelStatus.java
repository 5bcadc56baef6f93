/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * What one node says of one model.
 *
 * @param id the model's name
 * @param state where it stands
 * @param reason why it failed, or null
 * @param facts what is known once it has been loaded, or null
 * @param charged bytes of native memory that it is charged with now
 * @param version which version of a stored model that is, or null for one of a folder
 * @param next the version of a stored model that may follow, or null
 */
public record ModelStatus(
        String id,
        ModelState state,
        @Nullable String reason,
        @Nullable Facts facts,
        long charged,
        @Nullable VersionStatus version,
        @Nullable VersionStatus next)
        implements Writeable, ToXContentFragment {

    /**
     * What is known of a model that has been loaded.
     *
     * @param device where it runs, {@code cpu} or {@code cuda:N}
     * @param whyNotCuda why not on a CUDA device though one was looked for, or null
     * @param provider the execution provider of ONNX Runtime
     * @param dimension length of its vectors
     * @param maxLength tokens that it reads of a text
     * @param bytes size of its files on disk
     * @param quantised whether it is dynamically quantised, and so run one text at a time
     * @param fingerprint hash of its files and of all that shapes its vectors
     * @param loadMillis how long loading took
     */
    public record Facts(
            String device,
            @Nullable String whyNotCuda,
            String provider,
            int dimension,
            int maxLength,
            long bytes,
            boolean quantised,
            String fingerprint,
            long loadMillis)
            implements Writeable {

        Facts(StreamInput in) throws IOException {
            this(
                    in.readString(),
                    in.readOptionalString(),
                    in.readString(),
                    in.readVInt(),
                    in.readVInt(),
                    in.readVLong(),
                    in.readBoolean(),
                    in.readString(),
                    in.readVLong());
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            out.writeString(device);
            out.writeOptionalString(whyNotCuda);
            out.writeString(provider);
            out.writeVInt(dimension);
            out.writeVInt(maxLength);
            out.writeVLong(bytes);
            out.writeBoolean(quantised);
            out.writeString(fingerprint);
            out.writeVLong(loadMillis);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public ModelStatus(StreamInput in) throws IOException {
        this(
                in.readString(),
                in.readEnum(ModelState.class),
                in.readOptionalString(),
                in.readOptionalWriteable(Facts::new),
                in.readVLong(),
                in.readOptionalWriteable(VersionStatus::new),
                in.readOptionalWriteable(VersionStatus::new));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeString(id);
        out.writeEnum(state);
        out.writeOptionalString(reason);
        out.writeOptionalWriteable(facts);
        out.writeVLong(charged);
        out.writeOptionalWriteable(version);
        out.writeOptionalWriteable(next);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.field("state", state.id());
        if (reason != null) {
            builder.field("reason", reason);
        }
        builder.field("estimated_size_in_bytes", charged);
        builder.field("source", version == null ? "folder" : "store");
        if (version != null) {
            builder.field("version", version.version()).field("fetched_bytes", version.fetched());
        }
        if (next != null) {
            builder.field("next", next);
        }
        if (facts != null) {
            builder.field("device", facts.device());
            if (facts.whyNotCuda() != null) {
                builder.field("why_not_cuda", facts.whyNotCuda());
            }
            builder.field("provider", facts.provider())
                    .field("dimension", facts.dimension())
                    .field("max_length", facts.maxLength())
                    .field("bytes", facts.bytes())
                    .field("quantised", facts.quantised())
                    .field("fingerprint", facts.fingerprint())
                    .field("load_millis", facts.loadMillis());
        }
        return builder;
    }
}
