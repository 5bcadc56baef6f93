/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeSettings;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * A node of its own with the deny plugin, which hides indices, documents and fields from a guest and passes the segments'
 * cache keys through. What the guest gets must be, to the last digit, what he would get had the hidden things never been.
 */
public final class SecurityIT extends NodeTestCase {

    private static final int SIZE = 60;
    private static final int ALL = 100;

    /** Scores that no two products share, and that no statistics of an index go into. */
    private static final String BY_RANK = query("rank");

    /** Scores that many products share. */
    private static final String BY_TIER = query("tier");

    private static DenyNode node;
    private static User guest;
    private static User admin;
    private static SecretShop one;
    private static SecretShop five;
    private static SecretShop vault;

    private static String query(String field) {
        return """
                {'function_score': {'query': {'bool': {'filter': {'match': {'title': 'lamp'}}}},
                  'field_value_factor': {'field': '%s'}, 'boost_mode': 'replace'}}
                """.formatted(field);
    }

    @BeforeClass
    public static void startNode() throws IOException {
        NodeSettings settings = Project.briefNode()
                .withPlugin(Project.peer("opensearch-job-scheduler"))
                .withPlugin(Project.peer("opensearch-knn"))
                .withModel(Artifacts.MINI_LM, Project.artifacts().miniLm());
        node = new DenyNode(settings);
        new Assort(node.http()).awaitModels();
        guest = node.user("guest");
        admin = node.user("admin");
        Random random = new Random(randomLong());
        one = SecretShop.open(node.http(), "one", 1, SIZE, SecretShop.own("float32"), random);
        five = SecretShop.open(node.http(), "five", 5, SIZE, SecretShop.KNN, random);
        vault = SecretShop.open(node.http(), "private_vault", 1, SIZE, SecretShop.own("int8"), random);
    }

    @AfterClass
    public static void stopNode() {
        if (node != null) {
            node.close();
            node = null;
        }
    }

    private static List<SecretShop> shops() {
        return List.of(one, five);
    }

    private static ObjectNode request(String query, String clause) throws IOException {
        ObjectNode request = request(json(query), ALL, ALL, clause == null ? null : json(clause));
        // All but the long visible vectors.
        request.putObject("_source").putArray("excludes").add("embedding");
        request.put("explain", true);
        return request;
    }

    private static String path(String index) {
        return "/" + index + "/_search";
    }

    private static List<String> ids(Http.Response response) throws IOException {
        return Answer.of(response).ids();
    }

    /** Fails if the guest sees anything of what is hidden in any index. */
    private static void assertNothingHidden(String what, Http.Response response) {
        String seen = response.text() + response.headers();
        for (SecretShop shop : List.of(one, five, vault)) {
            shop.assertNothingOf(what, seen);
        }
    }

    /** Asks as the guest, and fails unless the answer is what it would be had the hidden things never been. */
    private static Http.Response assertUntouched(SecretShop shop, ObjectNode request) throws IOException {
        String what = shop.mixed() + " " + request;
        Http.Response expected = guest.post(path(shop.open()), request);
        Http.Response found = guest.post(path(shop.mixed()), request);
        Likeness.assertAlike(what, shop.open(), expected, shop.mixed(), found);
        Http.Response unwrapped = admin.post(path(shop.open()), request);
        Likeness.assertAlike("with no wrapper: " + what, shop.open(), unwrapped, shop.mixed(), found);
        assertNothingHidden(what, found);
        return found;
    }

    /** The same before and after the admin has asked, who must see more, and must see the same before and after. */
    private static void assertUntouchedByAdmin(SecretShop shop, ObjectNode request) throws IOException {
        Http.Response early = randomBoolean() ? admin.post(path(shop.mixed()), request) : null;
        Http.Response before = assertUntouched(shop, request);
        Http.Response all = admin.post(path(shop.mixed()), request);
        assertNotEquals("the admin sees more: " + request, ids(before), ids(all));
        assertUntouched(shop, request);
        if (early != null) {
            Likeness.assertAlike("the admin, " + request, shop.mixed(), early, shop.mixed(), all);
        }
    }

