/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** Which documents a profile's products are: all of them, however many, in whatever words and under whatever limits. */
public final class ProfileLookupIT extends NodeTestCase {

    private static final String ONE = "lookup_one";
    private static final String FOUR = "lookup_four";
    private static final String EVENTS = "lookup_events";
    private static final List<String> SHOPS = List.of(ONE, FOUR);

    /** More than any window, and in four parts still more than what is read at once. */
    private static final int VARIANTS = 1_300;

    /** The least that a window may be held to. */
    private static final int LIMIT = 15;

    @BeforeClass
    public static void open() throws IOException {
        close();
        List<Bulk.Document> products = new ArrayList<>();
        for (int i = 0; i < VARIANTS; i++) {
            // Only the last has a vector, and which one that is an index does not know.
            products.add(product("variant" + i, "shirt", i == VARIANTS - 1 ? new float[] {1, 0} : null));
        }
        products.add(product("cup", "cup", new float[] {0, 1}));
        products.add(product("deleted", "gone", new float[] {1, 1}));
        for (String index : SHOPS) {
            createIndex(index, """
                    {'settings': {'number_of_shards': %d, 'number_of_replicas': 0,
                       'index.max_rescore_window': %d, 'index.max_result_window': %d,
                       'analysis': {'normalizer': {'plain': {'type': 'custom', 'filter': ['lowercase', 'asciifolding']}}}},
                     'mappings': {'properties': {
                       'family': {'type': 'keyword'}, 'number': {'type': 'long'}, 'price': {'type': 'double'},
                       'since': {'type': 'date'}, 'new': {'type': 'boolean'},
                       'code': {'type': 'keyword', 'normalizer': 'plain'},
                       'vector': {'type': 'knn_vector', 'dimension': 2}}}}
                    """.formatted(index.equals(ONE) ? 1 : 4, LIMIT, LIMIT));
            new Bulk(http(), index).load(Bulk.Documents.of(products.iterator()), done -> {});
            ObjectNode cup =
                    (ObjectNode) product("cup", "cup", new float[] {0, 1}).source();
            cup.put("number", 7).put("price", 2.5).put("since", "2026-01-31").put("new", true);
            cup.put("code", "Tassé-1");
            // A refresh with the next one would be that of its shard alone.
            http().put("/" + index + "/_doc/cup?refresh", cup).ok();
            http().delete("/" + index + "/_doc/deleted?refresh").ok();
        }
        createIndex(EVENTS, """
                {'settings': {'number_of_shards': 1, 'number_of_replicas': 0, 'index.max_result_window': 2},
                 'mappings': {'properties': {
                   'client_id': {'type': 'keyword'}, 'action_name': {'type': 'keyword'}, 'timestamp': {'type': 'date'}}}}
                """);
        List<Bulk.Document> events = new ArrayList<>();
        for (String id : List.of("variant3", "never", "cup")) {
            events.add(new Bulk.Document(id, json("""
                    {'client_id': 'anna', 'action_name': 'view', 'timestamp': %d,
                     'event_attributes': {'object': {'object_id': '%s'}}}
                    """.formatted(1_700_000_000_000L + events.size(), id))));
        }
        new Bulk(http(), EVENTS).load(Bulk.Documents.of(events.iterator()), done -> {});
    }

    private static Bulk.Document product(String id, String family, float[] vector) {
        ObjectNode source = Http.JSON.createObjectNode().put("family", family);
        if (vector != null) {
            source.putArray("vector").add(vector[0]).add(vector[1]);
        }
        return new Bulk.Document(id, source);
    }

    @AfterClass
    public static void close() throws IOException {
        deleteIndices(ONE, FOUR, EVENTS);
    }

    private static JsonNode report(String index, String profile) throws IOException {
        ObjectNode clause = json("{'vector_field': 'vector', 'report': true, 'profile': " + profile + "}");
        ObjectNode request = request(json("{'match_all': {}}"), 5, LIMIT, clause);
        JsonNode whole = http().post("/" + index + "/_search", request).ok().at("/ext/assort/diversify");
        assertTrue("it took time: " + whole, whole.at("/took_millis/profile").asDouble() > 0);
        JsonNode report = whole.path("profile");
        assertEquals(
                profile + report,
                report.path("interests").asInt(),
                Math.min(2, report.path("products").asInt()));
        return report;
    }

