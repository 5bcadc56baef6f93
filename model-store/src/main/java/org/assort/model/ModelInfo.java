/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.util.List;

/**
 * What is known of a loaded model.
 *
 * @param device where it runs
 * @param quantised whether it quantises activations as it runs; such a model takes one text at a time
 * @param bytesOnDisk model and tokenizer file together
 * @param footprint estimate of the native memory that it takes while it is loaded
 * @param maxLength the most tokens read from a text, special tokens counted
 * @param maxBatch the most texts in one run of the graph
 * @param inputs names of the graph's inputs
 * @param outputs names of the graph's outputs
 * @param loadMillis time to verify, load and try the model
 */
public record ModelInfo(
        Device device,
        boolean quantised,
        long bytesOnDisk,
        Footprint footprint,
        int maxLength,
        int maxBatch,
        List<String> inputs,
        List<String> outputs,
        long loadMillis) {
    public ModelInfo {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** What the manifest says of a model that was not loaded yet. */
    public static ModelInfo unloaded(ModelManifest manifest) {
        return new ModelInfo(
                Device.cpu(), false, manifest.size(), Footprint.NONE, manifest.maxLength(), 1, List.of(), List.of(), 0);
    }

    /** The most characters read from a text; what lies behind cannot change its vector. */
    public int maxCharacters() {
        return maxLength * TextTokenizer.CHARS_PER_TOKEN;
    }
}