    /** Clauses that read vectors, texts, and texts where there is no vector. */
    private static List<String> clauses() {
        List<String> clauses = new ArrayList<>();
        for (String method : List.of("mmr", "dpp")) {
            String missing = randomFrom(List.of("neutral", "last"));
            String common = "'method': '%s', 'diversity': %s, 'missing_vector': '%s', 'report': true"
                    .formatted(method, randomFrom(List.of("0.2", "0.5", "0.8")), missing);
            clauses.add("{'vector_field': 'embedding', %s}".formatted(common));
            clauses.add("{'text_fields': ['title'], 'query_text': 'red oak desk lamp', %s}".formatted(common));
            clauses.add("{'vector_field': 'embedding', 'text_fields': ['title'], %s}".formatted(common));
            clauses.add("{'query_text': 'brass lamp', %s}".formatted(common));
        }
        return clauses;
    }

    @Test
    public void denyPluginDenies() throws IOException {
        for (SecretShop shop : shops()) {
            ObjectNode plain = request(BY_RANK, null);
            plain.putArray("docvalue_fields").add("key").add("hidden_key").add("hidden_number");
            plain.putArray("fields").add("hidden_embedding").add("hidden_note");
            assertEquals(
                    "the admin sees all",
                    SIZE,
                    ids(admin.post(path(shop.mixed()), plain)).size());
            int visible = ids(assertUntouched(shop, plain)).size();
            assertTrue(visible + " are visible", visible > 30 && visible < SIZE);
            for (String query : List.of(
                    "{'exists': {'field': 'hidden_note'}}",
                    "{'exists': {'field': 'hidden_key'}}",
                    "{'exists': {'field': 'hidden_embedding'}}",
                    "{'range': {'hidden_number': {'lte': 2147483647}}}",
                    "{'match': {'hidden_note': 'desk garden reading travel kitchen wall'}}",
                    "{'term': {'secret': true}}")) {
                ObjectNode request = request(query, null);
                assertFalse(query, ids(admin.post(path(shop.mixed()), request)).isEmpty());
                assertTrue(query, ids(guest.post(path(shop.mixed()), request)).isEmpty());
            }
            String secret = shop.products().get(0).id();
            assertEquals(200, admin.get("/" + shop.mixed() + "/_doc/" + secret).status());
            assertEquals(404, guest.get("/" + shop.mixed() + "/_doc/" + secret).status());
        }
        ObjectNode nearest = Http.JSON.createObjectNode();
        nearest.putObject("knn")
                .putObject("hidden_embedding")
                .put("k", 10)
                .set("vector", five.products().get(0).hidden().path("hidden_embedding"));
        ObjectNode request = request(nearest, 10, 0, null);
        assertFalse(ids(admin.post(path(five.mixed()), request)).isEmpty());
        assertTrue(ids(guest.post(path(five.mixed()), request)).isEmpty());
    }

    @Test
    public void hiddenDocumentsWereNeverThere() throws IOException {
        for (SecretShop shop : shops()) {
            for (String clause : clauses()) {
                ObjectNode request = request(BY_RANK, clause);
                assertUntouchedByAdmin(shop, request);
                assertCandidates(shop, request);
            }
            assertUntouched(shop, request(BY_RANK, "{'vector_field': 'embedding', 'apply': false, 'report': true}"));
        }
    }

    /** Fails unless the report counts what its reader sees. */
    private static void assertCandidates(SecretShop shop, ObjectNode request) throws IOException {
        for (User user : List.of(guest, admin)) {
            Http.Response response = user.post(path(shop.mixed()), request);
            JsonNode report = response.body().at("/ext/assort/diversify");
            assertEquals(
                    "candidates in " + report,
                    ids(response).size(),
                    report.path("candidates").asInt());
        }
    }

    @Test
    public void anyWindowAndPage() throws IOException {
        for (SecretShop shop : shops()) {
            for (String clause : clauses()) {
                ObjectNode request = request(BY_RANK, clause);
                ((ObjectNode) request.path("rescore")).put("window_size", randomIntBetween(1, SIZE));
                request.put("from", randomIntBetween(0, 20)).put("size", randomIntBetween(1, 20));
                assertUntouched(shop, request);
                admin.post(path(shop.mixed()), request).ok();
                assertUntouched(shop, request);
            }
        }
    }

