/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * How far a version of a model is.
 *
 * @param version its number
 * @param stage in one word
 * @param chunkBytes bytes of every chunk but a file's last
 * @param files what each has
 */
public record UploadState(long version, Stage stage, int chunkBytes, Map<String, FileState> files)
        implements Writeable, ToXContentFragment {

    /** Where a version stands in the store. */
    public enum Stage {
        /** Bytes are missing. */
        UPLOADING,
        /** Nodes fetch it; those that serve an earlier version go on with that. */
        PREPARING,
        /** Nodes serve it. */
        ACTIVE;

        private String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One file.
     *
     * @param bytes all of it
     * @param received what is there, from its beginning
     */
    public record FileState(long bytes, long received) implements Writeable {

        FileState(StreamInput in) throws IOException {
            this(in.readVLong(), in.readVLong());
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            out.writeVLong(bytes);
            out.writeVLong(received);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public UploadState(StreamInput in) throws IOException {
        this(
                in.readVLong(),
                in.readEnum(Stage.class),
                in.readVInt(),
                in.readMap(StreamInput::readString, FileState::new));
    }

    static UploadState of(ModelVersion version, boolean active) {
        Map<String, FileState> files = new TreeMap<>();
        version.files()
                .forEach((file, bytes) ->
                        files.put(file, new FileState(bytes, version.received().get(file))));
        Stage unfinished = version.complete() ? Stage.PREPARING : Stage.UPLOADING;
        return new UploadState(version.number(), active ? Stage.ACTIVE : unfinished, version.chunkBytes(), files);
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeVLong(version);
        out.writeEnum(stage);
        out.writeVInt(chunkBytes);
        out.writeMap(files, StreamOutput::writeString, (to, file) -> file.writeTo(to));
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.field("version", version)
                .field("state", stage.id())
                .field("chunk_bytes", chunkBytes)
                .startObject("files");
        for (Map.Entry<String, FileState> file : new TreeMap<>(files).entrySet()) {
            builder.startObject(file.getKey())
                    .field("bytes", file.getValue().bytes())
                    .field("received", file.getValue().received())
                    .endObject();
        }
        return builder.endObject();
    }
}
