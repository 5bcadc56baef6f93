/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assort.demo.node.Http;
import org.junit.Test;

/** Mining an index of orders itself: counts are those of looking into every order, however orders are kept and spread. */
public final class BundleOrdersIT extends BundleTestCase {

    private static ObjectNode mining(String more) throws IOException {
        return only("{'orders': {'field': 'items'}, 'size': 30, 'min_doc_count': 3%s}".formatted(more));
    }

    /** Fails unless counts and shares are those of the orders from a day on. */
    private static void judge(JsonNode bundles, int fromDay) {
        assertFalse(bundles.toString(), buckets(bundles).isEmpty());
        assertEquals(
                shop.count(List.of(), fromDay), bundles.at("/baskets/total").asLong());
        assertFalse(bundles.path("sampled").asBoolean());
        Set<Set<String>> seen = new HashSet<>();
        double before = Double.POSITIVE_INFINITY;
        for (JsonNode bucket : buckets(bundles)) {
            List<String> items = items(bucket);
            String what = bucket.toString();
            long count = shop.count(items, fromDay);
            long ofAnchor = shop.count(items.subList(0, 1), fromDay);
            assertEquals(what, items.getFirst(), bucket.path("anchor").asText());
            assertTrue(what, items.size() >= 2 && items.size() <= 4);
            assertTrue(what, seen.add(Set.copyOf(items)));
            assertEquals(what, count, bucket.path("doc_count").asLong());
            assertEquals(what, 0, bucket.path("doc_count_error_bound").asLong());
            assertEquals(what, count, bucket.at("/doc_count_interval/from").asLong());
            assertEquals(what, count, bucket.at("/doc_count_interval/to").asLong());
            assertEquals(
                    what,
                    (double) count / shop.count(List.of(), fromDay),
                    bucket.path("support").asDouble(),
                    1e-12);
            assertEquals(
                    what, (double) count / ofAnchor, bucket.path("confidence").asDouble(), 1e-12);
            assertTrue(
                    what,
                    bucket.path("lift").asDouble()
                            > bucket.path("lift_lower_bound").asDouble());
            assertTrue(what, bucket.path("lift_lower_bound").asDouble() > 1);
            assertEquals(what, "orders", bucket.path("source").asText());
            assertTrue(what, bucket.path("score").asDouble() <= before);
            before = bucket.path("score").asDouble();
        }
    }

    @Test
    public void countsAreTrueOnAnyNumberOfShards() throws IOException {
        judge(same("orders_{n}", mining("")), 0);
    }

    @Test
    public void onlyOrdersOfTheQueryAndTheFilterCount() throws IOException {
        ObjectNode body = mining("");
        body.set("query", json("{'range': {'day': {'gte': 4}}}"));
        JsonNode byQuery = same("orders_{n}", body);
        judge(byQuery, 4);
        ObjectNode filtered = only("""
                {'orders': {'field': 'items', 'filter': {'range': {'day': {'gte': 4}}}}, 'size': 30, 'min_doc_count': 3}
                """);
        assertEquals(byQuery, same("orders_{n}", filtered));
    }

    @Test
    public void ordersAreTheSameHoweverTheyAreKept() throws IOException {
        JsonNode expected = same("orders_{n}", mining(", 'anchors': {'include': ['p00', 'p05', 'p12', 'p31']}"));
        JsonNode unindexed = same("orders_{n}", only("""
                {'orders': {'field': 'plain'}, 'size': 30, 'min_doc_count': 3,
                 'anchors': {'include': ['p00', 'p05', 'p12', 'p31']}}"""));
        assertEquals(expected, unindexed);
        JsonNode lines = same("lines_{n}", only("""
                {'orders': {'field': 'item', 'order_field': 'order'}, 'size': 30, 'min_doc_count': 3,
                 'anchors': {'include': ['p00', 'p05', 'p12', 'p31']}}"""));
        assertEquals(expected, lines);
        JsonNode numbers = same("orders_{n}", only("""
                {'orders': {'field': 'numbers'}, 'size': 30, 'min_doc_count': 3,
                 'anchors': {'include': ['0', '5', '12', '31']}}"""));
        assertEquals(buckets(expected).size(), buckets(numbers).size());
        for (JsonNode bucket : buckets(numbers)) {
            List<String> names = items(bucket).stream()
                    .map(number -> BundleShop.name(Integer.parseInt(number)))
                    .toList();
            assertEquals(shop.count(names, 0), bucket.path("doc_count").asLong());
        }
    }

    @Test
    public void theMostFrequentItemsAreThoseOfAllShards() throws IOException {
        for (int anchors = 1; anchors <= 12; anchors++) {
            judge(same("orders_{n}", mining(", 'anchors': {'size': %d}".formatted(anchors))), 0);
        }
    }

    @Test
    public void onlyNamedAnchorsAreAskedAbout() throws IOException {
        JsonNode bundles =
                same("orders_{n}", mining(", 'anchors': {'include': ['p07', 'none']}, 'set_size': {'max': 2}"));
        judge(bundles, 0);
        buckets(bundles).forEach(bucket -> {
            assertEquals("p07", bucket.path("anchor").asText());
            assertEquals(2, items(bucket).size());
        });
    }

