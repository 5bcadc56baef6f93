/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assort.demo.node.Http;
import org.junit.Test;

/** Bundles in the response of a product search: anchored at its best hits, of items that may be sold, beside an untouched page. */
public final class BundleSearchIT extends BundleTestCase {

    /** Puts the products of one category first. */
    private static final String DIVERSIFY = """
            {'window_size': 60, 'diversify': {'diversity': 0.9,
              'coverage': [{'field': 'category', 'weight': 5, 'target': {'c2': 1}}]}}""";

    private static ObjectNode products() throws IOException {
        return json("""
                {'query': {'function_score': {'query': {'match': {'title': 'lamp'}},
                  'field_value_factor': {'field': 'rank'}, 'boost_mode': 'replace'}}, 'size': 5}""");
    }

    private static ObjectNode with(ObjectNode body, int anchors, String more) throws IOException {
        ObjectNode copy = body.deepCopy();
        copy.putObject("aggs").putObject("b").set("bundle", json("""
                {'anchors': {'field': 'product_id', 'size': %d}, 'orders': {'index': 'orders_{n}', 'field': 'items'},
                 'size': 20, 'min_doc_count': 3%s}""".formatted(anchors, more)));
        return copy;
    }

    /** The hits of a search, without what a search of other shards may say otherwise. */
    private static JsonNode hits(Http.Response response) throws IOException {
        return response.ok().path("hits");
    }

    private static List<String> best(int number) throws IOException {
        return Answer.of(send("goods_{n}", products().put("size", number), 1)).ids();
    }

    private static Set<String> anchors(JsonNode bundles) {
        Set<String> anchors = new HashSet<>();
        buckets(bundles).forEach(bucket -> anchors.add(bucket.path("anchor").asText()));
        return anchors;
    }

    @Test
    public void anchorsAreTheBestHitsWhateverPageIsShown() throws IOException {
        JsonNode bundles = same("goods_{n}", with(products(), 20, ""));
        assertFalse(bundles.toString(), buckets(bundles).isEmpty());
        assertTrue(bundles.toString(), best(20).containsAll(anchors(bundles)));
        for (JsonNode bucket : buckets(bundles)) {
            assertEquals(
                    bucket.toString(),
                    shop.count(items(bucket), 0),
                    bucket.path("doc_count").asLong());
        }
        for (String page : List.of("{'size': 0}", "{'size': 40}", "{'from': 10, 'size': 3}", "{'from': 58}")) {
            for (int shards : BundleShop.SHARDS) {
                ObjectNode body = products();
                body.setAll(json(page));
                Http.Response response = send("goods_{n}", with(body, 20, ""), shards);
                assertEquals(page, bundles, bundles(response));
                assertEquals(page, hits(send("goods_{n}", body, shards)), hits(response));
            }
        }
    }

    @Test
    public void thePageIsWhatItWouldBeWithoutBundles() throws IOException {
        for (String more : List.of(
                "{'docvalue_fields': ['product_id', 'category']}",
                "{'docvalue_fields': ['category'], '_source': false, 'explain': true}",
                "{'docvalue_fields': ['product_*']}",
                "{'docvalue_fields': ['product_id'], 'from': 4}",
                "{'fields': ['*'], '_source': false}",
                "{'script_fields': {'product_id': {'script': '1'}}}",
                "{'collapse': {'field': 'product_id'}}",
                "{'sort': [{'price': 'asc'}, {'rank': 'desc'}]}",
                "{'collapse': {'field': 'category'}}",
                "{'search_pipeline': {'response_processors': [{'collapse': {'field': 'category'}}]}}",
                "{'stored_fields': '_none_'}",
                "{'rescore': " + DIVERSIFY + "}",
                "{'from': 4, 'rescore': " + DIVERSIFY + "}")) {
            for (int shards : BundleShop.SHARDS) {
                ObjectNode body = products();
                body.setAll(json(more));
                Http.Response with = send("goods_{n}", with(body, 20, ""), shards);
                assertEquals(more, hits(send("goods_{n}", body, shards)), hits(with));
                assertFalse(more, buckets(bundles(with)).isEmpty());
            }
        }
    }

    @Test
    public void anchorsAreChosenAfterDiversify() throws IOException {
        ObjectNode body = products();
        body.set("rescore", json(DIVERSIFY));
        List<String> chosen = Answer.of(send("goods_{n}", body, 1)).ids();
        assertNotEquals(best(5), chosen);
        for (int shards : BundleShop.SHARDS) {
            Http.Response response = send("goods_{n}", with(body, 5, ""), shards);
            assertEquals(chosen, Answer.of(response).ids());
            JsonNode bundles = bundles(response);
            assertFalse(bundles.toString(), buckets(bundles).isEmpty());
            assertTrue(bundles.toString(), chosen.containsAll(anchors(bundles)));
            anchors(bundles).forEach(anchor -> assertEquals(bundles.toString(), 2, BundleShop.number(anchor) % 6));
        }
    }

