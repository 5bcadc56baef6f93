/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assort.model.ModelSettings;
import org.assort.model.Pooling;

/**
 * What the build leaves for real nodes to run with.
 *
 * @param root the project's folder
 */
public record Artifacts(Path root) {

    /** The id under which {@link #miniLm} is served. */
    public static final String MINI_LM = "all-minilm-l6-v2-q";

    /** The number of components of its vectors. */
    public static final int MINI_LM_DIMENSION = 384;

    /** The zip of the OpenSearch distribution. */
    public Distribution distribution() throws NodeFailure {
        return new Distribution(only(root.resolve("demo/target/artifacts"), "opensearch-", ".zip"));
    }

    /** The zip of this project's plugin. */
    public Path plugin() throws NodeFailure {
        return only(root.resolve("plugin/target/releases"), "opensearch-assort-", ".zip");
    }

    /** The sentence encoder all-MiniLM-L6-v2, dynamically quantised: English, 384 dimensions. */
    public ModelSource miniLm() throws NodeFailure {
        Path folder = root.resolve("demo/target/artifacts");
        return ModelSource.of(
                new ModelSettings(MINI_LM_DIMENSION, Pooling.MEAN, true, 256, "", "", 0),
                only(folder, MINI_LM, ".onnx"),
                only(folder, MINI_LM, "-tokenizer.json"));
    }

    private static Path only(Path folder, String start, String end) throws NodeFailure {
        if (!Files.isDirectory(folder)) {
            throw new NodeFailure("not built: there is no " + folder + "; run mvn package");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(start) && name.endsWith(end);
                    })
                    .toList();
            if (found.size() != 1) {
                throw new NodeFailure("[" + folder + "] must hold one " + start + "*" + end + ", got " + found
                        + "; run mvn clean package");
            }
            return found.getFirst();
        } catch (IOException unreadable) {
            throw new NodeFailure(folder + " cannot be read", unreadable);
        }
    }
}
