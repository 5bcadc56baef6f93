/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What {@code model.json} says of a model folder. Every key is needed and no other is allowed:
 *
 * <pre>{@code
 * { "dimension": 384, "pooling": "mean", "normalise": true, "max_length": 256,
 *   "query_prefix": "", "passage_prefix": "", "cosine_floor": 0.0,
 *   "files": {
 *     "model":     { "name": "model.onnx",     "bytes": 90387606, "sha256": "64 hex digits" },
 *     "tokenizer": { "name": "tokenizer.json", "bytes": 711661,   "sha256": "64 hex digits" } } }
 * }</pre>
 *
 * The ranges are those of {@link ModelSettings}.
 *
 * @param id the folder's name, not in the JSON
 * @param sha256 lower-case hex by file name
 * @param bytes length by file name
 */
public record ModelManifest(
        String id,
        int dimension,
        Pooling pooling,
        boolean normalise,
        int maxLength,
        String queryPrefix,
        String passagePrefix,
        double cosineFloor,
        String modelFile,
        String tokenizerFile,
        Map<String, String> sha256,
        Map<String, Long> bytes) {
    /** The manifest's own name in the folder. */
    public static final String FILE = "model.json";

    /** What an id looks like. */
    public static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    /** Raised when the same settings and files begin to give other vectors. */
    private static final String RECIPE = "assort-text-1";

    public ModelManifest {
        sha256 = Map.copyOf(sha256);
        bytes = Map.copyOf(bytes);
    }

    /**
     * Returns the id.
     *
     * @param source what gave it, as the message begins
     * @throws IllegalArgumentException where it does not look like one
     */
    public static String checkId(String source, String id) {
        if (ID.matcher(id).matches()) {
            return id;
        }
        throw new IllegalArgumentException(source + " must match [" + ID + "], got [" + id + "]");
    }

    /** Reads and checks {@code model.json}; the files it names are not opened. */
    public static ModelManifest read(Path folder) throws ModelException {
        return ManifestReader.read(folder);
    }

    /**
     * The same of a manifest that is in no folder yet.
     *
     * @param json at most 64 KB
     * @throws ModelException naming the field at fault
     */
    public static ModelManifest parse(String id, byte[] json) throws ModelException {
        return ManifestReader.parse(id, json);
    }

    /** Bytes of all files together, {@code Long.MAX_VALUE} where they are more. */
    public long size() {
        // Each is at least 1, so that a sum below 0 is one too large.
        return bytes.values().stream().reduce(0L, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    }

    /**
     * Hex SHA-256 over all that decides a vector. Neither the id nor {@code cosine_floor} does: a renamed folder keeps
     * its vectors.
     */
    public String fingerprint() {
        MessageDigest digest = FileDigest.sha256();
        String[] parts = {
            RECIPE,
            Integer.toString(dimension),
            pooling.key(),
            Boolean.toString(normalise),
            Integer.toString(maxLength),
            queryPrefix,
            passagePrefix,
            sha256.get(modelFile),
            sha256.get(tokenizerFile)
        };
        for (String part : parts) {
            byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
            // The length keeps ("ab", "c") and ("a", "bc") apart.
            digest.update((utf8.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(utf8);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
