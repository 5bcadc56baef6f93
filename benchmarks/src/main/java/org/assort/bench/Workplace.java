/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.ModelSource;
import org.assort.model.ModelSettings;
import org.assort.model.Pooling;

/**
 * Where the build has put what benchmarks run with.
 *
 * @param root the project's folder
 */
public record Workplace(Path root) {

    /** The server, our plugin and the encoder. */
    public Artifacts artifacts() {
        return new Artifacts(root);
    }

    /** The zip of another plugin to run beside ours, by its artifact's name. */
    public Path peer(String name) throws IOException {
        return there(root.resolve("benchmarks/target/peers").resolve(name + ".zip"));
    }

    /** A jar whose native libraries another plugin loads, by its artifact's name. */
    public Path natives(String name) throws IOException {
        return there(root.resolve("benchmarks/target/peers").resolve(name + ".jar"));
    }

    /** The sentence encoder all-MiniLM-L6-v2 as it was published, in float32. */
    public ModelSource floatMiniLm() throws IOException {
        Path folder = root.resolve("benchmarks/target/encoders");
        return ModelSource.of(
                new ModelSettings(384, Pooling.MEAN, true, 256, "", "", 0),
                there(folder.resolve("all-minilm-l6-v2.onnx")),
                there(folder.resolve("all-minilm-l6-v2-tokenizer.json")));
    }

    /** The native libraries that the model store loads. */
    public Path natives() throws IOException {
        return there(root.resolve("model-store/target/native"));
    }

    /** Those with CUDA where the build had the profile {@code gpu}, else those without. */
    public Path deviceNatives() throws IOException {
        Path gpu = root.resolve("model-store/target/native-gpu");
        return Files.exists(gpu) ? gpu : natives();
    }

    /** Where model folders are made. */
    public Path models() {
        return root.resolve("benchmarks/target/models");
    }

    /** Real data, which a clone of the project has not. */
    public Path shared() {
        return root.resolveSibling("shared");
    }

    /** The page about what was measured. */
    public Path page() {
        return root.resolve("docs/evaluation/performance.md");
    }

    public Path results() {
        return root.resolve("benchmarks/target/results");
    }

    private static Path there(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException("there is no " + path + ": build the project");
        }
        return path;
    }
}
