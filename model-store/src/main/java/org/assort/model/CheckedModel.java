/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assort.model.check.OnnxModel;
import org.assort.model.check.RefusedException;
import org.assort.model.check.TokenizerFile;

/**
 * A model folder of which all is known that can be without native code: manifest, sizes and hashes of the files, and their
 * structure.
 */
record CheckedModel(
        Path folder,
        ModelManifest manifest,
        Path modelFile,
        OnnxModel model,
        Path tokenizerFile,
        TokenizerFile tokenizer) {

    /**
     * Reads both files.
     *
     * @throws ModelException names the file and field at fault
     */
    static CheckedModel of(Path folder) throws ModelException {
        ModelManifest manifest = ModelManifest.read(folder);
        Path modelFile = checked(folder, manifest.modelFile(), manifest);
        Path tokenizerFile = checked(folder, manifest.tokenizerFile(), manifest);
        return new CheckedModel(
                folder,
                manifest,
                modelFile,
                checkedModel(modelFile, manifest),
                tokenizerFile,
                checkedTokenizer(tokenizerFile, manifest));
    }

    private static Path checked(Path folder, String name, ModelManifest manifest) throws ModelException {
        Path file = folder.resolve(name);
        try {
            if (!Files.isRegularFile(file)) {
                try (Stream<Path> files = Files.list(folder)) {
                    throw new ModelException("there is no file [" + name + "] in [" + folder + "], there are "
                            + files.map(f -> String.valueOf(f.getFileName()))
                                    .sorted()
                                    .toList());
                }
            }
            long wantedBytes = manifest.bytes().get(name);
            if (Files.size(file) != wantedBytes) {
                throw new ModelException("[" + file + "] must have the [" + wantedBytes + "] bytes that "
                        + ModelManifest.FILE + " names, got [" + Files.size(file) + "]");
            }
            String wanted = manifest.sha256().get(name);
            String hash = FileDigest.hex(file);
            if (!hash.equals(wanted)) {
                throw new ModelException("[" + file + "] must have the SHA-256 [" + wanted + "] that "
                        + ModelManifest.FILE + " names, got [" + hash + "]");
            }
            return file;
        } catch (IOException e) {
            throw new ModelException("[" + file + "] cannot be read: " + e, e);
        }
    }

    /** All that can be said of the model without ONNX Runtime. */
    private static OnnxModel checkedModel(Path file, ModelManifest manifest) throws ModelException {
        try {
            OnnxModel model = OnnxModel.check(file);
            boolean oneByOne = GraphSignature.oneByOne(model.inputs()) || model.quantisedAtRunTime();
            for (int tokens = 1; tokens < manifest.maxLength(); tokens *= 2) {
                model.checkRun(1, tokens);
            }
            model.checkRun(1, manifest.maxLength());
            if (!oneByOne) {
                model.checkRun(BatchLimits.CPU.most(manifest.maxLength()), manifest.maxLength());
            }
            return model;
        } catch (IOException e) {
            throw new ModelException("[" + file + "] cannot be read: " + e.getMessage(), e);
        } catch (RefusedException | ModelException e) {
            throw new ModelException("[" + file + "] is refused: " + e.getMessage(), e);
        }
    }

    private static TokenizerFile checkedTokenizer(Path file, ModelManifest manifest) throws ModelException {
        try {
            return TokenizerFile.check(file, manifest.maxLength());
        } catch (IOException e) {
            throw new ModelException("[" + file + "] cannot be read as UTF-8: " + e, e);
        } catch (RefusedException e) {
            throw new ModelException("[" + file + "] is refused: " + e.getMessage(), e);
        }
    }

    /** All of the tokenizer file. */
    String tokenizerText() throws ModelException {
        try {
            return Files.readString(tokenizerFile);
        } catch (IOException e) {
            throw new ModelException("[" + tokenizerFile + "] cannot be read as UTF-8: " + e, e);
        }
    }

    /** The device's own, or as much of them as the model may take memory for in one run. */
    BatchLimits limits(Device device) throws ModelException {
        if (model.quantisedAtRunTime() || GraphSignature.oneByOne(model.inputs())) {
            return BatchLimits.of(device).oneByOne();
        }
        BatchLimits limits = BatchLimits.of(device);
        while (limits.tokens() > BatchLimits.CPU.tokens()) {
            if (fits(limits)) {
                return limits;
            }
            limits = limits.halved();
        }
        return BatchLimits.CPU;
    }

    /** What it takes of the host's memory on a device, whose own memory is not counted. */
    Footprint footprint(Device device) throws ModelException {
        return new Footprint(MemoryEstimate.loaded(manifest), device.isCuda() ? 0 : heldByRun(limits(device)));
    }

    /** The bytes that its largest run within the limits holds at once. */
    private long heldByRun(BatchLimits limits) throws ModelException {
        try {
            return model.heldByRun(limits.most(manifest.maxLength()), manifest.maxLength());
        } catch (RefusedException e) {
            throw new ModelException("the size of a run cannot be told: " + e.getMessage(), e);
        }
    }

    private boolean fits(BatchLimits limits) {
        try {
            model.checkRun(limits.most(manifest.maxLength()), manifest.maxLength());
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }
}
