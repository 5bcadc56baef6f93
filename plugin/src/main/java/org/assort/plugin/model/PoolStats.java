/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * Counters of one pool of a node since it started, and what it holds now, for one model or all together.
 *
 * @param requests requests for vectors, whatever became of them
 * @param texts texts embedded
 * @param tokeniseMillis time spent cutting texts into tokens, over all threads
 * @param runMillis time spent running the model, over all threads
 * @param rejected requests refused because the queue was full or enough searches waited
 * @param failed requests that failed, were cancelled or missed their deadline
 * @param active requests whose texts are being embedded
 * @param queue requests waiting
 */
public record PoolStats(
        long requests,
        long texts,
        long tokeniseMillis,
        long runMillis,
        long rejected,
        long failed,
        int active,
        int queue)
        implements Writeable, ToXContentFragment {

    /** Counters of a pool that has done nothing. */
    static PoolStats none() {
        return new PoolStats(0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Returns both together. */
    PoolStats plus(PoolStats other) {
        return new PoolStats(
                requests + other.requests,
                texts + other.texts,
                tokeniseMillis + other.tokeniseMillis,
                runMillis + other.runMillis,
                rejected + other.rejected,
                failed + other.failed,
                active + other.active,
                queue + other.queue);
    }

    /** Reads what {@link #writeTo} wrote. */
    public PoolStats(StreamInput in) throws IOException {
        this(
                in.readVLong(),
                in.readVLong(),
                in.readVLong(),
                in.readVLong(),
                in.readVLong(),
                in.readVLong(),
                in.readVInt(),
                in.readVInt());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeVLong(requests);
        out.writeVLong(texts);
        out.writeVLong(tokeniseMillis);
        out.writeVLong(runMillis);
        out.writeVLong(rejected);
        out.writeVLong(failed);
        out.writeVInt(active);
        out.writeVInt(queue);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        return builder.field("requests", requests)
                .field("texts", texts)
                .field("tokenise_millis", tokeniseMillis)
                .field("run_millis", runMillis)
                .field("rejected", rejected)
                .field("failed", failed)
                .field("active", active)
                .field("queue", queue);
    }
}
