/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.assort.demo.node.Http;
import org.junit.Test;

/** {@code novelty} draws up what is not popular yet. */
public final class NoveltyIT extends PageTestCase {

    private static double sales(String id) {
        Integer sales = shop.product(id).sales();
        return sales == null ? 0 : sales;
    }

    @Test
    public void noveltyIsItsDefinition() throws IOException {
        for (double weight : List.of(0.1, 1.0, 10.0)) {
            Http.Response list = list(clause("{'novelty': {'field': 'sales', 'weight': %s}}".formatted(weight)));
            judge(list, SlowTerm.novelty(weight, NoveltyIT::sales, windowIds()));
        }
        Http.Response price = list(clause("{'novelty': {'field': 'price'}}"));
        judge(price, SlowTerm.novelty(0.1, id -> shop.product(id).price(), windowIds()));
        assertNotEquals(
                "the order", Answer.of(list(clause())).ids(), Answer.of(price).ids());
    }

    @Test
    public void missingPopularityIsNone() throws IOException {
        // Without difference and with hardly any relevance the unknown and the unsold come first, in any case.
        Http.Response list = list(clause("{'diversity': 0.999, 'novelty': {'field': 'sales', 'weight': 1000}}"));
        List<String> ids = Answer.of(list).ids().subList(0, WINDOW);
        long unsold = count(windowIds(), product -> sales(product.id()) == 0);
        for (int position = 0; position < WINDOW; position++) {
            assertEquals("position " + (position + 1) + " of " + ids, position < unsold, sales(ids.get(position)) == 0);
        }
        JsonNode first = Answer.of(list).hits().getFirst().json().path("_explanation");
        assertEquals(
                "novelty of the first in " + first,
                1,
                terms(first, "novelty by [sales]").getFirst().path("value").asDouble(),
                0);
    }

    @Test
    public void negativePopularityIsRefused() throws IOException {
        for (int shards : SHARDS) {
            createIndex("novelty_negative", """
                    {'settings': {'number_of_shards': %d, 'number_of_replicas': 0}, 'mappings': {'properties':
                      {'title': {'type': 'text'}, 'rank': {'type': 'integer'}, 'sales': {'type': 'double'}}}}
                    """.formatted(shards));
            try {
                for (int i = 0; i < 5; i++) {
                    double sales = i == 3 ? -0.5 : i;
                    http().put(
                                    "/novelty_negative/_doc/" + i + "?refresh",
                                    json("{'title': 'lamp', 'rank': %d, 'sales': %s}".formatted(i + 1, sales)))
                            .ok();
                }
                ObjectNode body = request(allByRank(), 10, WINDOW, json("{'novelty': {'field': 'sales'}}"));
                Http.Response response = http().post("/novelty_negative/_search", body);
                assertEquals(response.text(), 400, response.status());
                assertEquals(
                        "[novelty.field] must hold finite numbers of at least 0, got [-0.5] in field [sales]",
                        response.body().at("/error/root_cause/0/reason").asText());
                // Outside of the window nobody looks at it.
                Answer best = search(
                        "novelty_negative", request(allByRank(), 10, 1, json("{'novelty': {'field': 'sales'}}")));
                assertEquals(5, best.hits().size());
            } finally {
                deleteIndices("novelty_negative");
            }
        }
    }
}
