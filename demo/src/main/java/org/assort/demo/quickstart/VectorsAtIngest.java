/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assort.demo.node.Http;
import org.assort.demo.quickstart.ShopSearch.Hit;
import org.assort.demo.shop.Catalogue;

/**
 * Vectors that an ingest pipeline makes while the products are loaded, kept in a field of their own.
 *
 * @param model the id of the node's model, whose vectors have {@code dimension} components
 */
record VectorsAtIngest(Http http, Catalogue catalogue, String model, int dimension) implements ProductVectors {

    private static final String TYPE = "product_vector";
    private static final String FIELD = "embedding";

    @Override
    public void prepare(ObjectNode body) throws IOException {
        String pipeline = catalogue.index() + "-vectors";
        http.put("/_ingest/pipeline/" + pipeline, pipeline()).ok();
        body.withObject("/settings").put("default_pipeline", pipeline);
        body.withObject("/mappings/properties/" + FIELD)
                .put("type", TYPE)
                .put("dimension", dimension)
                .put("model", model);
    }

    private ObjectNode pipeline() {
        ObjectNode pipeline = Http.JSON.createObjectNode();
        ObjectNode processor =
                pipeline.putArray("processors").addObject().putObject(TYPE).put("model", model);
        ArrayNode fields = processor.putArray("fields");
        catalogue.fields().texts().forEach(fields::add);
        processor.put("target_field", FIELD);
        return pipeline;
    }

    @Override
    public String loaded() throws IOException {
        ObjectNode body = Http.JSON.createObjectNode();
        body.putObject("query").putObject("exists").put("field", FIELD);
        long count = http.post("/" + catalogue.index() + "/_count", body)
                .ok()
                .path("count")
                .asLong();
        return String.format(Locale.ROOT, "%,d with a vector", count);
    }

    @Override
    public void nameIn(ObjectNode clause) {
        clause.put("vector_field", FIELD);
    }

    @Override
    public Map<String, float[]> of(List<Hit> hits) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode().put("size", hits.size()).put("_source", false);
        body.putArray("fields").add(FIELD);
        ArrayNode ids = body.putObject("query").putObject("ids").putArray("values");
        hits.forEach(hit -> ids.add(hit.id()));
        JsonNode found = http.post("/" + catalogue.index() + "/_search", body).ok();
        Map<String, float[]> byId = new HashMap<>();
        for (JsonNode hit : found.at("/hits/hits")) {
            byId.put(
                    hit.path("_id").asText(),
                    Http.JSON.convertValue(hit.path("fields").path(FIELD), float[].class));
        }
        return byId;
    }

    @Override
    public String embeddedAtFirst() {
        return "the query";
    }
}
