/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;

/** Orders on a node, an order a document, in one shard: its items as keywords, by postings and doc values, without {@code _source}. */
public record OrdersIndex(Http http, String name) {

    /** The field of an order's items. */
    public static final String ITEMS = "items";

    /** The outer aggregation of {@link #partners}. */
    public static final String ANCHORS = "anchors";

    /** The inner one. */
    public static final String PARTNERS = "partners";

    private static final long PAUSE_MILLIS = 200;

    /**
     * Makes the index and fills it; segments are as they come, when no merge is under way any more.
     *
     * @param progress told the number of orders indexed so far, now and then
     */
    public static OrdersIndex fill(Http http, String name, Iterator<Order> orders, LongConsumer progress)
            throws IOException {
        ObjectNode body = Http.JSON.createObjectNode();
        body.putObject("settings")
                .put("index.number_of_shards", 1)
                .put("index.number_of_replicas", 0)
                .put("index.refresh_interval", -1)
                .put("index.translog.durability", "async");
        ObjectNode mappings = body.putObject("mappings");
        mappings.putObject("_source").put("enabled", false);
        mappings.putObject("properties").putObject(ITEMS).put("type", "keyword");
        http.put("/" + name, body).ok();
        new Bulk(http, name).load(() -> orders.hasNext() ? document(orders.next()) : null, progress);
        OrdersIndex index = new OrdersIndex(http, name);
        index.awaitMerges();
        return index;
    }

    private static Bulk.Document document(Order order) {
        ObjectNode source = Http.JSON.createObjectNode();
        ArrayNode items = source.putArray(ITEMS);
        order.items().forEach(items::add);
        return new Bulk.Document(order.id(), source);
    }

    private void awaitMerges() throws IOException {
        http.post("/" + name + "/_flush", "").ok();
        while (http.get("/" + name + "/_stats/merge")
                        .ok()
                        .at("/_all/primaries/merges/current")
                        .asInt()
                > 0) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", stopped);
            }
        }
        http.post("/" + name + "/_refresh", "").ok();
    }

    /** How many segments it is searched in. */
    public int segments() throws IOException {
        return http.get("/_cat/segments/" + name + "?format=json").ok().size();
    }

    /** Bytes on disk. */
    public long bytes() throws IOException {
        return http.get("/" + name + "/_stats/store")
                .ok()
                .at("/_all/primaries/store/size_in_bytes")
                .asLong();
    }

    /** The items that are in the most orders, the most frequent first. */
    public List<String> frequent(int size) throws IOException {
        ObjectNode search = Http.JSON.createObjectNode().put("size", 0);
        terms(search.putObject("aggs").putObject("frequent"), "terms", size);
        List<String> items = new ArrayList<>();
        for (JsonNode bucket : http.post("/" + name + "/_search", search).ok().at("/aggregations/frequent/buckets")) {
            items.add(bucket.path("key").asText());
        }
        return items;
    }

    /**
     * What OpenSearch users do today: a search with an aggregation of items below a bucket for each anchor.
     *
     * @param aggregation its type: {@code terms} or {@code significant_terms}
     * @param size partners of an anchor; the anchor, which is in all of its orders, comes on top
     */
    public static ObjectNode partners(List<String> anchors, String aggregation, int size) {
        ObjectNode search = Http.JSON.createObjectNode().put("size", 0);
        ObjectNode outer = search.putObject("aggs").putObject(ANCHORS);
        ArrayNode include = terms(outer, "terms", anchors.size()).putArray("include");
        anchors.forEach(include::add);
        terms(outer.putObject("aggs").putObject(PARTNERS), aggregation, size + 1);
        return search;
    }

    /** Makes an aggregation by items of some buckets, and returns its body. */
    public static ObjectNode terms(ObjectNode aggregation, String type, int size) {
        return aggregation.putObject(type).put("field", ITEMS).put("size", size);
    }
}
