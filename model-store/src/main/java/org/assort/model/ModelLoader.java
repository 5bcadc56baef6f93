/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.assort.model.check.OnnxModel;
import org.assort.model.check.RefusedException;
import org.assort.model.check.TokenizerFile;

/**
 * Turns a model folder into an embedder. All that can be wrong with a model is found here: manifest, sizes and hashes
 * of the files, their structure before native code sees them, names and shapes of the graph, and a trial of a short text,
 * of the vocabulary's last token and of the greatest length. Safe for many threads.
 */
public final class ModelLoader {
    private static final Logger LOGGER = LogManager.getLogger(ModelLoader.class);
    private static final String TRIAL = "A red cotton shirt, size 42";

    /** A trial is four runs; a small encoder needs a tenth of a second for them. */
    private static final Duration TRIAL_TIME = Duration.ofSeconds(60);

    private final NativeLibraries natives;
    private final Duration trialTime;
    private final RunWatch watch = new RunWatch();

    public ModelLoader(NativeLibraries natives) {
        this(natives, TRIAL_TIME);
    }

    /**
     * A loader of models that are as quick as is said.
     *
     * @param trialTime what the runs of a trial may take together
     */
    ModelLoader(NativeLibraries natives, Duration trialTime) {
        this.natives = Objects.requireNonNull(natives, "natives");
        this.trialTime = trialTime;
    }

    /**
     * Reads both files three times at most; the caller's thread is busy for that long.
     *
     * @param folder named after the model's id
     * @return to be closed by the caller
     * @throws ModelException names the file and field at fault; nothing stays open
     */
    public TextEmbedder load(Path folder) throws ModelException {
        long start = System.nanoTime();
        ModelManifest manifest = ModelManifest.read(folder);
        Path modelFile = checked(folder, manifest.modelFile(), manifest);
        Path tokenizerFile = checked(folder, manifest.tokenizerFile(), manifest);
        OnnxModel model = checkedModel(modelFile, manifest);
        TokenizerFile checkedTokenizer = checkedTokenizer(tokenizerFile, manifest);
        OrtEnvironment environment = natives.load();
        TextTokenizer tokenizer = null;
        OnnxEncoder encoder = null;
        TextEmbedder embedder = null;
        try {
            tokenizer = tokenizer(tokenizerFile, text(tokenizerFile), manifest.maxLength());
            encoder = open(environment, modelFile, model, manifest);
            Deadline deadline = new Deadline(trialTime);
            tryOut(new Trial(encoder, folder, deadline), tokenizer, checkedTokenizer.greatestId(), manifest);
            ModelInfo info = info(manifest, model, encoder, start);
            embedder = new OnnxTextEmbedder(manifest, tokenizer, encoder, info);
            embedder.embed(List.of(TRIAL), Purpose.PASSAGE, deadline);
            LOGGER.info(
                    "loaded model [{}], [{}], {} bytes, {} ms",
                    manifest.id(),
                    embedder.fingerprint(),
                    info.bytesOnDisk(),
                    info.loadMillis());
            TextEmbedder loaded = embedder;
            tokenizer = null;
            encoder = null;
            embedder = null;
            return loaded;
        } catch (EmbeddingException e) {
            throw new ModelException(folder + ": the trial failed: " + e.getMessage(), e);
        } finally {
            closeUnused(embedder, encoder, tokenizer);
        }
    }

    /** The embedder owns the other two once it is there. */
    private static void closeUnused(TextEmbedder embedder, OnnxEncoder encoder, TextTokenizer tokenizer)
            throws ModelException {
        if (embedder != null) {
            embedder.close();
            return;
        }
        if (tokenizer != null) {
            tokenizer.close();
        }
        try {
            if (encoder != null) {
                encoder.close();
            }
        } catch (OrtException e) {
            throw new ModelException("the session could not be released: " + e.getMessage(), e);
        }
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
                model.checkRun(BatchPlan.most(manifest.maxLength()), manifest.maxLength());
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

    private static String text(Path file) throws ModelException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ModelException("[" + file + "] cannot be read as UTF-8: " + e, e);
        }
    }

    private static TextTokenizer tokenizer(Path file, String json, int maxLength) throws ModelException {
        try {
            return new TextTokenizer(json, maxLength);
        } catch (RuntimeException e) {
            throw new ModelException("[" + file + "] is not a tokenizer that can be read: " + e.getMessage(), e);
        }
    }

    private OnnxEncoder open(OrtEnvironment environment, Path file, OnnxModel model, ModelManifest manifest)
            throws ModelException {
        try {
            return OnnxEncoder.open(environment, file, model, manifest, watch);
        } catch (ModelException e) {
            throw new ModelException("[" + file + "]: " + e.getMessage(), e);
        }
    }

    private static void tryOut(Trial trial, TextTokenizer tokenizer, long greatestId, ModelManifest manifest)
            throws ModelException, EmbeddingException {
        Tokens text;
        try {
            text = tokenizer.encode(manifest.passagePrefix(), TRIAL);
        } catch (RuntimeException e) {
            throw new ModelException(trial.folder() + ": the tokenizer failed on a short text: " + e.getMessage(), e);
        }
        if (text.length() == 0) {
            throw new ModelException(trial.folder() + ": the tokenizer makes no tokens of [" + TRIAL + "]");
        }
        long[] shape = trial.shape(text, "a short text");
        if (shape[shape.length - 1] != manifest.dimension()) {
            throw new ModelException(trial.folder() + ": [dimension] must be the model's, [" + shape[shape.length - 1]
                    + "], got [" + manifest.dimension() + "]");
        }
        long[] last = text.ids.clone();
        last[last.length / 2] = Math.max(greatestId, last[last.length / 2]);
        trial.shape(
                new Tokens(last, text.types),
                "token [" + greatestId + "], the last of [" + manifest.tokenizerFile() + "]");
        long[] longest = new long[manifest.maxLength()];
        Arrays.setAll(longest, i -> text.ids[Math.min(i, text.ids.length - 1)]);
        trial.shape(
                new Tokens(longest, new long[longest.length]),
                "[" + longest.length + "] tokens, the [max_length] of " + ModelManifest.FILE);
    }

    /** Runs of the graph whose vectors do not matter. */
    private record Trial(OnnxEncoder encoder, Path folder, Deadline deadline) {
        long[] shape(Tokens tokens, String what) throws ModelException, EmbeddingException {
            try {
                return encoder.shapeFor(tokens, deadline);
            } catch (OrtException e) {
                throw new ModelException(folder + ": the model failed on " + what + ": " + e.getMessage(), e);
            }
        }
    }

    private static ModelInfo info(ModelManifest manifest, OnnxModel model, OnnxEncoder encoder, long start) {
        boolean alone = model.quantisedAtRunTime() || encoder.signature().oneByOne();
        return new ModelInfo(
                "CPU",
                model.quantisedAtRunTime(),
                manifest.bytes().values().stream().mapToLong(Long::longValue).sum(),
                manifest.maxLength(),
                alone ? 1 : OnnxTextEmbedder.MAX_TEXTS,
                encoder.signature().inputs(),
                encoder.outputs(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
}
