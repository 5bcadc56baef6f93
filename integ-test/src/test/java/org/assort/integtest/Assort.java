/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.assort.soak.Await;

/** The plugin's own endpoints on a cluster of one node. */
record Assort(Http http) {

    static final String PREFIX = "/_plugins/_assort";

    private static final int TEXTS_A_REQUEST = 64;

    /** A node's answer on one model. */
    JsonNode model(String id) throws IOException {
        JsonNode nodes = http.get(PREFIX + "/models").ok().at("/models/" + id + "/nodes");
        return nodes.elements().next();
    }

    /** Returns when no model is loading any more. */
    void awaitModels() throws IOException {
        Await.until("models are loaded", Duration.ofMinutes(2), () -> {
            JsonNode models = http.get(PREFIX + "/models").ok().path("models");
            return models.isEmpty() == false && models.findValuesAsText("state").contains("loading") == false;
        });
    }

    /** A counter of the node, by its path, such as {@code /embedding/texts}. */
    long stat(String pointer) throws IOException {
        JsonNode nodes = http.get(PREFIX + "/stats").ok().path("nodes");
        JsonNode value = nodes.elements().next().at(pointer);
        if (value.isNumber() == false) {
            throw new IOException("no number at " + pointer + " of the stats " + nodes);
        }
        return value.asLong();
    }

    /** Embeds texts as passages. */
    List<float[]> embed(List<String> texts) throws IOException {
        return embed(texts, "passage");
    }

    /** Embeds texts, as many as there are. */
    List<float[]> embed(List<String> texts, String purpose) throws IOException {
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += TEXTS_A_REQUEST) {
            ObjectNode body = Http.JSON.createObjectNode().put("purpose", purpose);
            ArrayNode array = body.putArray("texts");
            texts.subList(from, Math.min(texts.size(), from + TEXTS_A_REQUEST)).forEach(array::add);
            for (JsonNode vector : http.post(PREFIX + "/models/" + Artifacts.MINI_LM + "/_embed", body)
                    .ok()
                    .path("vectors")) {
                vectors.add(Http.JSON.convertValue(vector, float[].class));
            }
        }
        return vectors;
    }
}
