/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.util.List;

/**
 * What is known of a loaded model.
 *
 * @param provider the ONNX Runtime execution provider, {@code CPU}
 * @param quantised whether it quantises activations as it runs; such a model takes one text at a time
 * @param bytesOnDisk model and tokenizer file together
 * @param maxLength the most tokens read from a text, special tokens counted
 * @param maxBatch the most texts in one run of the graph
 * @param inputs names of the graph's inputs
 * @param outputs names of the graph's outputs
 * @param loadMillis time to verify, load and try the model
 */
public record ModelInfo(
        String provider,
        boolean quantised,
        long bytesOnDisk,
        int maxLength,
        int maxBatch,
        List<String> inputs,
        List<String> outputs,
        long loadMillis) {
    public ModelInfo {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The most characters read from a text; what lies behind cannot change its vector. */
    public int maxCharacters() {
        return maxLength * TextTokenizer.CHARS_PER_TOKEN;
    }
}
