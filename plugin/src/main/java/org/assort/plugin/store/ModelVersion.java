/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.assort.model.ModelException;
import org.assort.model.ModelManifest;

/**
 * One version of a model, as far as it was uploaded.
 *
 * @param number counted over all models of the store, so that no two versions ever share one
 * @param chunkBytes bytes of every chunk but a file's last
 * @param manifest what its files are
 * @param json the manifest as it was sent
 * @param received bytes that are there of each file
 * @param attempts how often what came of a file was thrown away; of a file that is not in it, never
 * @param forced whether it is to follow the active version though something expects other vectors than its own
 * @param complete whether all are there, and are what the manifest says
 */
record ModelVersion(
        long number,
        int chunkBytes,
        ModelManifest manifest,
        String json,
        Map<String, Long> received,
        Map<String, Integer> attempts,
        boolean forced,
        boolean complete) {

    ModelVersion {
        received = Map.copyOf(received);
        attempts = Map.copyOf(attempts);
    }

    /** A version of which nothing is there yet. */
    static ModelVersion begin(long number, int chunkBytes, ModelManifest manifest, String json, boolean forced) {
        Map<String, Long> nothing = new HashMap<>();
        manifest.bytes().keySet().forEach(file -> nothing.put(file, 0L));
        return new ModelVersion(number, chunkBytes, manifest, json, nothing, Map.of(), forced, false);
    }

    /** Reads the manifest of a version that was stored. */
    static ModelVersion stored(
            long number,
            int chunkBytes,
            String id,
            String json,
            Map<String, Long> received,
            Map<String, Integer> attempts,
            boolean forced,
            boolean complete) {
        try {
            ModelManifest manifest = ModelManifest.parse(id, json.getBytes(StandardCharsets.UTF_8));
            return new ModelVersion(number, chunkBytes, manifest, json, received, attempts, forced, complete);
        } catch (ModelException e) {
            throw new IllegalStateException("the manifest of model [" + id + "] in the store is broken", e);
        }
    }

    /** Returns the model's name. */
    String id() {
        return manifest.id();
    }

    /** The same with so many bytes of a file. */
    ModelVersion received(String file, long bytes) {
        Map<String, Long> changed = new HashMap<>(received);
        changed.put(file, bytes);
        return new ModelVersion(number, chunkBytes, manifest, json, changed, attempts, forced, false);
    }

    /** The same without what came of a file, which is sent again. */
    ModelVersion discarded(String file) {
        Map<String, Integer> more = new HashMap<>(attempts);
        more.merge(file, 1, Integer::sum);
        return new ModelVersion(number, chunkBytes, manifest, json, received, more, forced, false).received(file, 0);
    }

    /** Returns the number of the attempt at a file, from 0; the chunks of each have places of their own. */
    int attempt(String file) {
        return attempts.getOrDefault(file, 0);
    }

    /** The same, forced. */
    ModelVersion force() {
        return new ModelVersion(number, chunkBytes, manifest, json, received, attempts, true, complete);
    }

    /** The same, all of it there. */
    ModelVersion completed() {
        return new ModelVersion(number, chunkBytes, manifest, json, received, attempts, forced, true);
    }

    /** Returns whether the last byte of each file is there. */
    boolean hasAllBytes() {
        return received.equals(manifest.bytes());
    }

    /** Returns the bytes that a chunk must have. */
    int chunkLength(String file, long offset) {
        return (int) Math.min(chunkBytes, manifest.bytes().get(file) - offset);
    }

    /** Returns how many chunks a file has. */
    long chunks(String file) {
        return Math.ceilDiv(manifest.bytes().get(file), (long) chunkBytes);
    }

    /** Returns length by file, in the order of their names. */
    Map<String, Long> files() {
        return new TreeMap<>(manifest.bytes());
    }
}
