/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.assort.demo.node.Http;
import org.junit.AfterClass;
import org.junit.BeforeClass;

/**
 * A test of one kind of request over the same products in one shard and in five. In paths and bodies {@code {n}} stands for
 * the number of shards, and ends each index's name.
 */
public abstract class RequestTestCase extends NodeTestCase {

    static final int PRODUCTS = 150;
    static final int WINDOW = 40;
    static final double LAMBDA = 0.5;
    static final List<Integer> SHARDS = List.of(1, 5);
    static final String SEARCH = "/kinds_{n}/_search";

    /** What the plugin calls by this name is its own business and never shows in an answer. */
    private static final String PRIVATE = "assort_diversify";

    /** Who is asked; the shared node unless a class has its own. */
    static Http asked;

    static RequestShop shop;
    static int[] queryVector;

    @BeforeClass
    public static void openShop() throws IOException {
        asked = http();
        shop = new RequestShop(http(), "kinds", new Random(randomLong()), PRODUCTS, 0).open(SHARDS);
        queryVector = shop.vector();
    }

    @AfterClass
    public static void closeShop() throws IOException {
        if (shop != null) {
            shop.close();
        }
        shop = null;
    }

    /** Puts one query's hits into the order of their rank, which is their score then. */
    static ObjectNode byRank(JsonNode query) {
        ObjectNode scored = Http.JSON.createObjectNode();
        ObjectNode function = scored.putObject("function_score");
        function.set("query", query);
        function.putObject("field_value_factor").put("field", "rank");
        function.put("boost_mode", "replace");
        return scored;
    }

    static ObjectNode allByRank() throws IOException {
        return byRank(json("{'match': {'title': 'lamp'}}"));
    }

    /** A query narrowed by a filter. */
    static ObjectNode filtered(JsonNode query, String filter) throws IOException {
        ObjectNode narrowed = Http.JSON.createObjectNode();
        ObjectNode bool = narrowed.putObject("bool");
        bool.putArray("must").add(query);
        bool.putArray("filter").add(json(filter));
        return narrowed;
    }

    static ObjectNode clause() {
        ObjectNode clause =
                Http.JSON.createObjectNode().put("vector_field", "embedding").put("diversity", LAMBDA);
        clause.set("query_vector", RequestShop.array(queryVector));
        return clause;
    }

    /** A search for the best of all products, with the clause. */
    static ObjectNode request(int size) throws IOException {
        return request(allByRank(), size, WINDOW, clause());
    }

    /** The same without the clause. */
    static ObjectNode plain(int size) throws IOException {
        return request(allByRank(), size, 0, null);
    }

    /** Adds fields, given as an object, to a body. */
    static ObjectNode with(ObjectNode body, String fields) throws IOException {
        body.setAll(json(fields));
        return body;
    }

    /** Sends a body to the indices of that many shards. */
    static Http.Response send(String path, String body, int shards) throws IOException {
        Http.Response response = asked.post(at(path, shards), at(body, shards));
        assertFalse("private names in " + response.text(), response.text().contains(PRIVATE));
        return response;
    }

    static String at(String text, int shards) {
        return text.replace("{n}", Integer.toString(shards));
    }

    /** The answer of five shards, once it is sure that one shard gives the same. */
    static Answer same(String path, JsonNode body) throws IOException {
        return Answer.of(sameResponse(path, body));
    }

    static Answer same(JsonNode body) throws IOException {
        return same(SEARCH, body);
    }

    /** The same with all that came. */
    static Http.Response sameResponse(String path, JsonNode body) throws IOException {
        Http.Response one = send(path, body.toString(), SHARDS.getFirst());
        Http.Response five = send(path, body.toString(), SHARDS.getLast());
        String what = path + " " + body;
        assertSame(what, Answer.of(one), Answer.of(five));
        return five;
    }

    /** Fails unless two answers have the same hits with the same scores, totals and warnings. */
    static void assertSame(String what, Answer expected, Answer answer) {
        assertEquals(what, expected.ids(), answer.ids());
        Answer.assertSameScores(what, expected.scores(), answer.scores());
        assertEquals("total of " + what, expected.total(), answer.total());
        assertEquals("warnings of " + what, expected.warnings(), answer.warnings());
        assertEquals("max_score of " + what, expected.maxScore(), answer.maxScore(), 1e-5);
    }

    /** An answer that may lack shards or time. */
    static Answer part(Http.Response response) throws IOException {
        ObjectNode body = response.ok().deepCopy();
        body.put("timed_out", false);
        ((ObjectNode) body.path("_shards")).put("failed", 0);
        return Answer.of(body, response.warnings());
    }

    /** Fails unless the hits are a choice by the definition from the best of just these hits, by their rank. */
    static void judge(Answer answer, int window) {
        judge(answer.hits(), hit -> shop.product(hit.id()).rank(), hit -> shop.product(hit.id()), window);
    }

    /** The same for products of any shop; their ids are replaced by places, as two shops may have the same ids. */
    static void judge(
            List<Answer.Hit> hits,
            ToDoubleFunction<Answer.Hit> firstPass,
            Function<Answer.Hit, RequestShop.Product> product,
            int window) {
        List<Answer.Hit> named = IntStream.range(0, hits.size())
                .mapToObj(i -> new Answer.Hit(
                        "",
                        Integer.toString(i),
                        hits.get(i).score(),
                        hits.get(i).json()))
                .toList();
        List<SlowChoice.Product> candidates = IntStream.range(0, hits.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -firstPass.applyAsDouble(hits.get(i))))
                .limit(window)
                .map(i -> new SlowChoice.Product(
                        Integer.toString(i),
                        firstPass.applyAsDouble(hits.get(i)),
                        RequestShop.codes(product.apply(hits.get(i)).vector())))
                .toList();
        new SlowChoice(candidates, RequestShop.codes(queryVector), "mmr", LAMBDA, 0.5, 0.5, false).judge(named);
    }

    /** Fails unless both numbers of shards refuse a search with just this sentence. */
    static void assertRefused(String sentence, String path, JsonNode body) throws IOException {
        for (int shards : SHARDS) {
            Http.Response response = send(path, body.toString(), shards);
            String what = at(path, shards) + " " + at(body.toString(), shards);
            assertEquals(what + " -> " + response.text(), 400, response.status());
            assertEquals(
                    "the refusal of " + what,
                    at(sentence, shards),
                    response.body().at("/error/root_cause/0/reason").asText());
        }
    }
}
