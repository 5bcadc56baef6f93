/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assort.demo.node.Http;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** {@code diversify} over stored vectors: in each of the ways in which k-NN stores them, and in those of our own field. */
public final class KnnVectorIT extends NodeTestCase {

    private static final int DIMENSION = 32;
    private static final int WINDOW = 60;
    private static final int ALL = 200;

    private static Map<VectorShop.Storage, VectorShop> shops;

    @BeforeClass
    public static void openShops() throws IOException {
        shops = new EnumMap<>(VectorShop.Storage.class);
        for (VectorShop.Storage storage : VectorShop.Storage.values()) {
            String index = "knn_" + storage.name().toLowerCase(Locale.ROOT);
            deleteIndices(index);
            Random random = new Random(randomLong());
            shops.put(storage, new VectorShop(http(), index, storage, DIMENSION, random).open(120));
        }
    }

    @AfterClass
    public static void closeShops() throws IOException {
        for (VectorShop shop : shops.values()) {
            deleteIndices(shop.index());
        }
        shops = null;
    }

    private static Answer plain(VectorShop shop) throws IOException {
        return search(shop.index(), request(json(VectorShop.QUERY), ALL, 0, null));
    }

    private static Answer diversified(VectorShop shop, int size, int window, JsonNode clause) throws IOException {
        return search(shop.index(), request(json(VectorShop.QUERY), size, window, clause))
                .checked(shop.index() + " " + clause);
    }

    private static ObjectNode clause(String method, double lambda) {
        return Http.JSON
                .createObjectNode()
                .put("vector_field", VectorShop.FIELD)
                .put("method", method)
                .put("diversity", lambda);
    }

    private void judge(VectorShop shop, String method, int window, double lambda) throws IOException {
        double[] query = rarely() ? null : shop.queryVector();
        double queryWeight = randomFrom(List.of(0.0, 0.5, 1.0));
        double semanticWeight = randomFrom(List.of(0.25, 0.5, 1.0));
        boolean last = randomBoolean();
        ObjectNode clause = clause(method, lambda).put("missing_vector", last ? "last" : "neutral");
        clause.putObject("relevance").put("query", queryWeight).put("semantic", semanticWeight);
        if (query != null) {
            clause.set("query_vector", shop.array(query));
        }
        List<Answer.Hit> plain = plain(shop).hits();
        Answer answer = diversified(shop, ALL, window, clause);
        assertEquals("hits over " + shop.index(), plain.size(), answer.hits().size());
        new SlowChoice(
                        shop.products(plain.subList(0, Math.min(window, plain.size()))),
                        SlowChoice.codes(query),
                        method,
                        lambda,
                        queryWeight,
                        semanticWeight,
                        last)
                .judge(answer.hits());
    }

    @Test
    public void shopsAreAsTheTestsNeedThem() throws IOException {
        for (VectorShop shop : shops.values()) {
            assertTrue(shop.index() + " has several segments", shop.segments() > 2);
            Answer plain = plain(shop);
            assertEquals("deleted products are gone from " + shop.index(), shop.size(), plain.total());
            List<SlowChoice.Product> products = shop.products(plain.hits());
            long missing = products.stream().filter(p -> p.vector() == null).count();
            assertTrue("some products of " + shop.index() + " have no vector", missing > 3);
            for (int i = 0; i < products.size(); i++) {
                double sales = products.get(i).firstPass();
                assertEquals(
                        "the first-pass score is the sales",
                        sales,
                        plain.scores().get(i),
                        0);
            }
        }
    }

    @Test
    public void mmrIsItsDefinition() throws IOException {
        for (VectorShop shop : shops.values()) {
            for (double lambda : List.of(0.0, 0.2, 0.5, 0.8, 1.0, randomDouble())) {
                judge(shop, "mmr", randomFrom(List.of(1, 2, 40, WINDOW, ALL)), lambda);
            }
        }
    }

    @Test
    public void dppIsItsDefinition() throws IOException {
        for (VectorShop shop : shops.values()) {
            for (double lambda : List.of(0.0, 0.05, 0.3, 1.0, randomDouble())) {
                judge(shop, "dpp", 12, lambda);
            }
        }
    }

