/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Texts of tokens at random, always the same, by which two encoders are compared. */
final class Sample {

    /** As far as vectors may be apart that are the same but for the rounding of 32-bit numbers. */
    static final double FLOAT = 1e-3;

    /**
     * The same where numbers are cut to 8 bits between the steps: a rounding may move one to the next of 256, as it does from one
     * processor to another.
     */
    static final double QUANTISED = 0.25;

    private static final int[] LENGTHS = {2, 3, 5, 8, 13, 21, 34};
    private static final long SEED = 42;

    private final long[][] texts;

    /**
     * Texts for a model.
     *
     * @param greatestId tokens are in [0, greatestId]
     * @param maxLength one text has so many of them, the others a few
     */
    Sample(long greatestId, int maxLength) {
        Random random = new Random(SEED);
        int[] lengths = Arrays.copyOf(LENGTHS, LENGTHS.length + 1);
        lengths[LENGTHS.length] = maxLength;
        this.texts = Arrays.stream(lengths)
                .mapToObj(length -> random.longs(Math.min(length, maxLength), 0, greatestId + 1)
                        .toArray())
                .toArray(long[][]::new);
    }

    /** {@code float[texts][dimension]}, each text run for itself. */
    float[][] vectors(OnnxEncoder encoder, Cancellation cancellation) throws OrtException, EmbeddingException {
        Workspace workspace = new Workspace();
        float[][] vectors = new float[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            Tokens text = new Tokens(texts[i], new long[texts[i].length]);
            vectors[i] = encoder.run(List.of(text), workspace, cancellation)[0];
        }
        return vectors;
    }

    /** The greatest distance of a vector from what is expected, as a part of its length; NaN where a component is. */
    static double distance(float[][] expected, float[][] seen) {
        double greatest = 0;
        for (int i = 0; i < expected.length; i++) {
            double apart = 0;
            double length = 0;
            for (int d = 0; d < expected[i].length; d++) {
                double difference = (double) expected[i][d] - seen[i][d];
                apart += difference * difference;
                length += (double) expected[i][d] * expected[i][d];
            }
            // A vector of zeros is to be one.
            greatest = Math.max(greatest, apart == 0 ? 0 : Math.sqrt(apart / length));
        }
        return greatest;
    }
}
