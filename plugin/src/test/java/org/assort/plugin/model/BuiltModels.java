/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.nio.file.Path;
import org.assort.model.ModelException;
import org.assort.model.ModelFolder;
import org.assort.model.ModelLoader;
import org.assort.model.ModelSettings;
import org.assort.model.NativeLibraries;
import org.assort.model.Pooling;

/** The encoders and native libraries that the build unpacked, for tests that run a real one. */
public final class BuiltModels {

    private static final Path BUILT = Path.of(System.getProperty("project.root"), "model-store", "target");

    private BuiltModels() {}

    /**
     * Writes the folder of an all-MiniLM-L6-v2.
     *
     * @param name of its files, and of the model
     * @param queryPrefix that the text of a query gets
     * @return the folder, in the other one
     */
    public static Path miniLm(Path in, String name, String queryPrefix) throws ModelException {
        Path folder = in.resolve(name);
        ModelFolder.write(
                folder,
                new ModelSettings(384, Pooling.MEAN, true, 256, queryPrefix, "", 0),
                BUILT.resolve("models").resolve(name + ".onnx"),
                BUILT.resolve("models").resolve(name + "-tokenizer.json"));
        return folder;
    }

    /** Returns what loads it. */
    public static ModelLoader loader() {
        return new ModelLoader(NativeLibraries.in(BUILT.resolve("native")));
    }
}