    @Test
    public void hiddenVectorsAndTextsHaveNoValues() throws IOException {
        for (SecretShop shop : shops()) {
            String vector =
                    shop.products().get(1).hidden().path("hidden_embedding").toString();
            for (String clause : List.of(
                    "{'vector_field': 'hidden_embedding', 'report': true}",
                    "{'vector_field': 'hidden_embedding', 'query_vector': %s, 'report': true}".formatted(vector),
                    "{'vector_field': 'hidden_embedding', 'query_text': 'oak', 'missing_vector': 'last'}",
                    "{'vector_field': 'hidden_embedding', 'text_fields': ['title'], 'report': true}",
                    "{'text_fields': ['hidden_note'], 'query_text': 'desk', 'report': true}",
                    "{'text_fields': ['hidden_note'], 'method': 'dpp', 'diversity': 0.1}",
                    "{'text_fields': ['hidden_note', 'title'], 'diversity': 0.5}")) {
                assertUntouchedByAdmin(shop, request(BY_RANK, clause));
            }
        }
    }

    @Test
    public void hiddenTieBreakersHaveNoValues() throws IOException {
        for (SecretShop shop : shops()) {
            for (String field : List.of("hidden_key", "hidden_number")) {
                String clause = "{'vector_field': 'embedding', 'tie_breaker': '%s', 'report': true}".formatted(field);
                assertUntouchedByAdmin(shop, request(BY_TIER, clause));
            }
            assertUntouchedByAdmin(shop, request(BY_TIER, "{'vector_field': 'embedding', 'tie_breaker': 'key'}"));
        }
        String hidden = "{'vector_field': 'embedding', 'diversity': 0, 'tie_breaker': 'hidden_key'}";
        String none = "{'vector_field': 'embedding', 'diversity': 0, 'tie_breaker': 'key'}";
        assertNotEquals(
                "the field matters to who may see it",
                ids(admin.post(path(one.mixed()), request(BY_TIER, none))),
                ids(admin.post(path(one.mixed()), request(BY_TIER, hidden))));
    }

    /** What clauses may ask that count the values of two fields. */
    private static List<String> counting(String keyword, String number) {
        return List.of(
                "'coverage': [{'field': '%s', 'weight': 2}]".formatted(keyword),
                "'coverage': [{'field': '%s', 'weight': 2, 'target': {'oak desk': 0.5, 'other': 0.5}}]"
                        .formatted(keyword),
                "'coverage': [{'field': '%s', 'ranges': [0, 3], 'weight': 2}]".formatted(number),
                "'coverage': [{'field': '%s', 'weight': 0.3}], 'diversity': 'auto'".formatted(keyword),
                "'coverage': [{'field': '%s', 'weight': 1}], 'relevance_budget': 0.05".formatted(keyword),
                "'quotas': [{'field': '%s', 'max': 2, 'within': 7}]".formatted(keyword),
                "'quotas': [{'field': '%s', 'value': 'a guess', 'min': 1}, {'field': '%s', 'value': 3, 'max': 1}]"
                        .formatted(keyword, number));
    }

    private static String counting(String fields) {
        return "{'vector_field': 'embedding', 'report': true, %s}".formatted(fields);
    }

    @Test
    public void hiddenDocumentsDoNotCount() throws IOException {
        for (SecretShop shop : shops()) {
            List<String> clauses = new ArrayList<>(counting("category", "tier"));
            clauses.add("'novelty': {'field': 'rank', 'weight': 1}");
            clauses.add("'pin': 3");
            for (String fields : clauses) {
                assertUntouchedByAdmin(shop, request(BY_RANK, counting(fields)));
            }
            ObjectNode pins = request(BY_RANK, counting("'diversity': 0.5"));
            ArrayNode ids = ((ObjectNode) pins.at("/rescore/diversify")).putArray("pin");
            shop.products().subList(0, 20).forEach(product -> ids.add(product.id()));
            assertUntouchedByAdmin(shop, pins);
            Http.Response all = admin.post(path(shop.mixed()), pins);
            assertEquals(
                    "the admin's pins",
                    20,
                    all.body().at("/ext/assort/diversify/pinned/found").asInt());
        }
    }