    @Test
    public void itemsAreInStockAndWithinThePrice() throws IOException {
        JsonNode bundles = same("goods_{n}", with(products(), 30, """
                , 'items': {'index': 'goods_{n}', 'filter': {'term': {'in_stock': true}}, '_source': ['title', 'price']},
                'price': {'field': 'price', 'max_total': 40}, 'category': {'field': 'category'}"""));
        assertFalse(bundles.toString(), buckets(bundles).isEmpty());
        for (JsonNode bucket : buckets(bundles)) {
            double total = 0;
            for (JsonNode item : bucket.path("items")) {
                int product = BundleShop.number(item.path("id").asText());
                assertTrue(bucket.toString(), BundleShop.inStock(product));
                total += BundleShop.price(product);
                assertEquals(
                        json("{'title': 'lamp %s', 'price': %s}"
                                .formatted(BundleShop.name(product), BundleShop.price(product))),
                        item.path("_source"));
            }
            assertEquals(bucket.toString(), total, bucket.path("price").asDouble(), 1e-9);
            assertTrue(bucket.toString(), total <= 40);
        }
    }

    @Test
    public void ordersMayBeLinesAndProductsMayBeFoundById() throws IOException {
        JsonNode expected = same("goods_{n}", with(products(), 10, ""));
        ObjectNode lines = products();
        lines.putObject("aggs").putObject("b").set("bundle", json("""
                {'anchors': {'field': '_id', 'size': 10}, 'size': 20, 'min_doc_count': 3,
                 'orders': {'index': 'lines_{n}', 'field': 'item', 'order_field': 'order'},
                 'items': {'_source': false}}"""));
        assertEquals(expected, same("goods_{n}", lines));
        assertEquals(expected, same("goods_{n}", lines.put("stored_fields", "_none_")));
    }

    @Test
    public void severalSearchesAtOnce() throws IOException {
        ObjectNode good = with(products(), 20, "");
        ObjectNode bad = good.deepCopy();
        ((ObjectNode) bad.at("/aggs/b/bundle/orders")).put("index", "nowhere");
        for (int shards : BundleShop.SHARDS) {
            String lines = at("{}\n%s\n{}\n%s\n{}\n%s\n".formatted(good, bad, products()), shards);
            JsonNode answers = http().postLines(at("/goods_{n}/_msearch", shards), lines)
                    .ok()
                    .path("responses");
            assertEquals(same("goods_{n}", good), answers.at("/0/aggregations/b"));
            assertEquals(404, answers.at("/1/status").asInt());
            assertEquals(200, answers.at("/2/status").asInt());
        }
    }

    @Test
    public void whatIsNotThereIsNamed() throws IOException {
        ObjectNode missing = with(products(), 20, "");
        ((ObjectNode) missing.at("/aggs/b/bundle/orders")).put("index", "nowhere");
        assertRefused(
                404, "[bundle] could not read [orders.index] [nowhere]: no such index [nowhere]", "goods_{n}", missing);
        ObjectNode text = with(products(), 20, "");
        ((ObjectNode) text.at("/aggs/b/bundle/orders")).put("field", "words");
        assertRefused(400, "got [words] of type [text]", "goods_{n}", text);
        ObjectNode items = with(products(), 20, ", 'items': {'index': 'nowhere'}");
        assertRefused(404, "[bundle] could not read [items.index] [nowhere]", "goods_{n}", items);
        ObjectNode unmapped = with(products(), 20, "");
        ((ObjectNode) unmapped.at("/aggs/b/bundle/anchors")).put("field", "nope");
        assertContains(
                "the reason",
                same("goods_{n}", unmapped).path("reason").asText(),
                "no hit has a value in [anchors.field] [nope]");
        ObjectNode nothing = with(products(), 20, "");
        nothing.set("query", json("{'match_none': {}}"));
        assertEquals(0, buckets(same("goods_{n}", nothing)).size());
        ObjectNode after = with(products(), 20, "");
        after.set("sort", json("{'s': [{'rank': 'desc'}], 'a': [3]}").path("s"));
        after.putArray("search_after").add(3);
        assertRefused(400, "[bundle] cannot be used with [search_after]", "goods_{n}", after);
    }

    @Test
    public void theKillSwitchLeavesThemOut() throws IOException {
        setting("assort.enabled", "false");
        try {
            Http.Response response = send("goods_{n}", with(products(), 20, ""), 5);
            assertEquals(0, buckets(bundles(response)).size());
            assertAnyContains("warnings", response.warnings(), "bundle: [assort.enabled] is [false]");
        } finally {
            setting("assort.enabled", null);
        }
    }

    @Test
    public void segmentsMayBeSearchedTogether() throws IOException {
        JsonNode expected = same("goods_{n}", with(products(), 20, ""));
        setting("search.concurrent_segment_search.mode", "all");
        try {
            assertEquals(expected, same("goods_{n}", with(products(), 20, "")));
        } finally {
            setting("search.concurrent_segment_search.mode", null);
        }
    }

