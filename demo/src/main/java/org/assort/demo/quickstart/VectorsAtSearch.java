/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assort.demo.node.Http;
import org.assort.demo.quickstart.ShopSearch.Hit;
import org.assort.demo.shop.Catalogue;

/**
 * Vectors that the node makes from the texts of products when a search finds them, and caches: a large catalogue need not be
 * embedded before the first search.
 *
 * @param model the id of the node's model
 */
record VectorsAtSearch(Http http, Catalogue catalogue, String model) implements ProductVectors {

    @Override
    public void prepare(ObjectNode body) {}

    @Override
    public String loaded() {
        return "";
    }

    @Override
    public void nameIn(ObjectNode clause) {
        clause.put("model", model);
        ArrayNode texts = clause.putArray("text_fields");
        catalogue.fields().texts().forEach(texts::add);
    }

    @Override
    public Map<String, float[]> of(List<Hit> hits) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode();
        ArrayNode texts = body.putArray("texts");
        hits.forEach(hit -> texts.add(hit.text()));
        JsonNode vectors = http.post("/_plugins/_assort/models/" + model + "/_embed", body)
                .ok()
                .path("vectors");
        Map<String, float[]> byId = new HashMap<>();
        for (int i = 0; i < hits.size(); i++) {
            byId.put(hits.get(i).id(), Http.JSON.convertValue(vectors.get(i), float[].class));
        }
        return byId;
    }

    @Override
    public String embeddedAtFirst() {
        return "the query and the products that it had not cached";
    }
}