    @Test
    public void hiddenFieldsHaveNoValuesToCount() throws IOException {
        for (SecretShop shop : shops()) {
            for (String fields : counting("hidden_key", "hidden_number")) {
                ObjectNode request = request(BY_RANK, counting(fields));
                assertUntouchedByAdmin(shop, request);
                assertNoValues(shop, request);
            }
            ObjectNode novelty = request(BY_RANK, counting("'novelty': {'field': 'hidden_number', 'weight': 5}"));
            Http.Response refused = admin.post(path(shop.mixed()), novelty);
            assertContains(
                    "the admin's error", refused.text(), "[novelty.field] must hold finite numbers of at least 0");
            assertEquals(200, assertUntouched(shop, novelty).status());
            // Not even one who knows a value can find out whether it is there.
            String known = shop.products().get(1).hidden().path("hidden_key").asText();
            ObjectNode guess = request(
                    BY_RANK,
                    counting("'quotas': [{'field': 'hidden_key', 'value': '%s', 'min': 1, 'within': 60}]"
                            .formatted(known)));
            Http.Response expected = guest.post(path(shop.open()), guess);
            admin.post(path(shop.mixed()), guess).ok();
            Http.Response found = guest.post(path(shop.mixed()), guess);
            Likeness.assertAlike("a guess", shop.open(), expected, shop.mixed(), found);
        }
    }

    /** Fails unless the guest's report knows of no value of the fields, and the admin's of some. */
    private static void assertNoValues(SecretShop shop, ObjectNode request) throws IOException {
        JsonNode guests = guest.post(path(shop.mixed()), request).ok().at("/ext/assort/diversify/list/fields");
        assertEquals(guests.toString(), 0, guests.at("/0/shares").size());
        assertEquals(guests.toString(), 0, guests.at("/0/distinct/after").asInt());
        JsonNode admins = admin.post(path(shop.mixed()), request).ok().at("/ext/assort/diversify/list/fields");
        assertTrue(admins.toString(), admins.at("/0/distinct/after").asInt() > 0);
    }

    @Test
    public void hiddenInSeveralIndices() throws IOException {
        // Both have products of the same ids, and other products.
        String open = one.open() + "," + five.open();
        String mixed = one.mixed() + "," + five.mixed();
        for (String clause : clauses()) {
            ObjectNode request = request(BY_RANK, clause);
            Http.Response expected = guest.post(path(open), request);
            for (User before : List.of(guest, admin)) {
                before.post(path(mixed), request).ok();
                Http.Response found = guest.post(path(mixed), request);
                Likeness.assertAlike("after " + before.name(), "_open", expected, "_mixed", found);
                assertNothingHidden("after " + before.name(), found);
            }
        }
    }

    @Test
    public void hiddenProductsAreNoInterests() throws IOException {
        for (SecretShop shop : shops()) {
            String secret = profiled(shop, SecretProduct::id, SecretProduct::secret);
            String all = profiled(shop, SecretProduct::id, product -> true);
            String keys = profiled(
                    shop, product -> product.hidden().path("hidden_key").asText(), product -> true);
            String relevance = "'relevance': {'query': 0.5, 'profile': 0.5}, 'diversity': 0.2, 'report': true";
            for (String clause : List.of(
                    "{'vector_field': 'embedding', 'profile': {'products': [%s]}, %s}".formatted(secret, relevance),
                    "{'vector_field': 'embedding', 'profile': {'products': [%s]}, %s}".formatted(all, relevance),
                    "{'text_fields': ['title'], 'profile': {'products': [%s]}, %s}".formatted(all, relevance),
                    "{'vector_field': 'hidden_embedding', 'profile': {'products': [%s]}, %s}".formatted(all, relevance),
                    "{'vector_field': 'embedding', 'profile': {'products': [%s], 'object_field': 'hidden_key'}, %s}"
                            .formatted(keys, relevance))) {
                assertUntouchedByAdmin(shop, request(BY_RANK, clause));
            }
            String target = "'coverage': [{'field': 'hidden_number', 'target': 'profile'}, "
                    + "{'field': 'category', 'target': 'profile'}], 'diversity': 0.5";
            assertUntouchedByAdmin(
                    shop,
                    request(
                            BY_RANK,
                            "{'vector_field': 'embedding', 'profile': {'products': [%s]}, %s}".formatted(all, target)));
            Http.Response none = guest.post(
                    path(shop.mixed()),
                    request(
                            BY_RANK,
                            "{'vector_field': 'embedding', 'profile': {'products': [%s]}, %s}"
                                    .formatted(secret, relevance)));
            JsonNode profile = none.ok().at("/ext/assort/diversify/profile");
            assertEquals("products", 0, profile.path("products").asInt(-1));
            assertTrue("unknown in " + profile, profile.path("unknown").asInt() > 10);
        }
    }

