/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import java.util.List;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What a shard knows of the fields of its window that the clause names.
 *
 * @param columns the values of each of the clause's fields, in its order
 * @param popularity {@code double[n]}, 0 where there is none, or null where no novelty was asked for
 * @param pinned {@code boolean[n]} whether the clause names the document's id, or null where it names none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of parallel arrays, never compared
public record WindowFields(
        List<FieldColumn> columns,
        @Nullable double[] popularity,
        @Nullable boolean[] pinned) implements Writeable {

    /** Of a clause that names no field. */
    public static final WindowFields NONE = new WindowFields(List.of(), null, null);

    WindowFields(StreamInput in) throws IOException {
        this(in.readList(FieldColumn::new), in.readBoolean() ? in.readDoubleArray() : null, readFlags(in));
    }

    private static boolean[] readFlags(StreamInput in) throws IOException {
        if (in.readBoolean() == false) {
            return null;
        }
        boolean[] flags = new boolean[in.readVInt()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = in.readBoolean();
        }
        return flags;
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeList(columns);
        out.writeBoolean(popularity != null);
        if (popularity != null) {
            out.writeDoubleArray(popularity);
        }
        out.writeBoolean(pinned != null);
        if (pinned != null) {
            out.writeVInt(pinned.length);
            for (boolean flag : pinned) {
                out.writeBoolean(flag);
            }
        }
    }

    /** Returns what it takes in memory, in bytes. */
    public long bytes() {
        long bytes = columns.stream().mapToLong(FieldColumn::bytes).sum();
        bytes += popularity == null ? 0 : (long) popularity.length * Double.BYTES;
        return bytes + (pinned == null ? 0 : pinned.length);
    }
}
