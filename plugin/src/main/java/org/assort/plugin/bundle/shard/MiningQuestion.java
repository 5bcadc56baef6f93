/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle.shard;

import java.io.IOException;
import java.util.List;
import org.assort.bundles.AnchorRequest;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.MiningTask;
import org.assort.bundles.Pass;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What every shard of the orders is asked.
 *
 * @param field a document's items
 * @param orderField names the order of a document that is a line of one, or null
 * @param settings how orders are counted
 * @param task what is counted, or null where the most frequent items are wanted
 * @param frequent how many of those, 0 where there is a task
 */
public record MiningQuestion(
        String field,
        @Nullable String orderField,
        MinerSettings settings,
        @Nullable MiningTask task,
        int frequent) implements Writeable {

    MiningQuestion(StreamInput in) throws IOException {
        this(
                in.readString(),
                in.readOptionalString(),
                readSettings(in),
                in.readBoolean() ? readTask(in) : null,
                in.readVInt());
    }

    /** Reads what {@link #writeSettings} wrote. */
    public static MinerSettings readSettings(StreamInput in) throws IOException {
        return new MinerSettings(
                in.readVInt(),
                in.readVInt(),
                in.readVLong(),
                in.readVInt(),
                in.readVInt(),
                in.readVLong(),
                in.readVInt());
    }

    private static MiningTask readTask(StreamInput in) throws IOException {
        return new MiningTask(
                in.readEnum(Pass.class),
                in.readList(
                        anchor -> new AnchorRequest(anchor.readString(), anchor.readStringList(), anchor.readDouble())),
                in.readList(StreamInput::readStringList));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeString(field);
        out.writeOptionalString(orderField);
        writeSettings(settings, out);
        out.writeBoolean(task != null);
        if (task != null) {
            write(task, out);
        }
        out.writeVInt(frequent);
    }

    /** Writes how orders are counted. */
    public static void writeSettings(MinerSettings settings, StreamOutput out) throws IOException {
        out.writeVInt(settings.minSize());
        out.writeVInt(settings.maxSize());
        out.writeVLong(settings.minDocCount());
        out.writeVInt(settings.partners());
        out.writeVInt(settings.rowSize());
        out.writeVLong(settings.maxBaskets());
        out.writeVInt(settings.maxBasketSize());
    }

    private static void write(MiningTask task, StreamOutput out) throws IOException {
        out.writeEnum(task.pass());
        out.writeCollection(task.anchors(), (stream, anchor) -> {
            stream.writeString(anchor.anchor());
            stream.writeStringCollection(anchor.partners());
            stream.writeDouble(anchor.atLeast());
        });
        out.writeCollection(task.sets(), (StreamOutput stream, List<String> set) -> stream.writeStringCollection(set));
    }
}
