/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.assort.model.check.OnnxModel;
import org.assort.model.check.RefusedException;

/**
 * Copies of models for the time of their opening, in which ONNX Runtime has fewer steps to take ({@link OnnxModel#writeFused}): a
 * twelfth less time in float32 on a CPU, a tenth where products are quantised. The file itself stays as it was uploaded. A copy is
 * taken only once it has made the vectors of the file ({@link Sample}). Safe for several threads.
 */
final class FusedCopies {
    private static final Logger LOGGER = LogManager.getLogger(FusedCopies.class);
    private static final String NAME = "assort-model";
    private static final String ENDING = ".onnx";

    /** More models than a node has at a time; what is forgotten is compared again. */
    private static final int MOST_KNOWN = 256;

    private final Path temporary;

    /** By the file's SHA-256, whether its copy makes the same vectors. */
    private final Map<String, Boolean> alike = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KNOWN;
        }
    });

    /** Copies in the system's temporary folder. */
    FusedCopies() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Copies in a folder.
     *
     * @param temporary may be missing, full or closed to us
     */
    FusedCopies(Path temporary) {
        this.temporary = temporary;
    }

    /** Opens a file. */
    interface Opening {
        OnnxEncoder open(Path file) throws ModelException;
    }

    /**
     * Opens the copy or, where there is nothing to gain, no room for one, or it makes other vectors, the model itself.
     *
     * @param time what the runs may take by which the two are compared, each
     * @throws EmbeddingException where the model itself takes longer
     */
    OnnxEncoder open(CheckedModel model, Duration time, Opening opening) throws ModelException, EmbeddingException {
        String hash = model.manifest().sha256().get(model.manifest().modelFile());
        Boolean known = alike.get(hash);
        OnnxEncoder copy = null;
        if (known == null) {
            copy = model.model().canBeFused() ? compared(model, hash, time, opening) : null;
        } else if (known) {
            copy = copy(model, opening);
        }
        return copy == null ? opening.open(model.modelFile()) : copy;
    }

    /** One after the other, so that never two of them take memory. Null where it is not to be taken. */
    private OnnxEncoder compared(CheckedModel model, String hash, Duration time, Opening opening)
            throws ModelException, EmbeddingException {
        Sample sample =
                new Sample(model.tokenizer().greatestId(), model.manifest().maxLength());
        float[][] expected;
        try (OnnxEncoder itself = opening.open(model.modelFile())) {
            expected = sample.vectors(itself, new Deadline(time));
        } catch (OrtException e) {
            LOGGER.debug("nothing to compare with, and the trial will say more", e);
            return null;
        }
        OnnxEncoder copy = copy(model, opening);
        if (copy == null) {
            return null;
        }
        double most = model.model().quantisedAtRunTime() ? Sample.QUANTISED : Sample.FLOAT;
        String fault = fault(sample, expected, most, copy, new Deadline(time));
        alike.put(hash, fault == null);
        if (fault == null) {
            return copy;
        }
        warn(model, fault);
        try {
            copy.close();
        } catch (OrtException e) {
            throw new ModelException("the session could not be released: " + e.getMessage(), e);
        }
        return null;
    }

    private OnnxEncoder copy(CheckedModel model, Opening opening) {
        Path copy = null;
        try {
            copy = Files.createTempFile(temporary, NAME, ENDING);
            model.model().writeFused(model.modelFile(), copy);
            return opening.open(copy);
        } catch (IOException | RefusedException | ModelException e) {
            warn(model, "no copy could be made: " + e);
            return null;
        } finally {
            if (copy != null) {
                delete(copy);
            }
        }
    }

    /** Null for none. */
    private static String fault(
            Sample sample, float[][] expected, double most, OnnxEncoder copy, Cancellation cancellation) {
        try {
            double distance = Sample.distance(expected, sample.vectors(copy, cancellation));
            return distance <= most ? null : "vectors of a copy with fewer steps are off by " + distance;
        } catch (OrtException | EmbeddingException e) {
            return "a copy with fewer steps fails: " + e;
        }
    }

    private static void warn(CheckedModel model, String why) {
        LOGGER.warn("model [{}] runs slower than it could: {}", model.modelFile(), why);
    }

    /**
     * Deletes copies of processes that were killed while they opened a model.
     *
     * @param before when the copies were last written; one that another process has just made stays
     */
    void deleteLeft(Instant before) {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(temporary, NAME + "*" + ENDING)) {
            for (Path copy : copies) {
                if (Files.getLastModifiedTime(copy).toInstant().isBefore(before)) {
                    delete(copy);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOGGER.warn("copies of models that may be left in [{}] could not be deleted: {}", temporary, e.toString());
        }
    }

    private static void delete(Path copy) {
        try {
            Files.delete(copy);
        } catch (IOException e) {
            LOGGER.warn("[{}] could not be deleted: {}", copy, e.toString());
        }
    }
}
