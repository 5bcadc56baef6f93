/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeSettings;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * A node with the deny plugin, which hides indices, documents and fields from a guest. The bundles that the guest gets must be those
 * that he would get had the hidden orders, products and fields never been.
 */
public final class BundleSecurityIT extends NodeTestCase {

    private static final int ORDERS = 800;
    private static final int PRODUCTS = 24;

    private static final StringBuilder LINES = new StringBuilder();

    private static DenyNode node;
    private static User guest;
    private static User admin;

    @BeforeClass
    public static void startNode() throws IOException {
        NodeSettings settings = Project.briefNode();
        node = new DenyNode(settings);
        guest = node.user("guest");
        admin = node.user("admin");
        for (String kind : List.of("mixed", "open")) {
            create(kind + "_goods", """
                    "sku": {"type": "keyword"}, "title": {"type": "text"}, "rank": {"type": "float"},
                    "hidden_sku": {"type": "keyword"}, "hidden_price": {"type": "double"}""");
            create(kind + "_orders", """
                    "items": {"type": "keyword"}, "numbers": {"type": "integer"}, "hidden_items": {"type": "keyword"}""");
            create(kind + "_lines", """
                    "order": {"type": "keyword"}, "item": {"type": "keyword"}, "hidden_order": {"type": "keyword"}""");
        }
        create("private_orders", "\"items\": {\"type\": \"keyword\"}");
        fill(new Random(randomLong()));
    }

    @AfterClass
    public static void stopNode() {
        if (node != null) {
            node.close();
            node = null;
        }
    }

    private static void create(String index, String properties) throws IOException {
        node.http().put("/" + index, """
                        {"settings": {"number_of_shards": 3, "number_of_replicas": 0},
                         "mappings": {"dynamic": "strict", "properties": {"secret": {"type": "boolean"}, %s}}}
                        """.formatted(properties)).ok();
    }

    private static boolean isSecret(int product) {
        return product % 6 == 5;
    }

    private static void fill(Random random) throws IOException {
        for (int i = 0; i < PRODUCTS; i++) {
            ObjectNode product = Http.JSON
                    .createObjectNode()
                    .put("sku", "p" + i)
                    .put("title", "lamp p" + i)
                    .put("rank", i + 1)
                    .put("secret", isSecret(i));
            write("goods", "p" + i, null, product, "{\"hidden_sku\": \"p%d\", \"hidden_price\": 7.5}".formatted(i));
        }
        StringBuilder secret = new StringBuilder();
        for (int i = 0; i < ORDERS; i++) {
            boolean hidden = random.nextInt(4) == 0;
            Set<Integer> items = new TreeSet<>();
            // What is bought together in secret is not what is bought together in the open.
            int group = random.nextInt(PRODUCTS / 4);
            for (int k = 0; k < 4; k++) {
                if (random.nextInt(10) < 6) {
                    items.add(hidden ? (group + k * 6) % PRODUCTS : group * 4 + k);
                }
            }
            items.add(random.nextInt(PRODUCTS));
            ObjectNode order = Http.JSON.createObjectNode().put("secret", hidden);
            items.forEach(item -> order.withArray("items").add("p" + item));
            items.forEach(item -> order.withArray("numbers").add(item));
            write("orders", "o" + i, null, order, "{\"hidden_items\": [\"p1\", \"p2\", \"p3\"]}");
            for (int item : items) {
                ObjectNode line = Http.JSON
                        .createObjectNode()
                        .put("secret", hidden)
                        .put("order", "o" + i)
                        .put("item", "p" + item);
                write("lines", "o" + i + "-" + item, "o" + i, line, "{\"hidden_order\": \"o%d\"}".formatted(i));
            }
            secret.append("{\"index\": {}}\n{\"items\": [\"p1\", \"p2\"]}\n");
        }
        node.http()
                .postLines("/private_orders/_bulk?refresh=true", secret.toString())
                .ok();
        node.http().postLines("/_bulk?refresh=true", LINES.toString()).ok();
    }

    private static void write(String kind, String id, String routing, ObjectNode open, String more) throws IOException {
        String route = routing == null ? "" : ", \"routing\": \"" + routing + "\"";
        ObjectNode mixed = open.deepCopy();
        mixed.setAll((ObjectNode) Http.JSON.readTree(more));
        LINES.append(
                "{\"index\": {\"_index\": \"mixed_%s\", \"_id\": \"%s\"%s}}\n%s\n".formatted(kind, id, route, mixed));
        if (open.path("secret").asBoolean() == false) {
            LINES.append(
                    "{\"index\": {\"_index\": \"open_%s\", \"_id\": \"%s\"%s}}\n%s\n".formatted(kind, id, route, open));
        }
    }