    private static void assertFound(String field, int products, int unknown, String... ids) throws IOException {
        String named = List.of(ids).stream()
                .map(id -> "{'id': '" + id + "'}")
                .collect(Collectors.joining(", ", "'products': [", "]"));
        String profile = field == null ? "{" + named + "}" : "{'object_field': '" + field + "', " + named + "}";
        for (String index : SHOPS) {
            JsonNode report = report(index, profile);
            assertEquals(profile + report, products, report.path("products").asInt());
            assertEquals(profile + report, unknown, report.path("unknown").asInt());
        }
    }

    @Test
    public void allDocumentsOfAProductAreSeen() throws IOException {
        // Both have an interest: the one document with a vector was found among the many.
        assertFound("family", 2, 2, "shirt", "cup", "gone", "never");
        assertFound("family", 1, 0, "shirt");
    }

    @Test
    public void theIdMayBeNamed() throws IOException {
        assertFound("_id", 1, 1, "cup", "never");
    }

    @Test
    public void aShopperWithoutAHistoryGetsTheListWithoutAProfile() throws IOException {
        for (String index : SHOPS) {
            ObjectNode plain = json("{'vector_field': 'vector', 'query_vector': [1, 3], 'report': true}");
            ObjectNode body = request(json("{'match_all': {}}"), 5, LIMIT, plain);
            Answer without = Answer.of(http().post("/" + index + "/_search", body));
            plain.set("profile", json("{'products': []}"));
            Http.Response response =
                    http().post("/" + index + "/_search", request(json("{'match_all': {}}"), 5, LIMIT, plain));
            Answer empty = Answer.of(response);
            assertEquals(without.ids(), empty.ids());
            Answer.assertSameScores(index, without.scores(), empty.scores());
            assertContains(
                    "the report",
                    response.body().at("/ext/assort/diversify/profile").toString(),
                    "[profile.products] is empty");
        }
    }

    @Test
    public void limitsOfAnIndexHaveNoSay() throws IOException {
        String[] ids = new String[200];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "never" + i;
        }
        ids[17] = "cup";
        ids[150] = "variant" + (VARIANTS - 1);
        ids[199] = "deleted";
        assertFound(null, 2, 198, ids);
    }

    @Test
    public void ofEventsThoseAreReadThatTheirIndexGives() throws IOException {
        for (String index : SHOPS) {
            JsonNode report = report(index, "{'client_id': 'anna', 'events_index': '" + EVENTS + "'}");
            assertEquals(
                    "cup, of the newest two: " + report,
                    1,
                    report.path("products").asInt());
            assertEquals(
                    "never, of the newest two: " + report,
                    1,
                    report.path("unknown").asInt());
        }
    }

    @Test
    public void whatTheFieldCannotHoldIsUnknown() throws IOException {
        String[] odd = {
            "cup",
            "1e400",
            "-1e400",
            "NaN",
            "Infinity",
            "99999999999999999999",
            "1.5",
            "0x7",
            "1_0",
            "2026-13-01",
            "٧",
            "7a"
        };
        for (String field : List.of("number", "price", "since", "new", "code", "family")) {
            String[] ids = odd.clone();
            ids[0] = field.equals("family") ? "no-cup" : "cup";
            assertFound(field, 0, odd.length, ids);
        }
    }

    @Test
    public void aNameFindsWhatATermFinds() throws IOException {
        for (String id : List.of("7", "07", "7.0")) {
            assertFound("number", 1, 1, id, "abc");
        }
        for (String id : List.of("2.5", "2.50", "25e-1")) {
            assertFound("price", 1, 1, id, "abc");
        }
        for (String id : List.of("Tassé-1", "tasse-1", "TASSÉ-1")) {
            assertFound("code", 1, 1, id, "tasse");
        }
        assertFound("since", 1, 1, "2026-01-31", "yesterday");
        assertFound("new", 1, 1, "true", "maybe");
    }
}
