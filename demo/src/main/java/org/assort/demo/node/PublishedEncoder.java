/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assort.model.ModelSettings;
import org.assort.model.Pooling;

/**
 * An encoder of docs/encoders.md with the settings that stand there.
 *
 * @param files the folder with its two files
 * @param chinese whether it is for Chinese texts; else for English ones
 */
public record PublishedEncoder(String id, ModelSettings settings, Path files, boolean chinese) {

    /** Those that the build unpacks for the tests of the model store, by the project's folder. */
    public static List<PublishedEncoder> all(Path root) throws IOException {
        Path file = root.resolve("build-support/reference-vectors/encoders.json");
        Path models = root.resolve("model-store/target/models");
        List<PublishedEncoder> all = new ArrayList<>();
        all.add(new PublishedEncoder(
                "all-minilm-l6-v2-q", new ModelSettings(384, Pooling.MEAN, true, 256, "", "", 0), models, false));
        for (JsonNode json : new ObjectMapper().readTree(Files.readString(file))) {
            ModelSettings settings = new ModelSettings(
                    json.get("dimension").intValue(),
                    json.get("pooling").textValue().equals("cls") ? Pooling.CLS : Pooling.MEAN,
                    true,
                    json.get("max_length").intValue(),
                    json.get("query_prefix").textValue(),
                    json.get("passage_prefix").textValue(),
                    json.get("cosine_floor").doubleValue());
            String id = json.get("id").textValue();
            all.add(new PublishedEncoder(id, settings, models, id.contains("-zh-")));
        }
        return all;
    }

    /** Its files, with a manifest of its settings. */
    public ModelSource source() {
        return ModelSource.of(settings, files.resolve(id + ".onnx"), files.resolve(id + "-tokenizer.json"));
    }
}
