/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.List;
import java.util.function.UnaryOperator;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;
import org.opensearch.core.action.ActionListener;

/** The texts of one request for vectors, and how far it is. To be used by one thread at a time. */
final class EmbeddingRequest {

    private final TextEmbedder embedder;
    private final List<String> texts;
    private final Purpose purpose;
    private final EmbeddingLimits limits;
    private final EmbeddingCounters counters;
    private final ActionListener<float[][]> listener;
    private final float[][] vectors;
    private int done;

    EmbeddingRequest(
            TextEmbedder embedder,
            List<String> texts,
            Purpose purpose,
            EmbeddingLimits limits,
            EmbeddingCounters counters,
            ActionListener<float[][]> listener) {
        this.embedder = embedder;
        this.texts = texts;
        this.purpose = purpose;
        this.limits = limits;
        this.counters = counters;
        this.listener = listener;
        this.vectors = new float[texts.size()][];
    }

    /** The same before it has begun, with another listener around the one that it has. */
    EmbeddingRequest listening(UnaryOperator<ActionListener<float[][]>> around) {
        assert hasBegun() == false : "its vectors would be lost";
        return new EmbeddingRequest(embedder, texts, purpose, limits, counters, around.apply(listener));
    }

    TextEmbedder embedder() {
        return embedder;
    }

    Purpose purpose() {
        return purpose;
    }

    EmbeddingLimits limits() {
        return limits;
    }

    EmbeddingCounters counters() {
        return counters;
    }

    /** Returns how many texts have no vector yet. */
    int left() {
        return texts.size() - done;
    }

    boolean hasBegun() {
        return done > 0;
    }

    /** Returns the next texts, at most so many. */
    List<String> next(int most) {
        return texts.subList(done, Math.min(done + most, texts.size()));
    }

    /** Takes the vectors of the next texts. */
    void add(float[][] slice) {
        System.arraycopy(slice, 0, vectors, done, slice.length);
        counters.embedded(slice.length);
        done += slice.length;
    }

    /** Hands over all vectors. */
    void answer() {
        listener.onResponse(vectors);
    }

    void reject(Exception e) {
        counters.rejected();
        listener.onFailure(e);
    }

    void fail(Exception e) {
        counters.failed();
        listener.onFailure(e);
    }
}
