/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import org.assort.rescorer.Step;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * Why a position of the page went to its product. The score tells which hit it is: no two have the same.
 *
 * @param score of the product
 * @param step the terms, with candidates named by their position in the list, or null below the window
 */
record PositionTrace(float score, @Nullable Step step) implements Writeable {

    PositionTrace(StreamInput in) throws IOException {
        this(in.readFloat(), in.readBoolean() ? readStep(in) : null);
    }

    private static Step readStep(StreamInput in) throws IOException {
        return new Step(
                in.readVInt(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readVInt() - 1,
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeFloat(score);
        out.writeBoolean(step != null);
        if (step != null) {
            out.writeVInt(step.candidate());
            out.writeDouble(step.relevance());
            out.writeDouble(step.query());
            out.writeDouble(step.queryWeight());
            out.writeDouble(step.semantic());
            out.writeDouble(step.semanticWeight());
            out.writeDouble(step.diversity());
            out.writeVInt(step.closest() + 1);
            out.writeDouble(step.similarity());
            out.writeDouble(step.gain());
            out.writeDouble(step.clamp());
        }
    }
}
