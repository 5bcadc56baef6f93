/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.junit.Test;

/** {@code quotas} hold in every block of positions, and what cannot be met is told. */
public final class QuotasIT extends PageTestCase {

    private static final List<String> BRANDS = List.of("b0", "b1", "b2", "b3", "b4", "b5");

    private static ObjectNode body(String fields, int window) throws IOException {
        return request(allByRank(), PRODUCTS, window, clause(fields).put("report", true))
                .put("explain", true);
    }

    private static Predicate<RequestShop.Product> of(String brand) {
        return product -> product.brand().equals(brand);
    }

    private static void assertMet(Http.Response list) throws IOException {
        JsonNode told = report(list).path("quotas");
        assertEquals(told.toString(), "[]", told.path("unmet").toString());
        assertEquals(told.toString(), "true", told.path("proven").asText());
        assertEquals("warnings", List.of(), list.warnings());
    }

    /** What the report says that blocks of one quota lack, by their first position. */
    private static Map<Integer, Long> lacking(Http.Response list, int quota) throws IOException {
        Map<Integer, Long> lacking = new TreeMap<>();
        for (JsonNode unmet : report(list).at("/quotas/unmet")) {
            if (unmet.path("quota").asInt() == quota) {
                lacking.put(
                        unmet.path("from_position").asInt(),
                        unmet.path("shortfall").asLong());
            }
        }
        return lacking;
    }

    @Test
    public void mostOfEachValueHoldsInEveryBlock() throws IOException {
        for (String field : List.of("brand", "maker")) {
            Http.Response list =
                    sameResponse(SEARCH, body("{'quotas': [{'field': '%s', 'max': 2}]}".formatted(field), PRODUCTS));
            List<String> ids = Answer.of(list).checked(field).ids();
            Map<Integer, Long> over = new TreeMap<>();
            for (int from = 0; from < PRODUCTS; from += 10) {
                List<String> block = ids.subList(from, from + 10);
                long excess = BRANDS.stream()
                        .mapToLong(brand -> Math.max(0, count(block, of(brand)) - 2))
                        .sum();
                if (excess > 0) {
                    over.put(from + 1, excess);
                }
            }
            assertEquals("the report of " + ids, over, lacking(list, 0));
            // Each brand has 25 products: twelve for ten places of a block, but for what is left at the end.
            over.keySet().forEach(from -> assertTrue("a block that has a choice: " + over, from > 100));
        }
    }

    @Test
    public void leastAndMostOfAValueHold() throws IOException {
        // Of each brand there are a sixth in the window, give or take: these leave room for any draw.
        Http.Response list = list(clause("{'quotas': [{'field': 'brand', 'value': 'b3', 'max': 0, 'within': 5}]}"));
        JsonNode unmet = report(list).at("/quotas/unmet");
        int banned = (int) count(windowIds(), of("b3"));
        List<String> ids = Answer.of(list).ids();
        // A block may hold them anywhere, once it must.
        int blocks = (WINDOW - banned) / 5;
        assertEquals("all others come first", 0, count(ids.subList(0, 5 * blocks), of("b3")));
        assertEquals("what had to stand somewhere: " + unmet, banned > 0, unmet.isEmpty() == false);
        Http.Response least = sameResponse(
                SEARCH,
                body(
                                "{'diversity': 0.1, 'quotas': [{'field': 'brand', 'value': 'b5', 'min': 3},"
                                        + " {'field': 'part', 'value': 1, 'min': 1, 'max': 3, 'within': 5}]}",
                                100)
                        .put("size", 20));
        assertMet(least);
        List<String> page = Answer.of(least).ids();
        for (int from = 0; from < 20; from += 10) {
            assertTrue(page.toString(), count(page.subList(from, from + 10), of("b5")) >= 3);
        }
        for (int from = 0; from < 20; from += 5) {
            long count = count(page.subList(from, from + 5), product -> product.part() == 1);
            assertTrue(count + " from " + from + " in " + page, count >= 1 && count <= 3);
        }
    }

    @Test
    public void everyTagOfAProductCounts() throws IOException {
        Http.Response list = sameResponse(
                SEARCH, body("{'quotas': [{'field': 'tags', 'max': 3}]}", 100).put("size", 10));
        List<String> ids = Answer.of(list).ids();
        assertTrue(list.text(), report(list).at("/quotas/unmet").isEmpty());
        for (int tag = 0; tag < 8; tag++) {
            String name = "t" + tag;
            long count = count(ids, product -> product.tags().contains(name));
            assertTrue(count + " of " + name + " in " + ids, count <= 3);
        }
    }

