/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assort.bench.Workplace;
import org.assort.bench.orders.OrdersIndex;
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
        OrdersIndex.fill(http, INDEX, mined.orders().iterator(), done -> {});
        return List.of(
                new NodeAggregation(http, "nested terms", "terms", "doc_count", seed),
                new NodeAggregation(http, "significant_terms", "significant_terms", "score", seed));
    }

    @Override
    public Map<String, List<Partner>> recommend(List<String> anchors) throws IOException {
        Map<String, List<Partner>> lists = new HashMap<>();
        for (List<String> batch : Batches.of(anchors, seed)) {
            JsonNode answer = http.post("/" + INDEX + "/_search", OrdersIndex.partners(batch, aggregation, SIZE))
                    .ok();
            if (answer.path("_shards").path("failed").asInt() > 0) {
                throw new IOException("the answer of [" + name + "] was not whole");
            }
            for (JsonNode bucket :
                    answer.path("aggregations").path(OrdersIndex.ANCHORS).path("buckets")) {
                String anchor = bucket.path("key").asText();
                lists.put(
                        anchor,
                        partners(anchor, bucket.path(OrdersIndex.PARTNERS).path("buckets")));
            }
        }
        return lists;
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
