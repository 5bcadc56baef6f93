/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

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
    private final Devices devices;
    private final Duration trialTime;
    private final RunWatch watch = new RunWatch();
    private final FusedCopies copies = new FusedCopies();

    /** A loader of models that run on whichever device there is. */
    public ModelLoader(NativeLibraries natives) {
        this(natives, DeviceChoice.AUTO);
    }

    /** A loader of models that run on the CPU where that device cannot be had. */
    public ModelLoader(NativeLibraries natives, DeviceChoice device) {
        this(natives, device, TRIAL_TIME);
    }

    /**
     * A loader of models that are as quick as is said.
     *
     * @param trialTime what the runs of a trial may take together
     */
    ModelLoader(NativeLibraries natives, Duration trialTime) {
        this(natives, DeviceChoice.AUTO, trialTime);
    }

    private ModelLoader(NativeLibraries natives, DeviceChoice device, Duration trialTime) {
        this.natives = Objects.requireNonNull(natives, "natives");
        this.devices = new Devices(device);
        this.trialTime = trialTime;
    }

    /**
     * Deletes what processes left in the temporary folder that were killed while they loaded a model.
     *
     * @param before when it was last written; what is younger may be of a process that is loading
     */
    public void deleteLeft(Instant before) {
        copies.deleteLeft(before);
    }

    /**
     * Finds what can be wrong with a model without native code: all but the trial and what ONNX Runtime does not take.
     *
     * @throws ModelException names the file and field at fault
     */
    public void check(Path folder) throws ModelException {
        CheckedModel.of(folder);
    }

    /**
     * Reads both files some times, and writes a copy of the model, which it compares with it the first time ({@link FusedCopies}); the
     * caller's thread is busy for that long.
     *
     * @param folder named after the model's id
     * @return to be closed by the caller
     * @throws ModelException names the file and field at fault; nothing stays open
     */
    public TextEmbedder load(Path folder) throws ModelException {
        return load(folder, footprint -> {});
    }

    /**
     * The same where somebody has a say in how much memory a model takes.
     *
     * @param admission told once the files are checked and before native code has them, a second time where a device does not take the
     *     model; what it throws ends the load
     */
    public TextEmbedder load(Path folder, Consumer<Footprint> admission) throws ModelException {
        long start = System.nanoTime();
        CheckedModel checked = CheckedModel.of(folder);
        // Whatever device is looked for, it is these libraries that must be there.
        natives.load();
        TextEmbedder embedder = devices.place(checked.model().quantisedAtRunTime(), device -> {
            admission.accept(checked.footprint(device));
            return loadOn(device, checked, start);
        });
        LOGGER.info(
                "loaded model [{}], [{}], on [{}], {} bytes, {} ms",
                embedder.modelId(),
                embedder.fingerprint(),
                embedder.info().device().id(),
                embedder.info().bytesOnDisk(),
                embedder.info().loadMillis());
        return embedder;
    }

    private TextEmbedder loadOn(Device device, CheckedModel checked, long start) throws ModelException {
        ModelManifest manifest = checked.manifest();
        TextTokenizer tokenizer = null;
        OnnxEncoder encoder = null;
        TextEmbedder embedder = null;
        try {
            tokenizer = tokenizer(checked.tokenizerFile(), checked.tokenizerText(), manifest.maxLength());
            encoder = open(device, checked);
            Deadline deadline = new Deadline(trialTime);
            tryOut(
                    new Trial(encoder, checked.folder(), deadline),
                    tokenizer,
                    checked.tokenizer().greatestId(),
                    manifest);
            BatchLimits limits = checked.limits(device);
            ModelInfo info = info(device, checked, encoder, limits, start);
            embedder = new OnnxTextEmbedder(manifest, tokenizer, encoder, info, limits);
            embedder.embed(List.of(TRIAL), Purpose.PASSAGE, deadline);
            TextEmbedder loaded = embedder;
            tokenizer = null;
            encoder = null;
            embedder = null;
            return loaded;
        } catch (EmbeddingException e) {
            throw new ModelException(checked.folder() + ": the trial failed: " + e.getMessage(), e);
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

    private static TextTokenizer tokenizer(Path file, String json, int maxLength) throws ModelException {
        try {
            return new TextTokenizer(json, maxLength);
        } catch (RuntimeException e) {
            throw new ModelException("[" + file + "] is not a tokenizer that can be read: " + e.getMessage(), e);
        }
    }

    private OnnxEncoder open(Device device, CheckedModel checked) throws ModelException, EmbeddingException {
        FusedCopies.Opening opening =
                file -> OnnxEncoder.open(natives, device, file, checked.model(), checked.manifest(), watch);
        try {
            return device.isCuda() ? opening.open(checked.modelFile()) : copies.open(checked, trialTime, opening);
        } catch (NoDeviceException e) {
            // As it is for every model, it stands in the log once.
            throw e;
        } catch (ModelException e) {
            throw new ModelException("[" + checked.modelFile() + "]: " + e.getMessage(), e);
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

    private static ModelInfo info(
            Device device, CheckedModel checked, OnnxEncoder encoder, BatchLimits limits, long start)
            throws ModelException {
        ModelManifest manifest = checked.manifest();
        return new ModelInfo(
                device,
                checked.model().quantisedAtRunTime(),
                manifest.size(),
                checked.footprint(device),
                manifest.maxLength(),
                limits.texts(),
                encoder.signature().inputs(),
                encoder.outputs(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
}
