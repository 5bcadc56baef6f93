/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** What the shopper did before, given in the clause or read from events. */
public final class ProfileIT extends NodeTestCase {

    private static final String ONE = "profile_one";
    private static final String FIVE = "profile_five";
    private static final String MAPPED = "profile_events_mapped";
    private static final String UNMAPPED = "profile_events_unmapped";
    private static final String EMPTY = "profile_events_empty";
    private static final String OTHER = "profile_other";
    private static final List<String> SHOPS = List.of(ONE, FIVE);
    private static final int ALL = KindShop.KINDS * KindShop.OF_EACH;
    private static final long DAY = 86_400_000;

    private static List<Bulk.Document> events;
    private static long now;

    @BeforeClass
    public static void open() throws IOException {
        close();
        KindShop shop = new KindShop(new Random(randomLong()));
        shop.open(http(), ONE, 1);
        shop.open(http(), FIVE, 5);
        now = System.currentTimeMillis() - DAY;
        events = new ArrayList<>();
        event("anna", "item_click", 2, 0, 0);
        event("anna", "add_to_cart", 2, 1, 3);
        event("anna", "purchase", 3, 2, 40);
        event("anna", "purchase", 2, 0, 10);
        // Of these none is hers, or says that she likes anything.
        event("anna", "impression", 4, 0, 0);
        event("anna", "product_hover", 4, 1, 0);
        event("bert", "purchase", 4, 2, 0);
        event("anna bert", "purchase", 4, 3, 0);
        createIndex(MAPPED, """
                {'settings': {'number_of_shards': 2, 'number_of_replicas': 0},
                 'mappings': {'properties': {
                   'client_id': {'type': 'keyword'}, 'action_name': {'type': 'keyword'}, 'timestamp': {'type': 'date'},
                   'event_attributes': {'properties': {'object': {'properties': {'object_id': {'type': 'keyword'}}}}}}}}
                """);
        createIndex(UNMAPPED, "{'settings': {'number_of_shards': 1, 'number_of_replicas': 0}}");
        createIndex(EMPTY, "{'settings': {'number_of_shards': 1, 'number_of_replicas': 0}}");
        load(MAPPED, true);
        load(UNMAPPED, false);
        createIndex(OTHER, """
                {'settings': {'number_of_shards': 1, 'number_of_replicas': 0},
                 'mappings': {'properties': {'title': {'type': 'text'},
                   'vector': {'type': 'knn_vector', 'dimension': 3}}}}
                """);
        http().put("/" + OTHER + "/_doc/p2_0?refresh", json("{'title': 'wool blanket', 'vector': [1, 2, 3]}"))
                .ok();
    }

    @AfterClass
    public static void close() throws IOException {
        deleteIndices(ONE, FIVE, MAPPED, UNMAPPED, EMPTY, OTHER);
    }

    private static void event(String client, String action, int kind, int number, int daysAgo) throws IOException {
        ObjectNode event = Http.JSON.createObjectNode();
        event.put("client_id", client).put("action_name", action);
        event.putObject("event_attributes")
                .putObject("object")
                .put("object_id", KindShop.ean(KindShop.id(kind, number)))
                .put("object_id_field", "ean");
        event.put("timestamp", now - daysAgo * DAY);
        events.add(new Bulk.Document("e" + events.size(), event));
    }

    /** Loads the events, with every second time as text where the index knows that it is one. */
    private static void load(String index, boolean dates) throws IOException {
        List<Bulk.Document> documents = new ArrayList<>();
        for (Bulk.Document event : events) {
            ObjectNode source = event.source().deepCopy();
            if (dates && documents.size() % 2 == 1) {
                long time = source.path("timestamp").asLong();
                source.put("timestamp", Instant.ofEpochMilli(time).toString());
            }
            documents.add(new Bulk.Document(event.id(), source));
        }
        new Bulk(http(), index).load(Bulk.Documents.of(documents.iterator()), done -> {});
    }

    /** A clause by vectors whose relevance is more of the profile than of the rank. */
    private static ObjectNode clause(String profile) throws IOException {
        ObjectNode clause = json("{'vector_field': 'vector', 'diversity': 0, 'report': true}");
        clause.putObject("relevance").put("query", 0.3).put("profile", 0.7);
        if (profile == null) {
            ((ObjectNode) clause.path("relevance")).remove("profile");
        } else {
            clause.set("profile", json(profile));
        }
        return clause;
    }

