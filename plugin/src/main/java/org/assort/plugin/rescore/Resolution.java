/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What the coordinating node found out once for all shards.
 *
 * @param model name of the model that embeds, or null where there is none to use
 * @param queryVector {@code float[d]} of unit length, or null where the semantic signal is off; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares the components
record Resolution(@Nullable String model, @Nullable float[] queryVector) implements Writeable {

    Resolution(StreamInput in) throws IOException {
        this(in.readOptionalString(), in.readBoolean() ? in.readFloatArray() : null);
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeOptionalString(model);
        out.writeBoolean(queryVector != null);
        if (queryVector != null) {
            out.writeFloatArray(queryVector);
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Resolution other
                && Objects.equals(model, other.model)
                && Arrays.equals(queryVector, other.queryVector);
    }

    @Override
    public int hashCode() {
        return Objects.hash(model, Arrays.hashCode(queryVector));
    }
}
