/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import java.util.List;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What a choice did, for warnings, explanations and the report. A lone shard, which chooses itself, sends it to the
 * coordinating node; nothing of it stays on shards.
 *
 * @param candidates how many there were
 * @param origins {@code int[5]} candidates by the code of their {@link Origin}
 * @param comparable false where nothing could have given any candidate a vector
 * @param semantic whether the query's vector took part
 * @param otherDimension whether it was left out because products have another dimension
 * @param outcome what became of λ, quotas and pins
 * @param from position of the first in {@code page}
 * @param page positions that are shown, where the request asks for explanations, else empty
 * @param list what changed, where the request asks for a report, else null
 * @param nanos {@code long[3]}: reading and embedding on the slowest shard, choosing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Trace(
        int candidates,
        int[] origins,
        boolean comparable,
        boolean semantic,
        boolean otherDimension,
        Outcome outcome,
        int from,
        List<PositionTrace> page,
        @Nullable ListReport list,
        long[] nanos)
        implements Writeable {

    Trace(StreamInput in) throws IOException {
        this(
                in.readVInt(),
                in.readVIntArray(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                new Outcome(in),
                in.readVInt(),
                in.readList(PositionTrace::new),
                in.readOptionalWriteable(ListReport::new),
                in.readVLongArray());
    }

    /** Returns the trace of a search that found nothing. */
    public static Trace ofNothing(DiversifyClause clause) {
        return new Trace(
                0,
                new int[Origin.count()],
                true,
                false,
                false,
                Outcome.ofNothing(clause),
                0,
                List.of(),
                null,
                new long[3]);
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeVInt(candidates);
        out.writeVIntArray(origins);
        out.writeBoolean(comparable);
        out.writeBoolean(semantic);
        out.writeBoolean(otherDimension);
        outcome.writeTo(out);
        out.writeVInt(from);
        out.writeList(page);
        out.writeOptionalWriteable(list);
        out.writeVLongArray(nanos);
    }

    /** Returns how many candidates have no vector. */
    int missing() {
        return count(Origin.MISSING) + count(Origin.LEFT);
    }

    int count(Origin origin) {
        return origins[origin.code()];
    }
}
