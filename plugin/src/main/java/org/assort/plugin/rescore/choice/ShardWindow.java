/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import org.assort.rescorer.VectorTable;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What a shard knows of its window beside documents and scores: the signals that are chosen by. Its rows are the first of the
 * shard's hits, in their order.
 *
 * <p>A candidate takes a byte for each dimension of its vector and one more, and its tie-breaker.
 *
 * @param vectors {@code byte[n][dimension]} codes; rows may be missing
 * @param origins {@code byte[n]}, the code of each row's {@link Origin}
 * @param ties {@code n} keys, or null where no {@code tie_breaker} was asked for
 * @param fields of the documents, as far as the clause names some
 * @param firstMissing the first document without a vector, in words, where that is an error; else null
 * @param comparable false where nothing could have given any document a vector
 * @param readNanos time for reading
 * @param embedNanos time for embedding
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of parallel arrays, never compared
public record ShardWindow(
        VectorTable vectors,
        byte[] origins,
        @Nullable TieKeys ties,
        WindowFields fields,
        @Nullable String firstMissing,
        boolean comparable,
        long readNanos,
        long embedNanos)
        implements Writeable {

    ShardWindow(StreamInput in) throws IOException {
        this(in, in.readByteArray());
    }

    private ShardWindow(StreamInput in, byte[] origins) throws IOException {
        this(
                readVectors(in, origins),
                origins,
                in.readOptionalWriteable(TieKeys::new),
                new WindowFields(in),
                in.readOptionalString(),
                in.readBoolean(),
                in.readVLong(),
                in.readVLong());
    }

    private static VectorTable readVectors(StreamInput in, byte[] origins) throws IOException {
        VectorTable vectors = new VectorTable(in.readVInt(), origins.length);
        byte[] codes = new byte[vectors.dimension()];
        for (int row = 0; row < origins.length; row++) {
            if (Origin.of(origins[row]).hasVector()) {
                in.readBytes(codes, 0, codes.length);
                vectors.set(row, codes);
            }
        }
        return vectors;
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeByteArray(origins);
        out.writeVInt(vectors.dimension());
        for (int row = 0; row < origins.length; row++) {
            if (Origin.of(origins[row]).hasVector()) {
                out.writeBytes(vectors.codes(row));
            }
        }
        out.writeOptionalWriteable(ties);
        fields.writeTo(out);
        out.writeOptionalString(firstMissing);
        out.writeBoolean(comparable);
        out.writeVLong(readNanos);
        out.writeVLong(embedNanos);
    }

    /** Returns how many documents it tells of. */
    int size() {
        return origins.length;
    }

    /** Returns what it takes in memory, in bytes. */
    public long bytes() {
        return VectorTable.bytes(vectors.dimension(), size()) + fields.bytes() + (ties == null ? 0 : ties.bytes());
    }
}
