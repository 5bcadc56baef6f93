/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.assort.demo.node.Http;
import org.assort.soak.Await;
import org.assort.soak.StoreClient;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * A node with the security plugin of OpenSearch: the store works though nobody may touch its index, each action wants the permission
 * that the reference names, and a search shows its caller what he may see. {@code ./soak faults} runs it.
 */
public final class SecurityPluginIT extends NodeTestCase {

    private static final int SIZE = 60;
    private static final String SHOP_MODEL = "shop-model";
    private static final String TEXT = "red lamp";

    private static SecuredNode node;
    private static Http admin;
    private static Path folder;
    private static SecretShop shop;

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        node = new SecuredNode(Project.briefNode());
        admin = node.admin();
        folder = node.node().modelFolder("mini", Project.artifacts().miniLm());
        assertContains(
                "the upload",
                node.model("upload", folder.toString(), "--id", SHOP_MODEL),
                "version 1 of model shop-model is ready on all nodes");
        Random random = new Random(randomLong());
        shop = SecretShop.open(admin, "shop", 2, SIZE, SecretShop.own("float32"), random);
        orders(random);
    }

    @AfterClass
    public static void stop() {
        if (node != null) {
            node.close();
            node = null;
        }
    }

    /** Orders that all may see in both indices, and in one of them secret ones too. */
    private static void orders(Random random) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String index : List.of("orders_open", "orders_mixed")) {
            admin.put("/" + index, """
                    {"settings": {"number_of_shards": 2, "number_of_replicas": 0},
                     "mappings": {"properties": {"items": {"type": "keyword"}, "secret": {"type": "boolean"}}}}
                    """).ok();
        }
        for (int i = 0; i < 300; i++) {
            String secret = order(random, true);
            String open = order(random, false);
            lines.append(line("orders_mixed", "s" + i, secret))
                    .append(line("orders_mixed", "o" + i, open))
                    .append(line("orders_open", "o" + i, open));
        }
        admin.postLines("/_bulk?refresh=true", lines.toString()).ok();
    }

    // What is bought together in secret is not what is bought together in the open.
    private static String order(Random random, boolean secret) {
        int first = random.nextInt(5) * 2;
        int second = (first + (secret ? 5 : 1)) % 10;
        return "{\"items\": [\"i%d\", \"i%d\", \"i%d\"], \"secret\": %s}"
                .formatted(first, second, 10 + random.nextInt(10), secret);
    }

    private static String line(String index, String id, String document) {
        return "{\"index\": {\"_index\": \"%s\", \"_id\": \"%s\"}}\n%s\n".formatted(index, id, document);
    }

    private static Http user(String name, String cluster, String indices) throws IOException {
        return node.user(
                name, json("{'cluster_permissions': [%s], 'index_permissions': [%s]}".formatted(cluster, indices)));
    }

    private static String mayRead(String indices) {
        return "{'index_patterns': [" + indices + "], 'allowed_actions': ['indices:data/read/search*']}";
    }

    private static void assertRefused(String action, Http.Response response) {
        assertEquals(response.text(), 403, response.status());
        assertContains("the refusal", response.text(), action);
    }

    private static Http.Response diversify(Http user, String index, String clause) throws IOException {
        ObjectNode request = request(
                json("{'function_score': {'query': {'match': {'title': 'lamp'}}, 'boost_mode': 'replace',"
                        + " 'field_value_factor': {'field': 'rank'}}}"),
                100,
                100,
                json(clause));
        return user.post("/" + index + "/_search", request);
    }

    private static Http.Response bundle(Http user, String index) throws IOException {
        return user.post("/" + index + "/_search", json("""
                {'size': 0, 'aggs': {'b': {'bundle': {'orders': {'field': 'items'}, 'min_doc_count': 3}}}}"""));
    }

    @Test
    public void theAdministratorUploadsReplacesAndDeletes() throws IOException {
        String first = node.model("upload", folder.toString());
        assertContains("the first version", first, "of model mini is ready on all nodes that embed");
        long version = version("mini");
        String second = node.model("upload", folder.toString(), "--replace");
        assertContains("the next version", second, "of model mini is ready on all nodes that embed");
        assertNotEquals(version, version("mini"));
        assertContains("a test", node.model("test", "desk", "lamp", "--id", "mini"), "384 dimensions");
        assertEquals("model mini is deleted", node.model("delete", "mini"));
        awaitGone("mini");
    }

    // Until then a clause that names no model would not know which.
    private static void awaitGone(String id) throws IOException {
        Await.until(
                id + " is gone",
                Duration.ofMinutes(1),
                () -> admin.get(StoreClient.MODELS + id).status() == 404);
    }

    private static long version(String id) throws IOException {
        return new StoreClient(admin).model(id).at("/store/active/version").asLong();
    }

    @Test
    public void eachActionWantsThePermissionThatTheReferenceNames() throws IOException {
        Http nobody = user("nobody", "", "");
        Http watcher = user("watcher", "'cluster:monitor/assort/*'", "");
        Http caller = user("caller", "'cluster:admin/assort/embed'", "");
        Http keeper = user(
                "keeper",
                "'cluster:monitor/assort/*', 'cluster:admin/assort/model/put', 'cluster:admin/assort/model/chunk',"
                        + " 'cluster:admin/assort/model/delete'",
                "");
        for (Http other : List.of(nobody, watcher, caller)) {
            StoreClient store = new StoreClient(other);
            assertRefused("cluster:admin/assort/model/put", store.begin("kept", folder, ""));
            assertRefused("cluster:admin/assort/model/chunk", store.chunk(SHOP_MODEL, "model.onnx", 0, new byte[] {1}));
            assertRefused("cluster:admin/assort/model/delete", other.delete(StoreClient.MODELS + SHOP_MODEL));
        }
        for (Http other : List.of(nobody, watcher, keeper)) {
            assertRefused("cluster:admin/assort/embed", new StoreClient(other).embed(SHOP_MODEL, TEXT));
        }
        for (Http other : List.of(nobody, caller)) {
            assertRefused("cluster:monitor/assort/nodes", other.get("/_plugins/_assort/models"));
            assertRefused("cluster:monitor/assort/nodes", other.get("/_plugins/_assort/stats"));
        }
        assertEquals(384, new StoreClient(caller).vector(SHOP_MODEL, TEXT).length);
        watcher.get("/_plugins/_assort/stats").ok();
        new StoreClient(watcher).awaitWarm(SHOP_MODEL, 1, 1);
        StoreClient store = new StoreClient(keeper);
        long version = store.upload("kept", folder, "").path("version").asLong();
        store.awaitWarm("kept", 1, version);
        keeper.delete(StoreClient.MODELS + "kept").ok();
        awaitGone("kept");
    }

    @Test
    public void nobodyElseTouchesTheIndexOfTheStore() throws IOException {
        Http reader = user("reader", "'*'", "{'index_patterns': ['*'], 'allowed_actions': ['*']}");
        for (Http user : List.of(admin, reader)) {
            String catalogue = "/.assort-models/_doc/catalogue";
            assertFalse(user.get(catalogue).isOk());
            Http.Response found = user.post("/.assort-models/_search", "{}");
            assertEquals(found.text(), 0, found.body().at("/hits/hits").size());
            assertEquals(403, user.put(catalogue, "{}").status());
            assertEquals(403, user.delete(catalogue).status());
            assertEquals(403, user.delete("/.assort-models").status());
        }
        assertEquals(1, version(SHOP_MODEL));
    }

    @Test
    public void aSearchWantsThePermissionToSearchAndNothingElse() throws IOException {
        Http shopper = user("shopper", "", mayRead("'shop_*', 'orders_open'"));
        Http stranger = user("stranger", "", mayRead("'shop_*'"));
        for (String clause : List.of(
                "{'query_text': 'oak', 'model': 'shop-model', 'text_fields': ['title'], 'report': true}",
                "{'vector_field': 'embedding', 'report': true}",
                "{'profile': {'products': [{'id': 'p4'}], 'index': 'shop_open'}, 'vector_field': 'embedding'}")) {
            for (Http user : List.of(shopper, stranger)) {
                Likeness.assertAlike(
                        clause,
                        shop.open(),
                        diversify(admin, shop.open(), clause),
                        shop.open(),
                        diversify(user, shop.open(), clause));
            }
        }
        JsonNode bundles = bundle(shopper, "orders_open").ok().at("/aggregations/b/buckets");
        assertFalse(bundles.isEmpty());
        assertRefused("indices:data/read/search", bundle(stranger, "orders_open"));
        String beside = """
                {'size': 3, 'query': {'match': {'title': 'lamp'}}, 'aggs': {'b': {'bundle': {
                  'anchors': {'field': 'key'}, 'orders': {'index': 'orders_open', 'field': 'items'}}}}}""";
        shopper.post("/shop_open/_search", json(beside)).ok();
        Http.Response refused = stranger.post("/shop_open/_search", json(beside));
        assertRefused("[bundle] could not read [orders.index] [orders_open]", refused);
        Http.Response profile = diversify(
                stranger,
                shop.open(),
                "{'profile': {'products': [{'id': 'o4'}], 'index': 'orders_open'}, 'vector_field': 'embedding'}");
        assertRefused("indices:data/read/search", profile);
    }

    /** What the guest gets is what he would get had the hidden things never been. */
    @Test
    public void hiddenDocumentsAndFieldsWereNeverThere() throws IOException {
        String hides = "'dls': '{\\\"bool\\\": {\\\"must_not\\\": {\\\"term\\\": {\\\"secret\\\": true}}}}'";
        Http guest = user("guest", "", """
                {'index_patterns': ['shop_*'], 'allowed_actions': ['indices:data/read/search*'], %s,
                 'fls': ['~hidden_note', '~hidden_embedding', '~hidden_number'], 'masked_fields': ['hidden_key']},
                {'index_patterns': ['orders_*'], 'allowed_actions': ['indices:data/read/search*'], %s}
                """.formatted(hides, hides));
        for (String clause : List.of(
                "{'query_text': 'oak', 'model': 'shop-model', 'text_fields': ['title'], 'report': true}",
                "{'vector_field': 'embedding', 'report': true}",
                "{'vector_field': 'embedding', 'text_fields': ['title'], 'method': 'dpp', 'report': true}",
                "{'vector_field': 'hidden_embedding', 'report': true}",
                "{'text_fields': ['hidden_note'], 'query_text': 'desk', 'report': true}",
                "{'vector_field': 'embedding', 'coverage': [{'field': 'category'}], 'report': true}",
                "{'vector_field': 'embedding', 'novelty': {'field': 'hidden_number'}, 'report': true}",
                "{'vector_field': 'embedding', 'tie_breaker': 'hidden_key', 'report': true}")) {
            Http.Response expected = diversify(guest, shop.open(), clause);
            Http.Response all = diversify(admin, shop.mixed(), clause);
            Http.Response found = diversify(guest, shop.mixed(), clause);
            Likeness.assertAlike(clause, shop.open(), expected, shop.mixed(), found);
            assertNotEquals(
                    clause,
                    all.body().at("/hits/hits").size(),
                    found.body().at("/hits/hits").size());
            assertNothingHidden(clause, found);
        }
        // A masked field has the values that the security plugin makes of its own, as in an aggregation.
        String masked = "{'vector_field': 'embedding', 'coverage': [{'field': 'hidden_key'}], 'report': true}";
        Http.Response found = diversify(guest, shop.mixed(), masked);
        found.ok();
        assertNothingHidden(masked, found);
        String expected = bundle(guest, "orders_open").ok().path("aggregations").toString();
        assertEquals(
                expected,
                bundle(guest, "orders_mixed").ok().path("aggregations").toString());
        assertNotEquals(
                expected,
                bundle(admin, "orders_mixed").ok().path("aggregations").toString());
    }

    private static void assertNothingHidden(String what, Http.Response found) {
        shop.assertNothingOf(what, found.text());
    }
}