    @Test
    public void impossibleQuotasAreTold() throws IOException {
        Http.Response list = sameResponse(
                SEARCH,
                body(
                                "{'quotas': [{'field': 'brand', 'value': 'nobody', 'min': 2, 'within': 5},"
                                        + " {'field': 'brand', 'max': 1}]}",
                                WINDOW)
                        .put("size", 10));
        JsonNode told = report(list).path("quotas");
        JsonNode first = told.at("/unmet/0");
        assertEquals(told.toString(), 0, first.path("quota").asInt());
        assertEquals(told.toString(), "brand", first.path("field").asText());
        assertEquals(told.toString(), "nobody", first.path("value").asText());
        assertEquals(told.toString(), 1, first.path("from_position").asInt());
        assertEquals(told.toString(), 5, first.path("to_position").asInt());
        assertEquals(told.toString(), 2, first.path("shortfall").asInt());
        long present = BRANDS.stream()
                .filter(brand -> count(windowIds(), of(brand)) > 0)
                .count();
        // Ten places for so many brands, once each.
        long over = 0;
        for (JsonNode unmet : told.path("unmet")) {
            over += unmet.path("quota").asInt() == 1
                            && unmet.path("from_position").asInt() == 1
                    ? unmet.path("shortfall").asInt()
                    : 0;
        }
        assertEquals(told.toString(), 10 - present, over);
        assertAnyContains(
                "the header",
                list.warnings(),
                "not all of [quotas] can be met: [quotas.0] lacks [2] in positions 1 to 5");
        assertEquals("the list is full", 10, Answer.of(list).hits().size());
    }

    @Test
    public void pinsWinOverQuotas() throws IOException {
        List<String> byRelevance = Answer.of(list(clause("{'diversity': 0}"))).ids();
        ObjectNode clause = clause("{'quotas': [{'field': 'brand', 'max': 0, 'value': '%s'}]}"
                .formatted(shop.product(byRelevance.getFirst()).brand()));
        ArrayNode pin = clause.putArray("pin");
        pin.add(byRelevance.getFirst());
        Http.Response list = list(clause);
        assertEquals(
                "the pinned one", byRelevance.getFirst(), Answer.of(list).ids().getFirst());
        JsonNode first = report(list).at("/quotas/unmet/0");
        assertEquals(first.toString(), 1, first.path("from_position").asInt());
    }

    @Test
    public void explainTellsWhatQuotasKeptAway() throws IOException {
        Http.Response list = list(clause("{'diversity': 0, 'quotas': [{'field': 'brand', 'max': 1, 'within': 6}]}"));
        List<String> byRelevance = Answer.of(list(clause("{'diversity': 0}"))).ids();
        List<String> ids = Answer.of(list).ids();
        for (int position = 0; position < 6; position++) {
            String id = ids.get(position);
            List<String> before = ids.subList(0, position);
            long passed = byRelevance.subList(0, byRelevance.indexOf(id)).stream()
                    .filter(other -> before.contains(other) == false)
                    .count();
            String told = Answer.of(list)
                    .hits()
                    .get(position)
                    .json()
                    .at("/_explanation/description")
                    .asText();
            assertEquals(
                    told,
                    passed > 0,
                    told.contains("which quotas kept from [" + passed + "] products with a greater gain"));
        }
    }

    @Test
    public void pagesOfQuotasAreTheList() throws IOException {
        String quotas = "{'quotas': [{'field': 'brand', 'max': 2}, {'field': 'fresh', 'value': true, 'min': 1,"
                + " 'within': 7}]}";
        List<String> whole = Answer.of(list(clause(quotas))).ids();
        for (int from : List.of(0, 5, 10, 33)) {
            Answer page = same(request(allByRank(), 10, WINDOW, clause(quotas)).put("from", from));
            assertEquals("page from " + from, whole.subList(from, from + 10), page.ids());
        }
    }

    /** Has twenty products of one size and then ten of another, and asks for four of these on a page that has none. */
    private static void assertCounts(String type, double first, double rest, String... writtenRest) throws IOException {
        String index = "quotas_sizes";
        deleteIndices(index);
        createIndex(index, """
                {'settings': {'number_of_shards': 2, 'number_of_replicas': 0},
                 'mappings': {'properties': {'size': {'type': %s}, 'rank': {'type': 'float'}}}}
                """.formatted(type));
        List<Bulk.Document> products = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            products.add(new Bulk.Document(
                    "" + i, Http.JSON.createObjectNode().put("rank", 100 - i).put("size", i < 20 ? first : rest)));
        }
        new Bulk(http(), index).load(Bulk.Documents.of(products.iterator()), done -> {});
        ObjectNode best = byRank(json("{'match_all': {}}"));
        for (String size : writtenRest) {
            ObjectNode clause =
                    json("{'quotas': [{'field': 'size', 'value': " + size + ", 'min': 4}], 'report': true}");
            Http.Response list = http().post("/" + index + "/_search", request(best, 10, 30, clause));
            assertEquals(
                    size + list.text(), "[]", report(list).at("/quotas/unmet").toString());
            long count = Answer.of(list).ids().stream()
                    .filter(id -> Integer.parseInt(id) >= 20)
                    .count();
            assertEquals(size, 4, count);
        }
        deleteIndices(index);
    }

    @Test
    public void wholeNumbersCountInFieldsOfFractions() throws IOException {
        assertCounts("'double'", 40.5, 41, "41", "41.0", "4.1e1", "'41'");
    }

    @Test
    public void scaledNumbersCountAsTheyAreWritten() throws IOException {
        assertCounts("'scaled_float', 'scaling_factor': 10", 4.2, 4.1, "4.1", "'4.1'");
        assertCounts("'scaled_float', 'scaling_factor': 100", 20, 19.99, "19.99");
    }
}