    @Test
    public void productsMayBeInSeveralIndicesBehindAnAlias() throws IOException {
        http().post("/_aliases", json("{'actions': [{'add': {'indices': ['goods_1', 'goods_5'], 'alias': 'goods'}}]}"))
                .ok();
        // Each product twice, side by side in the order of rank: an anchor counts once.
        ObjectNode body = with(products(), 40, "");
        Http.Response both = http().post("/goods/_search", at(body.toString(), 5));
        assertEquals(buckets(same("goods_{n}", with(products(), 20, ""))), buckets(bundles(both)));
    }

    @Test
    public void aPointInTimeKeepsItsProductsAndOrders() throws IOException {
        for (int shards : BundleShop.SHARDS) {
            ObjectNode direct = only("{'orders': {'field': 'items'}, 'min_doc_count': 3}");
            assertEquals(
                    bundles(send("orders_{n}", direct, shards)), bundles(inPointInTime("orders_{n}", direct, shards)));
            ObjectNode search = with(products(), 20, ", 'price': {'field': 'price'}");
            assertEquals(
                    bundles(send("goods_{n}", search, shards)), bundles(inPointInTime("goods_{n}", search, shards)));
            ObjectNode later = search.deepCopy().put("from", 10);
            assertEquals(
                    bundles(send("goods_{n}", search, shards)), bundles(inPointInTime("goods_{n}", later, shards)));
        }
    }

    private static Http.Response inPointInTime(String index, ObjectNode body, int shards) throws IOException {
        String id = http().post(at("/" + index + "/_search/point_in_time?keep_alive=1m", shards), "")
                .ok()
                .path("pit_id")
                .asText();
        ObjectNode copy = body.deepCopy();
        copy.putObject("pit").put("id", id);
        try {
            return http().post("/_search", at(copy.toString(), shards));
        } finally {
            http().send("DELETE", "/_search/point_in_time", "application/json", "{\"pit_id\": [\"" + id + "\"]}")
                    .ok();
        }
    }

    @Test
    public void whatTakesTooMuchMemoryIsRefused() throws IOException {
        // A search's own aggregation is charged 5 KB before it holds anything.
        setting("indices.breaker.request.limit", "9kb");
        try {
            Http.Response response = send("goods_{n}", with(products(), 20, ""), 1);
            assertEquals(response.text(), 429, response.status());
            assertContains("the refusal", response.text(), "[bundle] could not read [orders.index] [orders_1]");
        } finally {
            setting("indices.breaker.request.limit", null);
        }
        assertFalse(
                buckets(bundles(send("goods_{n}", with(products(), 20, ""), 1))).isEmpty());
    }

    @Test
    public void whatNobodyBoughtYetBorrowsFromWhatIsLikeIt() throws IOException {
        createIndex(
                "cold",
                "{'settings': {'number_of_shards': 2, 'number_of_replicas': 0}, 'mappings': {'properties': {"
                        + " 'sku': {'type': 'keyword'}, 'embedding': {'type': 'product_vector', 'dimension': 4}}}}");
        String lines = """
                {"index": {}}
                {"sku": "new", "embedding": [0.9, 0.1, 0, 0]}
                {"index": {}}
                {"sku": "unsold", "embedding": [0.9, 0.11, 0, 0]}
                {"index": {}}
                {"sku": "p00", "embedding": [1, 0, 0, 0]}
                {"index": {}}
                {"sku": "p09", "embedding": [0, 0, 1, 0]}
                {"index": {}}
                {"sku": "p01"}
                """;
        http().postLines("/cold/_bulk?refresh=true", lines).ok();
        String bundle = """
                {'query': {'term': {'sku': 'new'}}, 'aggs': {'b': {'bundle': {'anchors': {'field': 'sku'},
                  'orders': {'index': 'orders_5', 'field': 'items'}, 'min_doc_count': 3%s}}}}""";
        String path = "/cold/_search";
        JsonNode none = bundles(http().post(path, json(bundle.formatted(""))));
        assertEquals("no order has any of the anchors", none.path("reason").asText());
        JsonNode found =
                bundles(http().post(path, json(bundle.formatted(", 'cold_start': {'vector_field': 'embedding'}"))));
        assertFalse(found.toString(), buckets(found).isEmpty());
        for (JsonNode bucket : buckets(found)) {
            List<String> items = items(bucket);
            assertEquals(bucket.toString(), "new", items.getFirst());
            assertEquals(bucket.toString(), "similar", bucket.path("source").asText());
            assertTrue(
                    bucket.toString(),
                    List.of("p00", "p09").contains(bucket.path("similar_to").asText()));
            List<String> counted = new ArrayList<>(items);
            counted.set(0, bucket.path("similar_to").asText());
            assertEquals(
                    bucket.toString(),
                    shop.count(counted, 0),
                    bucket.path("doc_count").asLong());
        }
        assertEquals("p00", buckets(found).getFirst().path("similar_to").asText());
        deleteIndices("cold");
    }
}
