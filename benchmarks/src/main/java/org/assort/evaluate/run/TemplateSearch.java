/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.bench.shop.ShopIndex;
import org.assort.demo.node.Http;
import org.assort.evaluate.template.Placeholders;
import org.assort.evaluate.template.Template;

/**
 * Sends a template's searches.
 *
 * @param aspect the field of the subtopics
 */
public record TemplateSearch(ShopIndex index, String aspect) {

    /** What every template may leave open. */
    public static final Set<String> PLACEHOLDERS = Set.of("query", "query_vector", "vector_field", "aspect", "size");

    /** How far down a ranking is read: below the page only the condensed list needs it. */
    private static final int SIZE = 100;

    /**
     * The ids found, the best first: those of the hits, or where there are none, as with {@code "size": 0}, those of
     * the {@code top_hits} in the aggregations.
     *
     * @throws TemplateRefused if the answer is an error, or not whole
     */
    public List<String> ranking(Template template, String query, float[] vector) throws IOException {
        ArrayNode components = Http.JSON.createArrayNode();
        for (float component : vector) {
            components.add(component);
        }
        Placeholders values = new Placeholders(Map.of(
                "query", TextNode.valueOf(query),
                "query_vector", components,
                "vector_field", TextNode.valueOf(ShopIndex.VECTOR),
                "aspect", TextNode.valueOf(aspect),
                "size", IntNode.valueOf(SIZE)));
        Http.Response answer = index.http().post("/" + index.name() + "/_search", values.fill(template.body()));
        if (!answer.isOk()) {
            throw new TemplateRefused("status " + answer.status() + ": " + answer.reason());
        }
        JsonNode body = answer.body();
        if (body.path("timed_out").asBoolean()
                || body.path("_shards").path("failed").asInt() > 0) {
            throw new TemplateRefused("the answer for [" + query + "] was not whole");
        }
        return ids(body);
    }

    private static List<String> ids(JsonNode answer) {
        JsonNode hits = answer.path("hits").path("hits");
        Set<String> ids = new LinkedHashSet<>();
        hits.forEach(hit -> ids.add(hit.path("_id").asText()));
        if (ids.isEmpty()) {
            answer.path("aggregations")
                    .findValues("hits")
                    .forEach(found -> found.path("hits")
                            .forEach(hit -> ids.add(hit.path("_id").asText())));
        }
        return new ArrayList<>(ids);
    }
}