    @Test
    public void firstPassMayBeNearestNeighbours() throws IOException {
        for (VectorShop.Storage storage : List.of(VectorShop.Storage.FLOATS, VectorShop.Storage.BYTES)) {
            VectorShop shop = shops.get(storage);
            double[] query = shop.queryVector();
            ObjectNode nearest = Http.JSON.createObjectNode();
            nearest.putObject("knn").putObject(VectorShop.FIELD).put("k", 30).set("vector", shop.array(query));
            List<Answer.Hit> plain =
                    search(shop.index(), request(nearest, ALL, 0, null)).hits();
            ObjectNode clause = clause("mmr", 0.5);
            clause.set("query_vector", shop.array(query));
            Answer answer =
                    search(shop.index(), request(nearest, ALL, 30, clause)).checked("after a knn query");
            assertEquals("hits", plain.size(), answer.hits().size());
            List<SlowChoice.Product> window = shop.products(plain.subList(0, 30));
            new SlowChoice(window, SlowChoice.codes(query), "mmr", 0.5, 0.5, 0.5, false).judge(answer.hits());
        }
    }

    @Test
    public void productsWithoutVectorComeLast() throws IOException {
        for (VectorShop shop : shops.values()) {
            ObjectNode clause = clause("mmr", 0.3).put("missing_vector", "last");
            Answer answer = diversified(shop, ALL, ALL, clause);
            List<SlowChoice.Product> products = shop.products(answer.hits());
            int from = 0;
            while (products.get(from).vector() != null) {
                from++;
            }
            for (SlowChoice.Product product : products.subList(from, products.size())) {
                assertNull(
                        shop.index() + ": [" + product.id() + "] stands below ["
                                + products.get(from).id() + "], which has no vector: " + answer.warnings(),
                        product.vector());
            }
            assertAnyContains(
                    "the header",
                    answer.warnings(),
                    "[" + (products.size() - from) + "] of [" + products.size()
                            + "] candidates have no vector, [missing_vector] is [last]");
        }
    }

    @Test
    public void missingVectorIsAnErrorWhereAskedFor() throws IOException {
        for (VectorShop shop : shops.values()) {
            ObjectNode clause = clause("mmr", 0.3).put("missing_vector", "error");
            Http.Response response =
                    http().post("/" + shop.index() + "/_search", request(json(VectorShop.QUERY), 10, ALL, clause));
            assertEquals(response.text(), 400, response.status());
            String first = shop.products(plain(shop).hits()).stream()
                    .filter(product -> product.vector() == null)
                    .findFirst()
                    .orElseThrow()
                    .id();
            assertContains("the error", response.text(), "[missing_vector] is [error]");
            assertContains("the error", response.text(), "document [" + first + "] of index [" + shop.index() + "]");
        }
    }

    @Test
    public void tailKeepsItsOrderBelowTheWindow() throws IOException {
        for (VectorShop shop : shops.values()) {
            int window = randomIntBetween(1, WINDOW);
            List<String> plain = plain(shop).ids();
            Answer answer = diversified(shop, ALL, window, clause("mmr", 0.5));
            assertEquals(
                    "the tail",
                    plain.subList(window, plain.size()),
                    answer.ids().subList(window, plain.size()));
            assertEquals(
                    "the window's products",
                    plain.subList(0, window).stream().sorted().toList(),
                    answer.ids().subList(0, window).stream().sorted().toList());
            assertEquals("max_score is the first hit's", answer.scores().get(0), answer.maxScore(), 0);
        }
    }

    @Test
    public void pagesPutTogetherAreTheList() throws IOException {
        for (VectorShop shop : shops.values()) {
            for (String method : List.of("mmr", "dpp")) {
                ObjectNode clause = clause(method, 0.4);
                clause.set("query_vector", shop.array(shop.queryVector()));
                Answer whole = diversified(shop, ALL, WINDOW, clause);
                int page = randomIntBetween(3, 25);
                List<String> ids = new ArrayList<>();
                List<Double> scores = new ArrayList<>();
                for (int from = 0; from < whole.hits().size(); from += page) {
                    ObjectNode request = request(json(VectorShop.QUERY), page, WINDOW, clause);
                    Answer part = search(shop.index(), request.put("from", from));
                    ids.addAll(part.ids());
                    scores.addAll(part.scores());
                }
                assertEquals("pages of " + page, whole.ids(), ids);
                Answer.assertSameScores("pages of " + page, whole.scores(), scores);
            }
        }
    }

    @Test
    public void minScoreIsOfTheFirstPass() throws IOException {
        for (VectorShop shop : shops.values()) {
            Answer plain = plain(shop);
            double least = plain.scores().get(20);
            List<String> above = plain.hits().stream()
                    .filter(hit -> hit.score() >= least)
                    .map(Answer.Hit::id)
                    .sorted()
                    .toList();
            ObjectNode request = request(json(VectorShop.QUERY), ALL, WINDOW, clause("mmr", 0.5));
            Answer answer = search(shop.index(), request.put("min_score", least));
            assertEquals("hits", above, answer.ids().stream().sorted().toList());
        }
    }