    private static String products(String... ids) {
        return List.of(ids).stream()
                .map(id -> "{'id': '" + id + "'}")
                .collect(Collectors.joining(", ", "{'products': [", "]}"));
    }

    private static String ofKind(int kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "{'id': '" + KindShop.id(kind, number) + "'}")
                .collect(Collectors.joining(", "));
    }

    private static Http.Response ask(String index, JsonNode clause) throws IOException {
        return http().post("/" + index + "/_search", request(json(KindShop.QUERY), ALL, ALL, clause));
    }

    private static JsonNode report(Http.Response response) throws IOException {
        return response.ok().at("/ext/assort/diversify/profile");
    }

    private static void assertReport(String what, Http.Response response, int products, int unknown)
            throws IOException {
        assertEquals(
                what + ": products", products, report(response).path("products").asInt());
        assertEquals(
                what + ": unknown", unknown, report(response).path("unknown").asInt());
    }

    private static void assertSame(String what, Http.Response expected, Http.Response found) throws IOException {
        assertEquals(what, Answer.of(expected).ids(), Answer.of(found).ids());
        assertEquals(what, Answer.of(expected).scores(), Answer.of(found).scores());
    }

    private static List<String> ids(String index, JsonNode clause) throws IOException {
        return Answer.of(ask(index, clause)).checked(clause.toString()).ids();
    }

    @Test
    public void whatTheShopperLikesComesFirst() throws IOException {
        for (String index : SHOPS) {
            List<String> without = ids(index, clause(null));
            assertTrue("kinds take turns", KindShop.count(without, KindShop.OF_EACH, 3) < 3);
            List<String> with = ids(index, clause("{'products': [" + ofKind(3, 4) + "]}"));
            assertEquals("of kind 3 in " + with, KindShop.OF_EACH, KindShop.count(with, KindShop.OF_EACH, 3));
        }
    }

    @Test
    public void twoInterestsShowAndNotTheirAverage() throws IOException {
        for (String index : SHOPS) {
            ObjectNode clause = clause("{'products': [" + ofKind(0, 3) + ", " + ofKind(1, 3) + "]}");
            ((ObjectNode) clause.path("relevance")).put("query", 0.1).put("profile", 0.9);
            List<String> ids = ids(index, clause);
            assertEquals("kind 0 in " + ids, KindShop.OF_EACH, KindShop.count(ids, 2 * KindShop.OF_EACH, 0));
            assertEquals("kind 1 in " + ids, KindShop.OF_EACH, KindShop.count(ids, 2 * KindShop.OF_EACH, 1));
        }
    }

    @Test
    public void eventsAreReadAsIfTheyWereGiven() throws IOException {
        String given = """
                {'object_field': 'ean', 'half_life_days': 20, 'products': [
                  {'id': 'ean-p2_0', 'weight': 1, 'time': %d}, {'id': 'ean-p2_1', 'weight': 3, 'time': %d},
                  {'id': 'ean-p3_2', 'weight': 5, 'time': '%s'}, {'id': 'ean-p2_0', 'weight': 5, 'time': %d}]}
                """.formatted(now, now - 3 * DAY, Instant.ofEpochMilli(now - 40 * DAY), now - 10 * DAY);
        for (String index : SHOPS) {
            Http.Response expected = ask(index, clause(given));
            assertReport("given", expected, 3, 0);
            assertNotEquals(ids(index, clause(null)), Answer.of(expected).ids());
            for (String from : List.of(MAPPED, UNMAPPED, MAPPED + "," + EMPTY)) {
                String client = "{'client_id': 'anna', 'events_index': '" + from
                        + "', 'object_field': 'ean', 'half_life_days': 20}";
                Http.Response found = ask(index, clause(client));
                assertReport(from, found, 3, 0);
                assertSame(from, expected, found);
            }
        }
    }

    @Test
    public void anUnknownShopperGetsTheListWithoutProfile() throws IOException {
        for (String index : SHOPS) {
            for (String client : List.of("nobody", "Anna", "anna bert nobody")) {
                for (String from : List.of(MAPPED, UNMAPPED, EMPTY)) {
                    String profile = "{'client_id': '%s', 'events_index': '%s'}".formatted(client, from);
                    assertWithout(index, profile, 0, "no view, basket or purchase");
                }
            }
            assertWithout(index, products("gone", "never", "gone"), 2, "none of the products was found");
            // Their ids are those of another field here.
            String events = "{'client_id': 'anna', 'events_index': '" + MAPPED + "'}";
            assertWithout(index, events, 3, "none of the products was found");
        }
    }

    private static void assertWithout(String index, String profile, int unknown, String reason) throws IOException {
        for (double[] weights : new double[][] {{0.5, 0.2}, {0.3, 0.7}, {0, 0}}) {
            ObjectNode with = clause(profile).put("diversity", 0.3);
            ObjectNode without = clause(null).put("diversity", 0.3);
            if (weights[0] == 0) {
                with.remove("relevance");
                without.remove("relevance");
            } else {
                ((ObjectNode) with.path("relevance")).put("query", weights[0]).put("profile", weights[1]);
                ((ObjectNode) without.path("relevance")).put("query", weights[0]);
            }
            Http.Response found = ask(index, with);
            assertSame(profile, ask(index, without), found);
            assertReport(profile, found, 0, unknown);
            assertContains("the reason", report(found).path("reason").asText(), reason);
        }
    }

    @Test
    public void whatIsGoneIsCountedAndTheRestIsUsed() throws IOException {
        for (String index : SHOPS) {
            Http.Response found = ask(index, clause(products("p3_0", "gone", "p3_1", "never")));
            assertReport(index, found, 2, 2);
            assertSame(index, ask(index, clause(products("p3_0", "p3_1"))), found);
        }
    }

    @Test
    public void shardsAndIndicesHaveNoSay() throws IOException {
        for (int i = 0; i < 20; i++) {
            String profile = IntStream.range(0, randomIntBetween(1, 30))
                    .mapToObj(product -> "{'id': '%s', 'weight': %d}"
                            .formatted(
                                    KindShop.id(randomInt(KindShop.KINDS - 1), randomInt(KindShop.OF_EACH)),
                                    randomIntBetween(1, 5)))
                    .collect(Collectors.joining(", ", "{'products': [", "]"));
            Http.Response one = ask(ONE, clause(profile + "}"));
            Http.Response five = ask(FIVE, clause(profile + "}"));
            assertSame(profile, one, five);
            assertEquals(report(one), report(five));
            for (String from : List.of(FIVE, ONE + "," + FIVE, "profile_*ve," + ONE)) {
                assertSame(profile + " from " + from, one, ask(ONE, clause(profile + ", 'index': '" + from + "'}")));
            }
        }
    }

    @Test
    public void pointInTimeIsAskedForTheProductsToo() throws IOException {
        for (String index : SHOPS) {
            String opened = "/" + index + "/_search/point_in_time?keep_alive=1m";
            String pit = http().post(opened, "").ok().path("pit_id").asText();
            ObjectNode request = request(json(KindShop.QUERY), ALL, ALL, clause(products("p3_0", "p3_1")));
            Http.Response expected = http().post("/" + index + "/_search", request);
            request.putObject("pit").put("id", pit);
            assertSame(index, expected, http().post("/_search", request));
            assertReport("over a point in time", http().post("/_search", request), 2, 0);
        }
    }

    @Test
    public void productsMayBeEmbedded() throws IOException {
        for (String index : SHOPS) {
            ObjectNode clause = clause(products("p4_0", "p4_1"));
            clause.remove("vector_field");
            ((ObjectNode) clause.path("relevance")).put("query", 0.2).put("profile", 0.8);
            List<String> ids = ids(index, clause);
            assertEquals("kind 4 in " + ids, KindShop.OF_EACH, KindShop.count(ids, KindShop.OF_EACH, 4));
            ObjectNode named = clause.deepCopy();
            named.putArray("text_fields").add("title");
            assertEquals(ids, ids(index, named));
        }
    }

    @Test
    public void sharesOfTheShopperAreATarget() throws IOException {
        for (String index : SHOPS) {
            for (String[] field : new String[][] {
                {"'field': 'kind'", "{'k2': 0.75, 'k4': 0.25}"},
                {"'field': 'price'", "{'30.5': 0.75, '50.5': 0.25}"},
                {"'field': 'price', 'ranges': [20, 35]", "{'20-35': 0.75, '35-*': 0.25}"}
            }) {
                String coverage = "{'vector_field': 'vector', 'diversity': 0.5, 'report': true, "
                        + "'relevance': {'query': 1, 'profile': 0}, 'coverage': [{%s, 'weight': 3, 'target': %s}]%s}";
                String profile = ", 'profile': {'products': [{'id': 'p2_1', 'weight': 3}, {'id': 'p4_4'}]}";
                Http.Response own = ask(index, json(coverage.formatted(field[0], "'profile'", profile)));
                Http.Response wanted = ask(index, json(coverage.formatted(field[0], field[1], "")));
                assertSame(field[0], wanted, own);
                List<String> ids = Answer.of(own).ids();
                assertTrue("kind 2 in " + ids, KindShop.count(ids, 8, 2) > KindShop.count(ids, 8, 4));
            }
            String unknown = "{'vector_field': 'vector', 'diversity': 0.5, 'relevance': {'query': 1}, "
                    + "'coverage': [{'field': 'kind', 'target': 'profile'}], 'profile': " + products("gone") + "}";
            String without = "{'vector_field': 'vector', 'diversity': 0.5, 'relevance': {'query': 1}}";
            assertSame("unknown", ask(index, json(without)), ask(index, json(unknown)));
        }
    }

    @Test
    public void oldInterestsFade() throws IOException {
        for (String index : SHOPS) {
            for (boolean fades : new boolean[] {true, false}) {
                List<String> ids = ids(index, json("""
                        {'vector_field': 'vector', 'diversity': 0.5, 'relevance': {'query': 1, 'profile': 0},
                         'coverage': [{'field': 'kind', 'weight': 3, 'target': 'profile'}],
                         'profile': {'half_life_days': %d, 'products': [
                           {'id': 'p2_0', 'weight': 5, 'time': %d}, {'id': 'p4_0', 'weight': 1, 'time': %d}]}}
                        """.formatted(fades ? 30 : 100_000, now - 300 * DAY, now)));
                long old = KindShop.count(ids, 6, 2);
                long young = KindShop.count(ids, 6, 4);
                assertEquals("old " + old + ", young " + young + " in " + ids, fades, old < young);
            }
        }
    }

    @Test
    public void aProfileWithoutWeightReadsNothing() throws IOException {
        ObjectNode clause = clause("{'client_id': 'anna', 'events_index': 'profile_not_there'}");
        ((ObjectNode) clause.path("relevance")).put("profile", 0);
        Http.Response response = ask(ONE, clause);
        assertContains("the reason", report(response).path("reason").asText(), "[relevance.profile] has no weight");
        assertSame("without", ask(ONE, clause(null)), response);
    }

    @Test
    public void whatIsWrongFailsTheSearch() throws IOException {
        for (String index : SHOPS) {
            assertRefused(
                    index, "{'client_id': 'anna', 'events_index': 'profile_not_there'}", 404, "profile_not_there");
            assertRefused(
                    index, "{'products': [{'id': 'p2_0'}], 'index': 'profile_not_there'}", 404, "profile_not_there");
            assertRefused(
                    index,
                    "{'products': [{'id': 'p2_0'}], 'object_field': 'sku'}",
                    400,
                    "[profile.object_field] must be a number or keyword field with doc values, got [sku], which is not mapped");
            assertRefused(
                    index,
                    "{'products': [{'id': 'wool'}], 'object_field': 'title'}",
                    400,
                    "[profile.object_field] must be a number or keyword field with doc values, got [title]");
            assertRefused(
                    index,
                    "{'products': [{'id': 'p2_0'}], 'index': '" + OTHER + "'}",
                    400,
                    "the products of [profile] must have the [8] dimensions of [vector_field] [vector], got [3]");
            assertRefused(
                    index,
                    "{'products': [{'id': 'e0'}], 'index': '" + MAPPED + "'}",
                    400,
                    "[vector_field] must be a field of type [product_vector] or [knn_vector], got [vector], which is not mapped in index ["
                            + MAPPED + "]");
        }
    }

    private static void assertRefused(String index, String profile, int status, String message) throws IOException {
        Http.Response response = ask(index, clause(profile));
        assertEquals(profile + " " + response.text(), status, response.status());
        assertContains(profile, response.text(), message);
    }
}