    private static String profiled(
            SecretShop shop, Function<SecretProduct, String> name, Predicate<SecretProduct> chosen) {
        return shop.products().stream()
                .filter(chosen)
                .limit(30)
                .map(product -> "{'id': '" + name.apply(product) + "'}")
                .collect(Collectors.joining(", "));
    }

    @Test
    public void privateProfilesAreRefused() throws IOException {
        for (String profile : List.of(
                "{'client_id': 'anna', 'events_index': '%s'}".formatted(vault.mixed()),
                "{'products': [{'id': 'p1'}], 'index': '%s'}".formatted(vault.mixed()))) {
            ObjectNode request =
                    request(BY_RANK, "{'vector_field': 'embedding', 'report': true, 'profile': %s}".formatted(profile));
            Http.Response refused = guest.post(path(one.open()), request);
            assertEquals(refused.text(), 403, refused.status());
            assertNothingHidden(profile, refused);
            assertEquals(200, admin.post(path(one.open()), request).status());
        }
    }

    @Test
    public void errorsNameNothingHidden() throws IOException {
        for (SecretShop shop : shops()) {
            String named = "{'vector_field': 'embedding', 'missing_vector': 'error'}";
            Http.Response all = admin.post(path(shop.mixed()), request(BY_RANK, named));
            String first = "document [" + shop.products().get(51).id() + "]";
            assertTrue("a secret product", shop.products().get(51).secret());
            assertContains("the admin's error", all.text(), first);
            assertEquals(400, assertUntouched(shop, request(BY_RANK, named)).status());
            ObjectNode whole = request(BY_RANK, named);
            ((ObjectNode) whole.at("/query/function_score/query/bool"))
                    .putObject("must_not")
                    .putObject("term")
                    .put("part", "holes");
            assertEquals(400, admin.post(path(shop.mixed()), whole).status());
            assertEquals(200, assertUntouched(shop, whole).status());
            for (String clause : List.of(
                    "{'vector_field': 'hidden_embedding', 'missing_vector': 'error'}",
                    "{'text_fields': ['hidden_note'], 'missing_vector': 'error'}",
                    "{'vector_field': 'embedding', 'query_vector': [1, 2, 3]}",
                    "{'vector_field': 'hidden_embedding', 'query_vector': [1, 2, 3]}",
                    "{'vector_field': 'hidden_note'}",
                    "{'vector_field': 'hidden_key'}",
                    "{'text_fields': ['hidden_nothing']}",
                    "{'vector_field': 'embedding', 'tie_breaker': 'hidden_note'}",
                    "{'vector_field': 'embedding', 'tie_breaker': 'hidden_nothing'}",
                    counting("'coverage': [{'field': 'hidden_note'}]"),
                    counting("'coverage': [{'field': 'hidden_nothing'}]"),
                    counting("'coverage': [{'field': 'hidden_key', 'ranges': [1]}]"),
                    counting("'quotas': [{'field': 'hidden_note', 'max': 1}]"),
                    counting("'novelty': {'field': 'hidden_key'}"),
                    counting("'novelty': {'field': 'hidden_nothing'}"))) {
                assertUntouched(shop, request(BY_RANK, clause));
            }
        }
    }

    @Test
    public void requestCacheIsNotShared() throws IOException {
        for (SecretShop shop : shops()) {
            String clause = "{'vector_field': 'embedding', 'diversity': 0.37}";
            ObjectNode request = request(BY_RANK, clause);
            String path = path(shop.mixed()) + "?request_cache=true";
            List<String> all = ids(admin.post(path, request));
            Http.Response seen = guest.post(path, request);
            assertNothingHidden("after the admin", seen);
            assertEquals(ids(guest.post(path(shop.open()), request)), ids(seen));
            assertEquals("the admin again", all, ids(admin.post(path, request)));
        }
    }

