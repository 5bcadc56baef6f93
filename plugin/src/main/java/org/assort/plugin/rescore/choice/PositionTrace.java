/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import org.assort.rescorer.Signal;
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
                readSignal(in),
                readSignal(in),
                readSignal(in),
                in.readDouble(),
                in.readVInt() - 1,
                in.readDouble(),
                in.readDoubleArray(),
                in.readDouble(),
                in.readBoolean(),
                in.readVInt(),
                in.readDouble(),
                in.readDouble());
    }

    private static Signal readSignal(StreamInput in) throws IOException {
        return new Signal(in.readDouble(), in.readDouble());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeFloat(score);
        out.writeBoolean(step != null);
        if (step != null) {
            out.writeVInt(step.candidate());
            out.writeDouble(step.relevance());
            write(step.query(), out);
            write(step.semantic(), out);
            write(step.profile(), out);
            out.writeDouble(step.diversity());
            out.writeVInt(step.closest() + 1);
            out.writeDouble(step.similarity());
            out.writeDoubleArray(step.coverages());
            out.writeDouble(step.novelty());
            out.writeBoolean(step.pinned());
            out.writeVInt(step.passedOver());
            out.writeDouble(step.gain());
            out.writeDouble(step.clamp());
        }
    }

    private static void write(Signal signal, StreamOutput out) throws IOException {
        out.writeDouble(signal.value());
        out.writeDouble(signal.weight());
    }

    /**
     * Returns a step whose candidates are named by their position.
     *
     * @param positionOf {@code int[n]} position of each candidate
     */
    static Step named(Step step, int[] positionOf) {
        return new Step(
                positionOf[step.candidate()],
                step.relevance(),
                step.query(),
                step.semantic(),
                step.profile(),
                step.diversity(),
                step.closest() < 0 ? step.closest() : positionOf[step.closest()],
                step.similarity(),
                step.coverages(),
                step.novelty(),
                step.pinned(),
                step.passedOver(),
                step.gain(),
                step.clamp());
    }
}
