/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.assort.demo.node.Http;
import org.junit.After;
import org.junit.Test;

/** Bundles of products and orders whose fields and indices are not the plainest there are. */
public final class BundleFieldsIT extends BundleTestCase {

    private static final String OTHER = "bundle_other";
    private static final String MORE = "bundle_more";

    @After
    public void delete() throws IOException {
        deleteIndices(OTHER, MORE);
    }

    private static ObjectNode search(String bundle, String more) throws IOException {
        ObjectNode body = json("""
                {'query': {'function_score': {'query': {'match': {'title': 'lamp'}},
                  'field_value_factor': {'field': 'rank'}, 'boost_mode': 'replace'}}, 'size': 5}""");
        body.setAll(json(more));
        body.putObject("aggs").putObject("b").set("bundle", json(bundle));
        return body;
    }

    private static String plain(String more) {
        return """
                {'anchors': {'field': 'product_id'}, 'orders': {'index': 'orders_{n}', 'field': 'items'}, 'size': 20,
                 'min_doc_count': 3%s}""".formatted(more);
    }

    private static void create(String index, String properties) throws IOException {
        createIndex(index, """
                {'settings': {'number_of_shards': 2, 'number_of_replicas': 0, 'index.max_result_window': 500},
                 'mappings': {'dynamic': 'strict', 'properties': {%s}}}""".formatted(properties));
    }

    private static void load(String index, String lines) throws IOException {
        JsonNode done =
                http().postLines("/" + index + "/_bulk?refresh=true", lines).ok();
        assertFalse(done.toString(), done.path("errors").asBoolean());
    }

    private static String product(int i, String source) {
        return "{\"index\": {\"_id\": \"%s\"}}\n%s\n".formatted(BundleShop.name(i), source);
    }

    @Test
    public void aNumberThatIsShownInAFormatIsStillTheNumber() throws IOException {
        String bundle = """
                {'anchors': {'field': 'number'}, 'orders': {'index': 'orders_{n}', 'field': 'numbers'}, 'size': 20,
                 'min_doc_count': 3}""";
        JsonNode expected = same("goods_{n}", search(bundle, "{}"));
        assertFalse(expected.toString(), buckets(expected).isEmpty());
        String format = "{'docvalue_fields': [{'field': 'number', 'format': '000.0'}]}";
        assertEquals(expected, same("goods_{n}", search(bundle, format)));
        assertEquals(expected, same("goods_{n}", search(bundle, "{'fields': ['number']}")));
    }

    // On one shard: where a node has several, the engine itself reads such a field on some of them only.
    @Test
    public void theQueryMayAskForAFieldThatTheSearchDerives() throws IOException {
        ObjectNode body = search(plain(""), "{'size': 20}");
        ((ObjectNode) body.at("/query/function_score")).set("query", json("{'term': {'part': 'p1'}}"));
        ObjectNode script = json("{'part': {'type': 'keyword', 'script': {}}}");
        ((ObjectNode) script.at("/part/script")).put("source", "emit(params._source.product_id.substring(0, 2))");
        body.set("derived", script);
        JsonNode first = bundles(send("goods_{n}", body, 1));
        assertFalse(first.toString(), buckets(first).isEmpty());
        buckets(first)
                .forEach(bucket -> assertEquals(
                        bucket.toString(), "p1", bucket.path("anchor").asText().substring(0, 2)));
        assertEquals(first, bundles(send("goods_{n}", body.put("from", 3), 1)));

        ObjectNode direct = only("{'orders': {'field': 'items'}, 'min_doc_count': 3}");
        direct.set("query", json("{'range': {'day': {'gte': 4}}}"));
        JsonNode expected = bundles(send("orders_{n}", direct, 1));
        direct.set("query", json("{'range': {'when': {'gte': 4}}}"));
        direct.set(
                "derived",
                json(
                        "{'when': {'type': 'long', 'script': {'source': 'emit(((Number) params._source.day).longValue())'}}}"));
        assertEquals(expected, bundles(send("orders_{n}", direct, 1)));
    }

    @Test
    public void aSliceOfTheOrdersIsMinedAlone() throws IOException {
        String pit = http().post("/orders_5/_search/point_in_time?keep_alive=1m", "")
                .ok()
                .path("pit_id")
                .asText();
        try {
            long total = 0;
            for (int slice = 0; slice < 2; slice++) {
                ObjectNode body = only("{'orders': {'field': 'items'}, 'min_doc_count': 3}");
                body.putObject("pit").put("id", pit);
                body.putObject("slice").put("id", slice).put("max", 2);
                Http.Response response = http().post("/_search", body.put("track_total_hits", true));
                long orders = bundles(response).at("/baskets/total").asLong();
                assertEquals(response.ok().at("/hits/total/value").asLong(), orders);
                total += orders;
            }
            assertEquals(shop.count(List.of(), 0), total);
        } finally {
            http().send("DELETE", "/_search/point_in_time", "application/json", "{\"pit_id\": [\"" + pit + "\"]}")
                    .ok();
        }
    }

    @Test
    public void aSearchThatEndsByItselfDoesNotSayThatItWasCut() throws IOException {
        for (int shards : BundleShop.SHARDS) {
            JsonNode response = send("orders_{n}", only("{'orders': {'field': 'items'}}"), shards)
                    .ok();
            assertTrue(response.toString(), response.path("terminated_early").isMissingNode());
        }
    }

