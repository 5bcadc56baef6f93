/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assort.bench.Workplace;
import org.assort.bench.orders.Order;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchNode;
import org.assort.demo.node.Ports;

/**
 * What users of OpenSearch do today: an aggregation of items below a bucket for each anchor, as a plain node answers it. One
 * shard, so that none of its counts is an estimate.
 *
 * @param aggregation its type
 * @param score the field of a bucket that its order is by
 */
record NodeAggregation(Http http, String name, String aggregation, String score, long seed) implements Recommender {

    private static final String INDEX = "orders";
    private static final String ITEMS = "items";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** A plain node, with no plugin. */
    static OpenSearchNode start(Workplace workplace) throws IOException {
        return OpenSearchNode.run(
                workplace.artifacts().distribution(),
                NodeSettings.onPort(Ports.free()).withHeap("1g"),
                PATIENCE);
    }

    /** Fills the node, and asks it in both ways. */
    static List<Recommender> all(Http http, History mined, long seed) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode();
        body.putObject("settings").put("index.number_of_shards", 1).put("index.number_of_replicas", 0);
        body.putObject("mappings").putObject("properties").putObject(ITEMS).put("type", "keyword");
        http.put("/" + INDEX, body).ok();
        Iterator<Bulk.Document> documents = IntStream.range(0, mined.size())
                .mapToObj(i -> new Bulk.Document(
                        Integer.toString(i), source(mined.orders().get(i))))
                .iterator();
        new Bulk(http, INDEX).load(Bulk.Documents.of(documents), done -> {});
        return List.of(
                new NodeAggregation(http, "nested terms", "terms", "doc_count", seed),
                new NodeAggregation(http, "significant_terms", "significant_terms", "score", seed));
    }

    private static ObjectNode source(Order order) {
        ObjectNode source = Http.JSON.createObjectNode();
        ArrayNode items = source.putArray(ITEMS);
        order.items().forEach(items::add);
        return source;
    }

    @Override
    public Map<String, List<Partner>> recommend(List<String> anchors) throws IOException {
        Map<String, List<Partner>> lists = new HashMap<>();
        for (List<String> batch : Batches.of(anchors, seed)) {
            JsonNode answer = http.post("/" + INDEX + "/_search", search(batch)).ok();
            if (answer.path("_shards").path("failed").asInt() > 0) {
                throw new IOException("the answer of [" + name + "] was not whole");
            }
            for (JsonNode bucket : answer.at("/aggregations/anchors/buckets")) {
                String anchor = bucket.path("key").asText();
                lists.put(anchor, partners(anchor, bucket.at("/partners/buckets")));
            }
        }
        return lists;
    }

    private ObjectNode search(List<String> anchors) {
        ObjectNode search = Http.JSON.createObjectNode().put("size", 0);
        ObjectNode outer = search.putObject("aggs").putObject("anchors");
        ArrayNode include = outer.putObject("terms")
                .put("field", ITEMS)
                .put("size", anchors.size())
                .putArray("include");
        anchors.forEach(include::add);
        outer.putObject("aggs")
                .putObject("partners")
                .putObject(aggregation)
                .put("field", ITEMS)
                // The anchor is in all of its orders.
                .put("size", SIZE + 1);
        return search;
    }

    private List<Partner> partners(String anchor, JsonNode buckets) {
        List<Partner> partners = new ArrayList<>();
        for (JsonNode bucket : buckets) {
            String item = bucket.path("key").asText();
            if (!item.equals(anchor) && partners.size() < SIZE) {
                partners.add(new Partner(item, bucket.path(score).asDouble()));
            }
        }
        return partners;
    }
}
