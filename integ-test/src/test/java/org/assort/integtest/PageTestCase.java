/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.assort.demo.node.Http;
import org.assort.soak.Found;

/** A test of what a clause asks of the list as a whole, over the same products in one shard and in five. */
abstract class PageTestCase extends RequestTestCase {

    static final String REPORT = "/ext/assort/diversify";

    /** What a coverage counts that was given no weight, and a value the second time, where nothing is said. */
    static final double WEIGHT = 1;

    static final double DECAY = 0.25;

    /** The products that are chosen from, the best first. */
    static List<RequestShop.Product> window() {
        return shop.byRank().subList(0, WINDOW);
    }

    static List<String> windowIds() {
        return window().stream().map(RequestShop.Product::id).toList();
    }

    /** The clause with further fields. */
    static ObjectNode clause(String fields) throws IOException {
        return with(clause(), fields);
    }

    /** The whole list, explained and reported alike by one shard and by five, its terms adding up. */
    static Http.Response list(ObjectNode clause) throws IOException {
        ObjectNode body = request(
                        allByRank(), PRODUCTS, WINDOW, clause.deepCopy().put("report", true))
                .put("explain", true);
        Http.Response five = sameResponse(SEARCH, body);
        Found found = Found.of(five.ok());
        Found expected =
                Found.of(send(SEARCH, body.toString(), SHARDS.getFirst()).ok());
        assertEquals("one shard and five, " + clause, Optional.empty(), found.difference(expected));
        assertEquals(clause.toString(), Optional.empty(), found.flaw());
        return five;
    }

    static JsonNode report(Http.Response response) throws IOException {
        JsonNode report = response.ok().at(REPORT);
        assertTrue("a report in " + response.text(), report.isObject());
        return report;
    }

    /** Fails unless the list is a choice by the definition, with these terms and pins, and the λ that the report tells. */
    static void judge(Http.Response response, String method, List<SlowTerm> terms, BiPredicate<String, Integer> pins)
            throws IOException {
        List<SlowChoice.Product> candidates = window().stream()
                .map(product ->
                        new SlowChoice.Product(product.id(), product.rank(), RequestShop.codes(product.vector())))
                .toList();
        double lambda = report(response).at("/diversity/value").asDouble();
        new SlowChoice(candidates, RequestShop.codes(queryVector), method, lambda, 0.5, 0.5, false, terms, pins)
                .judge(Answer.of(response).hits());
    }

    static void judge(Http.Response response, SlowTerm... terms) throws IOException {
        judge(response, "mmr", List.of(terms), (id, place) -> false);
    }

    /** The terms of an explanation's whole tree whose description begins so. */
    static List<JsonNode> terms(JsonNode explanation, String beginning) {
        List<JsonNode> found = new ArrayList<>();
        if (explanation.path("description").asText().startsWith(beginning)) {
            found.add(explanation);
        }
        explanation.path("details").forEach(detail -> found.addAll(terms(detail, beginning)));
        return found;
    }

    /** How many of the products of some positions are such. */
    static long count(List<String> ids, Predicate<RequestShop.Product> wanted) {
        return ids.stream().map(shop::product).filter(wanted).count();
    }
}