    @Test
    public void anItemMayHaveDocumentsOfOneIdInSeveralIndices() throws IOException {
        String item = "'title': {'type': 'text'}, 'price': {'type': 'double'}";
        create(OTHER, item);
        create(MORE, item);
        StringBuilder some = new StringBuilder();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < BundleShop.PRODUCTS; i++) {
            (i % 10 == 7 ? new StringBuilder() : some).append(product(i, "{\"title\": \"old\"}"));
            all.append(product(i, "{\"title\": \"new\"}"));
        }
        load(OTHER, some.toString());
        load(MORE, all.toString());
        JsonNode expected =
                same("goods_{n}", search(plain(", 'items': {'index': '" + MORE + "', 'field': '_id'}"), "{}"));
        assertTrue(
                expected.toString(),
                buckets(expected).stream()
                        .anyMatch(bucket -> items(bucket).stream().anyMatch(id -> BundleShop.number(id) % 10 == 7)));
        String both = ", 'items': {'index': '" + OTHER + "," + MORE + "', 'field': '_id'}";
        assertEquals(expected, same("goods_{n}", search(plain(both), "{}")));
    }

    @Test
    public void pricesOfSingleFloatsAddUpAsTheyAreWritten() throws IOException {
        create(OTHER, "'price': {'type': 'float'}");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < BundleShop.PRODUCTS; i++) {
            lines.append(product(i, "{\"price\": %s}".formatted(i % 2 == 0 ? "129.99" : "44.99")));
        }
        load(OTHER, lines.toString());
        String bundle = plain(", 'set_size': {'max': 2}, 'items': {'index': '" + OTHER
                + "', 'field': '_id'}, 'price': {'field': 'price', 'max_total': 174.98}");
        JsonNode bundles = same("goods_{n}", search(bundle, "{}"));
        List<Double> prices = buckets(bundles).stream()
                .map(bucket -> bucket.path("price").asDouble())
                .toList();
        assertTrue(bundles.toString(), prices.contains(174.98));
        assertTrue(bundles.toString(), prices.stream().allMatch(price -> price == 174.98 || price == 89.98));
    }

    @Test
    public void fieldsOfAnotherKindAreRefused() throws IOException {
        create(OTHER, """
                'title': {'type': 'text', 'fields': {'keyword': {'type': 'keyword'}}}, 'word': {'type': 'keyword'}, 'rank': {'type': 'float'}, 'codes': {'type': 'keyword'},
                'parts': {'type': 'nested', 'properties': {'id': {'type': 'keyword'}}}""");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < BundleShop.PRODUCTS; i++) {
            String name = BundleShop.name(i);
            lines.append(product(
                    i,
                    "{\"title\": \"lamp\", \"rank\": 1, \"word\": \"dear\", \"codes\": [\"%s\", \"x\"], \"parts\": [{\"id\": \"%s\"}]}"
                            .formatted(name, name)));
        }
        load(OTHER, lines.toString());
        String anchors = "{'anchors': {'field': '%s'}, 'orders': {'index': 'orders_{n}', 'field': 'items'}}";
        assertRefused(
                400,
                "[anchors.field] must be [_id] or a field with doc values, got [title] of type [text]",
                "goods_{n}",
                search(anchors.formatted("title"), "{}"));
        for (String field : List.of("anchors", "orders")) {
            assertRefused(
                    400,
                    "got [title] of type [text] without%s; [title.keyword] is one"
                            .formatted(field.equals("orders") ? " doc values" : ""),
                    OTHER,
                    field.equals("orders")
                            ? only("{'orders': {'field': 'title'}}")
                            : search(anchors.formatted("title"), "{}"));
        }
        assertRefused(
                400,
                "[anchors.field] must name one field, got [product_*]",
                "goods_{n}",
                search(anchors.formatted("product_*"), "{}"));
        assertRefused(
                400,
                "[anchors.field] must be a field of the product itself, got [parts.id]",
                OTHER,
                search(anchors.formatted("parts.id"), "{}"));
        assertRefused(
                400,
                "[orders.field] must be a field of the order itself, got [parts.id]",
                OTHER,
                only("{'orders': {'field': 'parts.id'}}"));
        String items = ", 'items': {'index': '" + OTHER + "', 'field': '%s'}";
        assertRefused(
                400,
                "[items.field] must have one value in a document, got [codes]",
                "goods_{n}",
                search(plain(items.formatted("codes")), "{}"));
        assertRefused(
                400,
                "[price.field] must be a number field, got [word], which is [dear] for item [p",
                "goods_{n}",
                search(plain(items.formatted("_id") + ", 'price': {'field': 'word'}"), "{}"));
    }

    @Test
    public void moreAnchorsThanAnIndexGivesAreRefused() throws IOException {
        create(OTHER, "'title': {'type': 'text'}, 'rank': {'type': 'float'}, 'product_id': {'type': 'keyword'}");
        http().put("/" + OTHER + "/_settings", json("{'index.max_result_window': 10}"))
                .ok();
        assertRefused(
                400,
                "[anchors.size] must be at most [index.max_result_window] of index [" + OTHER
                        + "], which is [10], got [20]",
                OTHER,
                search(plain(""), "{}"));
    }

    /** Whether an anchor has to borrow or not: no order is of day 77. */
    @Test
    public void aFieldThatHoldsNoVectorsIsRefused() throws IOException {
        for (String filter : List.of("", ", 'filter': {'term': {'day': 77}}")) {
            assertRefused(
                    400,
                    "[cold_start.vector_field] must be a field of type [product_vector] or [knn_vector], got [title] of type [text]",
                    "goods_{n}",
                    search("""
                            {'anchors': {'field': 'product_id'}, 'min_doc_count': 3,
                             'orders': {'index': 'orders_{n}', 'field': 'items'%s},
                             'cold_start': {'vector_field': 'title'}}""".formatted(filter), "{}"));
        }
    }
}
