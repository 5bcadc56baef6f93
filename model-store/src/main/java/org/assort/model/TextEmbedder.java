/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.util.List;

/** A loaded sentence encoder. Safe for use by many threads at once. */
public interface TextEmbedder extends AutoCloseable {
    String modelId();

    int dimension();

    /** In [-1, 1): the cosine that this model gives to unrelated texts. */
    double cosineFloor();

    /**
     * Hex SHA-256 over everything that decides a vector: two models with equal fingerprints give equal vectors, up to the rounding
     * of their devices.
     */
    String fingerprint();

    ModelInfo info();

    /**
     * One vector a text.
     *
     * @param texts any length, empty allowed; what lies past the model's maximum length is not read
     * @param cancellation asked before each batch and, by another thread, in one that takes long
     * @param times gets the time that it takes, also where it fails
     * @return {@code float[texts.size()][dimension]}, in the order of the texts
     * @throws IllegalStateException after {@link #close}
     */
    float[][] embed(List<String> texts, Purpose purpose, Cancellation cancellation, EmbeddingTimes times)
            throws EmbeddingException;

    /** The same, where nobody asks what it took. */
    default float[][] embed(List<String> texts, Purpose purpose, Cancellation cancellation) throws EmbeddingException {
        return embed(texts, purpose, cancellation, new EmbeddingTimes());
    }

    /** Refuses new work at once; native memory is released when the last running {@code embed} has ended. */
    @Override
    void close();
}