    private static Http.Response ask(User user, String kind, String index, String clause) throws IOException {
        ObjectNode body = json("""
                {'query': {'function_score': {'query': {'match_all': {}},
                  'field_value_factor': {'field': 'rank', 'missing': 1}, 'boost_mode': 'replace'}}, 'size': 3}""");
        body.putObject("aggs").putObject("b").set("bundle", json(clause.replace("KIND", kind)));
        return user.post("/" + kind + "_" + index + "/_search", body);
    }

    private static JsonNode bundles(Http.Response response) throws IOException {
        return response.ok().at("/aggregations/b");
    }

    private static void assertUntouched(String index, String clause) throws IOException {
        JsonNode expected = bundles(ask(guest, "open", index, clause));
        JsonNode found = bundles(ask(guest, "mixed", index, clause));
        assertEquals(clause, Http.JSON.readTree(expected.toString().replace("open_", "mixed_")), found);
        assertEquals("as admin: " + clause, expected, bundles(ask(admin, "open", index, clause)));
        assertFalse(clause, expected.path("buckets").isEmpty());
        assertNotEquals("admin sees more: " + clause, found, bundles(ask(admin, "mixed", index, clause)));
        // Nothing that one user's search left behind is for the other.
        assertEquals(clause, found, bundles(ask(guest, "mixed", index, clause)));
    }

    @Test
    public void hiddenOrdersDoNotCount() throws IOException {
        assertUntouched("orders", "{'orders': {'field': 'items'}, 'min_doc_count': 3}");
        assertUntouched("orders", "{'orders': {'field': 'numbers'}, 'min_doc_count': 3}");
        assertUntouched("lines", "{'orders': {'field': 'item', 'order_field': 'order'}, 'min_doc_count': 3}");
        // A sample is drawn by sequence numbers, which the two indices do not share; how many there are to draw from
        // must be.
        String sample = "{'orders': {'field': 'items'}, 'min_doc_count': 3, 'max_baskets': 40}";
        assertEquals(
                bundles(ask(guest, "open", "orders", sample)).at("/baskets/total"),
                bundles(ask(guest, "mixed", "orders", sample)).at("/baskets/total"));
    }

    @Test
    public void hiddenProductsAreInNoBundle() throws IOException {
        assertUntouched("goods", """
                {'anchors': {'field': 'sku'}, 'orders': {'index': 'KIND_orders', 'field': 'items'},
                 'items': {'_source': true}, 'min_doc_count': 3}""");
        JsonNode found = bundles(ask(guest, "mixed", "goods", """
                {'anchors': {'field': 'sku'}, 'orders': {'index': 'KIND_orders', 'field': 'items'},
                 'items': {'_source': true}, 'price': {'field': 'hidden_price'}, 'min_doc_count': 3}"""));
        assertFalse(found.path("buckets").isEmpty());
        for (JsonNode bucket : found.path("buckets")) {
            assertFalse(bucket.toString(), bucket.has("price"));
            assertFalse(bucket.toString(), bucket.toString().contains("hidden_"));
            for (JsonNode item : bucket.path("items")) {
                assertFalse(
                        bucket.toString(),
                        isSecret(Integer.parseInt(item.path("id").asText().substring(1))));
            }
        }
    }

    @Test
    public void hiddenFieldsAreAsUnmapped() throws IOException {
        for (String clause : List.of(
                "{'orders': {'field': 'hidden_items'}}",
                "{'orders': {'field': 'hidden_items'}, 'anchors': {'include': ['p1']}}")) {
            assertEquals(
                    clause,
                    0,
                    bundles(ask(guest, "mixed", "orders", clause))
                            .path("buckets")
                            .size());
        }
        assertEquals(
                0, bundles(ask(guest, "mixed", "lines", """
                {'orders': {'field': 'item', 'order_field': 'hidden_order'}, 'min_doc_count': 3}""")).path("buckets").size());
        assertEquals(
                0, bundles(ask(guest, "mixed", "goods", """
                {'anchors': {'field': 'hidden_sku'}, 'orders': {'index': 'KIND_orders', 'field': 'items'}}""")).path("buckets").size());
    }

    @Test
    public void aPrivateIndexIsRefused() throws IOException {
        String clause = """
                {'anchors': {'field': 'sku'}, 'orders': {'index': 'private_orders', 'field': 'items'}, 'min_doc_count': 3}""";
        Http.Response refused = ask(guest, "mixed", "goods", clause);
        assertEquals(refused.text(), 403, refused.status());
        assertContains("the refusal", refused.text(), "[bundle] could not read [orders.index] [private_orders]");
        bundles(ask(admin, "mixed", "goods", clause));
        Http.Response items = ask(guest, "mixed", "goods", """
                {'anchors': {'field': 'sku'}, 'orders': {'index': 'KIND_orders', 'field': 'items'}, 'min_doc_count': 3,
                 'items': {'index': 'private_orders'}}""");
        assertEquals(items.text(), 403, items.status());
    }
}
