/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

/**
 * How large the batches of a device are.
 *
 * @param texts the most of a batch
 * @param tokens the most of a batch, padding counted: bounds the memory of a run
 * @param runTokens what a run costs beside its tokens, in tokens
 */
record BatchLimits(int texts, int tokens, int runTokens) {
    /**
     * Larger batches are not faster on one thread. MiniLM in float32 on one core takes 1.6 ms for a run and 0.24 ms for each token
     * in it, whether those are of one text or of several.
     */
    static final BatchLimits CPU = new BatchLimits(32, 2048, 6);

    /** Not measured: a device takes a run of few tokens as long as one of many, so batches are cut for their length last. */
    static final BatchLimits CUDA = new BatchLimits(256, 16_384, 1024);

    static BatchLimits of(Device device) {
        return device.isCuda() ? CUDA : CPU;
    }

    /** How many texts of a length stand in the largest batch. */
    int most(int length) {
        return Math.clamp(tokens / length, 1, texts);
    }

    BatchLimits oneByOne() {
        return new BatchLimits(1, tokens, runTokens);
    }

    BatchLimits halved() {
        return new BatchLimits(texts, tokens / 2, runTokens);
    }
}