    @Test
    public void pointInTimeShowsEachWhatIsHis() throws IOException {
        for (SecretShop shop : shops()) {
            ObjectNode request = request(BY_RANK, "{'vector_field': 'embedding', 'diversity': 0.4}");
            Http.Response expected = guest.post(path(shop.open()), request);
            for (User opener : List.of(guest, admin)) {
                String opened = "/" + shop.mixed() + "/_search/point_in_time?keep_alive=1m";
                String pit = opener.post(opened, Http.JSON.createObjectNode())
                        .ok()
                        .path("pit_id")
                        .asText();
                ObjectNode frozen = request.deepCopy();
                frozen.putObject("pit").put("id", pit);
                Http.Response found = guest.post("/_search", frozen);
                Likeness.assertAlike("opened by " + opener.name(), shop.open(), expected, shop.mixed(), found);
                assertNothingHidden("opened by " + opener.name(), found);
                assertEquals(
                        "hits of the admin",
                        SIZE,
                        ids(admin.post("/_search", frozen)).size());
            }
        }
    }

    @Test
    public void privateIndices() throws IOException {
        ObjectNode request = request(BY_RANK, "{'vector_field': 'embedding', 'query_text': 'lamp'}");
        ObjectNode plain = request(BY_RANK, null);
        for (String index : List.of(vault.mixed(), vault.open(), "private*", vault.mixed() + "," + vault.open())) {
            Http.Response refused = guest.post(path(index), request);
            assertEquals(refused.text(), 403, refused.status());
            assertNothingHidden(index, refused);
            assertEquals("without a clause", guest.post(path(index), plain).text(), refused.text());
            assertEquals(200, admin.post(path(index), request).status());
        }
        node.http()
                .post(
                        "/_aliases",
                        json("{'actions': [{'add': {'indices': ['%s', '%s'], 'alias': 'everything'}}]}"
                                .formatted(five.open(), vault.open())))
                .ok();
        ObjectNode defaults = Http.JSON.createObjectNode().put("index.assort.diversify.diversity", 0.9);
        node.http().put("/" + vault.open() + "/_settings", defaults).ok();
        Http.Response expected = guest.post(path(five.open()), request);
        for (String index : List.of("private*," + five.open(), "everything", vault.open() + "," + five.open())) {
            Http.Response found = guest.post(path(index), request);
            Likeness.assertAlike(index, five.open(), expected, five.open(), found);
            assertNothingHidden(index, found);
            assertEquals(
                    "the same products as without a clause",
                    ids(guest.post(path(index), plain)).stream().sorted().toList(),
                    ids(found).stream().sorted().toList());
            assertTrue(ids(admin.post(path(index), request)).size() > ids(found).size());
        }
    }

    @Test
    public void searchesWithinSearches() throws IOException {
        ObjectNode request = request(BY_RANK, "{'text_fields': ['title'], 'query_text': 'oak lamp'}");
        StringBuilder lines = new StringBuilder();
        for (String index : List.of(vault.open(), one.mixed(), "private*," + five.mixed())) {
            lines.append("{\"index\":\"")
                    .append(index)
                    .append("\"}\n")
                    .append(request)
                    .append('\n');
        }
        admin.postLines("/_msearch", lines.toString()).ok();
        Http.Response all = guest.postLines("/_msearch", lines.toString());
        assertNothingHidden("_msearch", all);
        JsonNode answers = all.ok().path("responses");
        assertEquals("private", 403, answers.at("/0/status").asInt());
        assertLike(one, guest.post(path(one.open()), request), part(all, answers.get(1)));
        assertLike(five, guest.post(path(five.open()), request), part(all, answers.get(2)));

        ObjectNode template = Http.JSON.createObjectNode();
        template.put("source", request.toString().replace("oak lamp", "{{typed}}"));
        template.put("explain", true).putObject("params").put("typed", "oak lamp");
        assertEquals(403, guest.post(path(vault.open()) + "/template", template).status());
        for (SecretShop shop : shops()) {
            Http.Response found = guest.post(path(shop.mixed()) + "/template", template);
            assertNothingHidden("template", found);
            assertLike(shop, guest.post(path(shop.open()), request), part(found, found.ok()));
        }
    }

    /** One answer of several, without the headers, which are those of all. */
    private static Http.Response part(Http.Response whole, JsonNode body) {
        ObjectNode own = body.deepCopy();
        own.remove("status");
        return new Http.Response(whole.status(), own, own.toString(), Map.of());
    }

    private static void assertLike(SecretShop shop, Http.Response expected, Http.Response found) throws IOException {
        Http.Response silent = new Http.Response(expected.status(), expected.body(), expected.text(), found.headers());
        Likeness.assertAlike(shop.mixed(), shop.open(), silent, shop.mixed(), found);
    }
}
