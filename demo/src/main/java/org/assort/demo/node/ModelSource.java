/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assort.model.ModelException;
import org.assort.model.ModelFolder;
import org.assort.model.ModelSettings;

/** Something that fills a model folder of a node. */
@FunctionalInterface
public interface ModelSource {

    /** Writes {@code model.json} and the files that it names into {@code folder}, which exists and is empty. */
    void writeTo(Path folder) throws IOException;

    /** A folder that is complete already. */
    static ModelSource copyOf(Path complete) {
        return folder -> {
            try (Stream<Path> files = Files.list(complete)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, folder.resolve(file.getFileName().toString()));
                }
            }
        };
    }

    /** The two files of a publisher, and how the model wants to be used. */
    static ModelSource of(ModelSettings settings, Path onnx, Path tokenizer) {
        return folder -> {
            try {
                ModelFolder.write(folder, settings, onnx, tokenizer);
            } catch (ModelException broken) {
                throw new IOException(broken.getMessage(), broken);
            }
        };
    }
}