    @Test
    public void aSampleSaysWhatIsNotCertain() throws IOException {
        for (int shards : BundleShop.SHARDS) {
            JsonNode bundles =
                    bundles(send("orders_{n}", mining(", 'max_baskets': %d".formatted(500 / shards)), shards));
            assertTrue(bundles.toString(), bundles.path("sampled").asBoolean());
            assertFalse(bundles.toString(), buckets(bundles).isEmpty());
            for (JsonNode bucket : buckets(bundles)) {
                long count = shop.count(items(bucket), 0);
                long told = bucket.path("doc_count").asLong();
                assertTrue(
                        bucket.toString(),
                        Math.abs(count - told)
                                <= bucket.path("doc_count_error_bound").asLong());
                assertTrue(
                        bucket.toString(), bucket.at("/doc_count_interval/from").asLong() <= told);
                assertTrue(
                        bucket.toString(),
                        told <= bucket.at("/doc_count_interval/to").asLong());
            }
        }
    }

    @Test
    public void nothingFoundSaysWhy() throws IOException {
        assertReason(
                "no shard knows [orders.field] [nope] in the searched orders", only("{'orders': {'field': 'nope'}}"));
        ObjectNode none = mining("");
        none.set("query", json("{'term': {'day': 77}}"));
        assertReason("no order that matches has an item", none);
        assertReason("[anchors", mining(", 'anchors': {'include': ['unheard of']}"));
        assertReason(
                "more frequent than chance", mining(", 'min_doc_count': 100000").deepCopy());
    }

    private static void assertReason(String reason, ObjectNode body) throws IOException {
        JsonNode bundles = same("orders_{n}", body);
        assertEquals(bundles.toString(), 0, buckets(bundles).size());
        assertContains(
                body.toString(), bundles.path("reason").asText(), reason.equals("[anchors") ? "anchors" : reason);
    }

    @Test
    public void whatCannotBeIsRefusedInOneSentence() throws IOException {
        String index = "orders_{n}";
        assertRefused(
                400,
                "[orders.field] must be a keyword or whole-number field with doc values, got [words] of type [text]",
                index,
                only("{'orders': {'field': 'words'}}"));
        assertRefused(400, "[orders] must say where an order's items are, got none", index, only("{}"));
        assertRefused(400, "[bundle] may have the fields", index, only("{'order': {}}"));
        assertRefused(
                400,
                "[orders.index] needs an [anchors.field]",
                index,
                only("{'orders': {'index': 'o', 'field': 'items'}}"));
        assertRefused(
                400,
                "[min_doc_count] must be at least [3]",
                index,
                only("{'orders': {'field': 'items'}, 'min_doc_count': 2}"));
        assertRefused(
                400,
                "[set_size.max] must be in [2, 4], got [5]",
                index,
                only("{'orders': {'field': 'items'}, 'set_size': {'max': 5}}"));
        assertRefused(
                400,
                "[assort_mining] is no aggregation for requests",
                index,
                json("{'aggs': {'b': {'assort_mining': {}}}}"));
        ObjectNode sub = mining("");
        ((ObjectNode) sub.at("/aggs/b")).set("aggs", json("{'m': {'max': {'field': 'day'}}}"));
        assertRefused(400, "[bundle] cannot have sub-aggregations", index, sub);
        ObjectNode below = json("{'size': 0, 'aggs': {'d': {'terms': {'field': 'day'}}}}");
        ((ObjectNode) below.at("/aggs/d")).set("aggs", mining("").path("aggs"));
        assertRefused(400, "[bundle] must stand at the top of [aggs]", index, below);
    }

    @Test
    public void linesMustLieWithTheirOrder() throws IOException {
        createIndex(
                "scattered",
                "{'settings': {'number_of_shards': 5, 'number_of_replicas': 0}, 'mappings': {'properties':"
                        + " {'order': {'type': 'keyword'}, 'item': {'type': 'keyword'}}}}");
        http().postLines(
                        "/scattered/_bulk?refresh=true",
                        "{\"index\": {}}\n{\"order\": \"o1\", \"item\": \"a\"}\n".repeat(20))
                .ok();
        Http.Response response =
                http().post("/scattered/_search", only("{'orders': {'field': 'item', 'order_field': 'order'}}"));
        assertEquals(400, response.status());
        assertContains("the refusal", response.text(), "each line's [order] as its routing");
        deleteIndices("scattered");
    }

    @Test
    public void linesThatWereAddedLaterMustLieWithTheirOrderToo() throws IOException {
        createIndex("scattered", """
                {'settings': {'number_of_shards': 2, 'number_of_replicas': 0}, 'mappings': {'properties':
                 {'order': {'type': 'keyword'}, 'item': {'type': 'keyword'}}}}""");
        String right = "{\"index\": {\"routing\": \"o1\"}}\n{\"order\": \"o1\", \"item\": \"a\"}\n";
        String wrong = "{\"index\": {\"routing\": \"x\"}}\n{\"order\": \"o1\", \"item\": \"b\"}\n";
        http().postLines("/scattered/_bulk?refresh=true", right.repeat(100) + wrong.repeat(100))
                .ok();
        Http.Response response =
                http().post("/scattered/_search", only("{'orders': {'field': 'item', 'order_field': 'order'}}"));
        assertEquals(response.text(), 400, response.status());
        assertContains("the refusal", response.text(), "got a line of an order with the routing [x]");
        deleteIndices("scattered");
    }

    @Test
    public void otherAggregationsStandBeside() throws IOException {
        ObjectNode body = mining("");
        ((ObjectNode) body.path("aggs")).set("days", json("{'cardinality': {'field': 'day'}}"));
        JsonNode answer = send("orders_{n}", body, 5).ok().path("aggregations");
        assertEquals(10, answer.at("/days/value").asInt());
        assertEquals(same("orders_{n}", mining("")), answer.path("b"));
    }
}