    @Test
    public void noDiversityAndNoSemanticIsTheFirstPass() throws IOException {
        for (VectorShop shop : shops.values()) {
            ObjectNode clause = clause(randomFrom(List.of("mmr", "dpp")), 0);
            clause.putObject("relevance").put("query", 1);
            clause.set("query_vector", shop.array(shop.queryVector()));
            assertEquals(
                    "order",
                    plain(shop).ids(),
                    diversified(shop, ALL, WINDOW, clause).ids());
        }
    }

    @Test
    public void explanationAddsUpToEveryScore() throws IOException {
        for (VectorShop shop : shops.values()) {
            ObjectNode clause = clause(randomFrom(List.of("mmr", "dpp")), 0.3);
            clause.set("query_vector", shop.array(shop.queryVector()));
            ObjectNode request = request(json(VectorShop.QUERY), ALL, WINDOW, clause);
            Answer answer = search(shop.index(), request.put("explain", true));
            for (int position = 0; position < answer.hits().size(); position++) {
                Answer.Hit hit = answer.hits().get(position);
                JsonNode explanation = hit.json().path("_explanation");
                assertEquals(
                        "value for " + hit.id(),
                        hit.score(),
                        explanation.path("value").asDouble(),
                        1e-5);
                if (position < WINDOW) {
                    assertContains(
                            "the explanation", explanation.path("description").asText(), "position " + (position + 1));
                    double sum = 0;
                    for (JsonNode term : explanation.path("details")) {
                        sum += term.path("value").asDouble();
                    }
                    assertEquals("terms of " + hit.id() + ": " + explanation, hit.score(), sum, 1e-5);
                }
            }
        }
    }

    @Test
    public void zeroVectorCountsAsMissing() throws IOException {
        String index = "knn_zero";
        deleteIndices(index);
        createIndex(index, """
                {'settings': {'number_of_shards': 1, 'number_of_replicas': 0},
                 'mappings': {'properties': {'title': {'type': 'text'}, 'vector': {'type': 'knn_vector', 'dimension': 2}}}}
                """);
        http().put("/" + index + "/_doc/zero", json("{'title': 'lamp', 'vector': [0, 0]}"))
                .ok();
        http().put("/" + index + "/_doc/one?refresh", json("{'title': 'lamp', 'vector': [1, 0]}"))
                .ok();
        ObjectNode clause = json("{'vector_field': 'vector', 'query_vector': [1, 0]}");
        Answer answer = search(index, request(json("{'match': {'title': 'lamp'}}"), 10, 10, clause));
        assertAnyContains("the header", answer.warnings(), "[1] of [2] candidates have no vector");
        deleteIndices(index);
    }

    @Test
    public void storedVectorsAndEmbeddedOnesMix() throws IOException {
        String index = "knn_mixed";
        deleteIndices(index);
        createIndex(index, """
                {'settings': {'number_of_shards': 1, 'number_of_replicas': 0, 'index.knn': true},
                 'mappings': {'properties': {'title': {'type': 'text'}, 'vector': {'type': 'knn_vector', 'dimension': 384,
                   'method': {'name': 'hnsw', 'engine': 'lucene', 'space_type': 'cosinesimil'}}}}}
                """);
        TextShop words = new TextShop(http(), index, new Random(randomLong()));
        List<String> titles = Stream.generate(() -> words.title(6)).limit(20).toList();
        List<float[]> vectors = assort().embed(titles);
        for (int i = 0; i < titles.size(); i++) {
            ObjectNode product = Http.JSON.createObjectNode().put("title", titles.get(i));
            if (i % 2 == 0) {
                product.set("vector", Http.JSON.valueToTree(vectors.get(i)));
            }
            http().put("/" + index + "/_doc/" + i, product).ok();
        }
        http().post("/" + index + "/_refresh", "").ok();
        long texts = assort().stat("/embedding/texts");
        JsonNode query = json("{'match': {'title': 'lamp'}}");
        ObjectNode mixed = json(
                "{'vector_field': 'vector', 'text_fields': ['title'], 'diversity': 0.5, 'relevance': {'query': 1}}");
        Answer answer = search(index, request(query, 20, 20, mixed)).checked("mixed");
        assertEquals("warnings", List.of(), answer.warnings());
        assertEquals("texts embedded", texts + 10, assort().stat("/embedding/texts"));
        ObjectNode embedded = json("{'text_fields': ['title'], 'diversity': 0.5, 'relevance': {'query': 1}}");
        Answer all = search(index, request(query, 20, 20, embedded)).checked("all embedded");
        for (int i = 0; i < 20; i++) {
            assertEquals("score " + i, all.scores().get(i), answer.scores().get(i), 1e-5);
        }
        deleteIndices(index);
    }
}
