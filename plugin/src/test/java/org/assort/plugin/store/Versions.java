/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assort.model.FileDigest;
import org.assort.model.ModelException;
import org.assort.model.ModelManifest;

/** Versions of models with files made of bytes at random. */
final class Versions {

    private Versions() {}

    /** Files of up to 2,000 bytes. */
    static Map<String, byte[]> files(Random random) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : new String[] {"model.onnx", "tokenizer.json"}) {
            byte[] bytes = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(bytes);
            files.put(name, bytes);
        }
        return files;
    }

    static ModelVersion of(long number, String id, int chunkBytes, Map<String, byte[]> files) throws ModelException {
        String json = """
                { "dimension": 384, "pooling": "mean", "normalise": true, "max_length": 256,
                  "query_prefix": "", "passage_prefix": "", "cosine_floor": 0.0,
                  "files": { "model": %s, "tokenizer": %s } }
                """.formatted(entry("model.onnx", files), entry("tokenizer.json", files));
        ModelManifest manifest = ModelManifest.parse(id, json.getBytes(StandardCharsets.UTF_8));
        return ModelVersion.begin(number, chunkBytes, manifest, json, false);
    }

    static ModelVersion of(long number, String id) throws ModelException {
        return of(number, id, 100, files(new Random(number)));
    }

    private static String entry(String name, Map<String, byte[]> files) {
        byte[] bytes = files.get(name);
        return "{\"name\": \"" + name + "\", \"bytes\": " + bytes.length + ", \"sha256\": \"" + FileDigest.hex(bytes)
                + "\"}";
    }
}
