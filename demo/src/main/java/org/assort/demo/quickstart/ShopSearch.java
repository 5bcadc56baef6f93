/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assort.demo.node.Http;
import org.assort.demo.shop.Catalogue;
import org.assort.demo.shop.Fields;
import org.assort.demo.shop.Role;

/** The same product search without the {@code diversify} clause and with it. */
final class ShopSearch {

    /** Products on a page. */
    static final int PAGE = 10;

    private static final double DIVERSITY = 0.3;

    private final Http http;
    private final Catalogue catalogue;
    private final ProductVectors vectors;
    private final int window;
    /** Null where there are no orders. */
    private final BundleTable bundles;

    /** A product found. {@code text} is what a vector is made from when it is found. */
    record Hit(String id, String title, String brand, String category, String price, double score, String text) {}

    /**
     * Products found, best first, and what the node said beside them.
     *
     * @param bundles the lines that show what goes with them; none where nobody asked
     */
    record Answer(List<Hit> hits, List<String> bundles, long tookMillis, List<String> warnings) {}

    /** @param bundles shows what goes with the products found; null where there are no orders */
    ShopSearch(Http http, Catalogue catalogue, ProductVectors vectors, int window, BundleTable bundles) {
        this.http = http;
        this.catalogue = catalogue;
        this.vectors = vectors;
        this.window = window;
        this.bundles = bundles;
    }

    /** The best {@code size} by the query alone. */
    Answer before(String query, int size) throws IOException {
        return send(body(query, size));
    }

    /** The first page of what {@code diversify} chooses from the window. */
    Answer after(String query) throws IOException {
        return send(diversified(query));
    }

    private ObjectNode body(String query, int size) {
        Fields fields = catalogue.fields();
        ObjectNode body = Http.JSON.createObjectNode().put("size", size);
        // Not the vectors, which are long.
        ArrayNode shown = body.putArray("_source");
        for (Role role : Role.values()) {
            fields.of(role).forEach(shown::add);
        }
        ObjectNode match = body.putObject("query").putObject("multi_match").put("query", query);
        ArrayNode searched = match.putArray("fields");
        fields.of(Role.TITLE).forEach(field -> searched.add(field + "^2"));
        fields.of(Role.DESCRIPTION).forEach(searched::add);
        fields.of(Role.BRAND).forEach(searched::add);
        return body;
    }

    /** The body of the search with the clause. */
    ObjectNode diversified(String query) {
        ObjectNode body = body(query, PAGE);
        ObjectNode clause = body.putObject("rescore").put("window_size", window).putObject("diversify");
        clause.put("query_text", query);
        vectors.nameIn(clause);
        clause.putObject("relevance").put("query", 0.5).put("semantic", 0.5);
        clause.put("method", "mmr").put("diversity", DIVERSITY);
        if (bundles != null) {
            bundles.addTo(body);
        }
        return body;
    }

    private Answer send(ObjectNode body) throws IOException {
        Http.Response response = http.post("/" + catalogue.index() + "/_search", body);
        JsonNode json = response.ok();
        List<Hit> hits = new ArrayList<>();
        json.path("hits").path("hits").forEach(hit -> hits.add(hit(hit)));
        List<String> lines = bundles == null || !body.has("aggs") ? List.of() : bundles.lines(json);
        return new Answer(hits, lines, json.path("took").asLong(), response.warnings());
    }

    private Hit hit(JsonNode hit) {
        JsonNode source = hit.path("_source");
        Fields fields = catalogue.fields();
        List<String> texts = new ArrayList<>();
        for (Role role : List.of(Role.TITLE, Role.DESCRIPTION)) {
            String text = fields.value(source, role);
            if (!text.equals(Fields.NONE)) {
                texts.add(text);
            }
        }
        return new Hit(
                hit.path("_id").asText(),
                fields.value(source, Role.TITLE),
                fields.value(source, Role.BRAND),
                fields.value(source, Role.CATEGORY),
                fields.value(source, Role.PRICE),
                hit.path("_score").asDouble(),
                String.join(" ", texts));
    }
}
