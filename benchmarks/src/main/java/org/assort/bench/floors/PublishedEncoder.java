/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.floors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assort.bench.Workplace;
import org.assort.demo.node.ModelSource;
import org.assort.model.ModelSettings;
import org.assort.model.Pooling;

/**
 * An encoder of docs/encoders.md with the settings that stand there.
 *
 * @param chinese whether it is for Chinese texts; else for English ones
 */
record PublishedEncoder(String id, ModelSettings settings, boolean chinese) {

    /** Those that the build unpacks for the tests of the model store. */
    static List<PublishedEncoder> all(Workplace workplace) throws IOException {
        Path file = workplace.root().resolve("build-support/reference-vectors/encoders.json");
        List<PublishedEncoder> all = new ArrayList<>();
        all.add(new PublishedEncoder(
                "all-minilm-l6-v2-q", new ModelSettings(384, Pooling.MEAN, true, 256, "", "", 0), false));
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
            all.add(new PublishedEncoder(id, settings, id.contains("-zh-")));
        }
        return all;
    }

    ModelSource source(Workplace workplace) {
        Path models = workplace.root().resolve("model-store/target/models");
        return ModelSource.of(settings, models.resolve(id + ".onnx"), models.resolve(id + "-tokenizer.json"));
    }
}
