/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assort.bench.Bar;
import org.assort.bench.Run;
import org.assort.bench.data.Product;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.shop.Components;
import org.assort.bench.shop.ShopIndex;
import org.assort.bench.shop.ShopNodes;
import org.assort.bench.shop.Variant;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;
import org.assort.demo.node.Http;

/**
 * Bytes between nodes for each candidate: what the nodes' transport layers count as sent during searches with the clause,
 * less what they count for the same searches without it. No shard lies on the node that is asked, and every shard has a
 * full window, so that all candidates travel; the clause's way out and the longer lists of hits are counted in.
 */
final class Payload {

    private static final double LIMIT = 512;
    private static final String INDEX = "payload";

    /** Enough for a full window in each shard, however unevenly they fall. */
    private static final int PRODUCTS = 4_000;

    private static final int ROUNDS = 12;
    private static final int SEARCHES = 15;

    private final ShopNodes nodes;
    private final KeepAlive client;
    private final byte[] plain;
    private final byte[] diversified;

    private Payload(ShopNodes nodes, KeepAlive client, float[] query) {
        this.nodes = nodes;
        this.client = client;
        this.plain = request(query, false);
        this.diversified = request(query, true);
    }

    static void measure(Run run, ShopNodes nodes, List<Product> products, float[][] vectors) throws IOException {
        run.report().step("indexing away from the node that is asked");
        int size = Math.min(PRODUCTS, vectors.length);
        float[][] some = Arrays.copyOf(vectors, size);
        ShopIndex index = new ShopIndex(nodes.http(), INDEX)
                .fill(
                        products.subList(0, size),
                        some,
                        ShardsBenchmark.SHARDS,
                        Map.of("index.routing.allocation.exclude._name", nodes.name()));
        checkShards(index, nodes);
        try (KeepAlive client = nodes.connect()) {
            run.report().step("counting bytes: " + ROUNDS + " rounds of " + SEARCHES + " searches");
            double[] bytes = new Payload(nodes, client, vectors[0]).measure(new Rounds(run.random("payload")));
            run.report()
                    .info(
                            "shards.payload",
                            "a whole search sends "
                                    + Math.round(
                                            Sample.of(bytes).median() * Variant.WINDOW * ShardsBenchmark.SHARDS / 1024)
                                    + " KB more with the clause, over " + ShardsBenchmark.SHARDS + " shards of "
                                    + vectors[0].length
                                    + " dimensions");
            run.report()
                    .bar(
                            Bar.atMost(
                                    "shards.payload_bytes_per_candidate",
                                    LIMIT,
                                    run.bootstrap().ofMedian(bytes)),
                            bytes);
        }
    }

    /** All away from the node that is asked, and each with a full window. */
    private static void checkShards(ShopIndex index, ShopNodes nodes) throws IOException {
        JsonNode shards = index.http()
                .get("/_cat/shards/" + index.name() + "?format=json&h=node,docs")
                .ok();
        for (JsonNode shard : shards) {
            if (shard.path("node").asText().equals(nodes.name())
                    || shard.path("docs").asInt() < Variant.WINDOW) {
                throw new IOException(
                        "each shard must be away from " + nodes.name() + " with a full window, got " + shards);
            }
        }
        if (shards.size() != ShardsBenchmark.SHARDS) {
            throw new IOException("there must be " + ShardsBenchmark.SHARDS + " shards, got " + shards);
        }
    }

    private static byte[] request(float[] query, boolean diversify) {
        ObjectNode body = Http.JSON.createObjectNode().put("size", Variant.PAGE).put("_source", false);
        ObjectNode score = body.putObject("query").putObject("function_score");
        score.putObject("field_value_factor").put("field", ShopIndex.NUMBER);
        score.put("boost_mode", "replace");
        if (diversify) {
            ObjectNode rescore = body.putObject("rescore").put("window_size", Variant.WINDOW);
            rescore.putObject("diversify")
                    .put("vector_field", ShopIndex.VECTOR)
                    .set("query_vector", Components.of(query));
        }
        return KeepAlive.post("/" + INDEX + "/_search", body.toString());
    }

    private double[] measure(Rounds order) throws IOException {
        search(plain);
        search(diversified);
        double[] bytes = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            Map<Boolean, double[]> sent =
                    order.next(1, List.of(false, true), (item, with) -> search(with ? diversified : plain));
            double more = sent.get(true)[0] - sent.get(false)[0];
            bytes[round] = more / SEARCHES / ShardsBenchmark.SHARDS / Variant.WINDOW;
        }
        return bytes;
    }

    /** What all nodes sent during some searches. */
    private long search(byte[] request) throws IOException {
        long before = sent();
        for (int i = 0; i < SEARCHES; i++) {
            client.exchange(request);
        }
        return sent() - before;
    }

    private long sent() throws IOException {
        JsonNode stats = nodes.http()
                .get("/_nodes/stats/transport?filter_path=nodes.*.transport.tx_size_in_bytes")
                .ok();
        long sent = 0;
        for (JsonNode node : stats.path("nodes")) {
            sent += node.at("/transport/tx_size_in_bytes").asLong();
        }
        return sent;
    }
}
