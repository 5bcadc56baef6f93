/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.embed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.assort.bench.Bar;
import org.assort.bench.Neighbours;
import org.assort.bench.Run;
import org.assort.bench.data.Catalogue;
import org.assort.bench.data.Product;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.ShopIndex;
import org.assort.bench.shop.ShopNodes;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;
import org.assort.demo.node.Http;
import org.assort.model.EmbeddingException;

/**
 * What searches take whose query the node embeds, while a backfill gives the documents of another index their vectors by the same
 * model, over what they take without: the 99th percentile of a round. One client, one search at a time.
 */
final class BackfillLatency {

    private static final String NAME = "embed.p99_with_backfill";
    private static final double LIMIT = 3;
    private static final int WARM_UP_ROUNDS = 2;
    private static final int ROUNDS = 12;

    /** Times that each query is searched in a round, with and without. */
    private static final int REPEATS = 3;

    private static final int WINDOW = 100;

    /** Products that are searched. */
    private static final int STORED = 2_000;

    /** Documents without a vector: more than can be given one meanwhile. */
    private static final int LACKING = 12_000;

    private static final String PIPELINE = "vectors";
    private static final List<String> FIELDS = List.of("title", "description");
    private static final List<Boolean> WAYS = List.of(false, true);

    private final Run run;
    private final ShopNodes node;
    private final List<byte[]> searches;
    private final ShopIndex lacking;

    private BackfillLatency(Run run, ShopNodes node, List<byte[]> searches, ShopIndex lacking) {
        this.run = run;
        this.node = node;
        this.searches = searches;
        this.lacking = lacking;
    }

    static void measure(Run run, ShopNodes node, Encoder encoder, Catalogue catalogue)
            throws IOException, EmbeddingException, InterruptedException {
        run.report().step("indexing");
        List<Product> products = catalogue.products();
        List<Product> stored = products.subList(0, Math.min(STORED, products.size()));
        ShopIndex searched = new ShopIndex(node.http(), "searched")
                .fill(
                        stored,
                        encoder.passagesOnAllCores(
                                stored.stream().map(Product::text).toList()),
                        1,
                        Map.of());
        List<byte[]> searches = new ArrayList<>();
        for (String query : catalogue.queries()) {
            searches.add(search(searched, query));
        }
        ShopIndex lacking = lacking(node, encoder, products);
        new BackfillLatency(run, node, searches, lacking).measure();
    }

    private static ShopIndex lacking(ShopNodes node, Encoder encoder, List<Product> products) throws IOException {
        ObjectNode pipeline = Http.JSON.createObjectNode();
        ObjectNode processor = pipeline.putArray("processors").addObject().putObject("product_vector");
        processor.put("model", encoder.id()).put("target_field", ShopIndex.VECTOR);
        FIELDS.forEach(processor.putArray("fields")::add);
        node.http().put("/_ingest/pipeline/" + PIPELINE, pipeline).ok();
        ObjectNode fields = ShopIndex.fields();
        fields.putObject(ShopIndex.VECTOR)
                .put("type", "product_vector")
                .put("dimension", encoder.dimension())
                .put("model", encoder.id());
        ShopIndex lacking = new ShopIndex(node.http(), "lacking");
        lacking.create(fields, 1, Map.of());
        lacking.add(IntStream.range(0, LACKING)
                .mapToObj(i -> ShopIndex.document(products.get(i % products.size()), i))
                .iterator());
        return lacking;
    }

    private static byte[] search(ShopIndex index, String query) {
        ObjectNode body = Http.JSON.createObjectNode();
        body.put("_source", false);
        body.putObject("query").putObject("match").put("title", query);
        ObjectNode rescore = body.putObject("rescore").put("window_size", WINDOW);
        rescore.putObject("diversify").put("query_text", query).put("vector_field", ShopIndex.VECTOR);
        return KeepAlive.post("/" + index.name() + "/_search?request_cache=false", body.toString());
    }

    private void measure() throws IOException {
        run.report().step("searching: " + WARM_UP_ROUNDS + " rounds of warm-up, " + ROUNDS + " measured");
        Rounds order = new Rounds(run.random(NAME));
        List<double[]> without = new ArrayList<>();
        List<double[]> with = new ArrayList<>();
        Neighbours neighbours = null;
        try (KeepAlive client = node.connect()) {
            for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
                if (round == WARM_UP_ROUNDS) {
                    neighbours = Neighbours.beside(node.pids());
                    without.clear();
                    with.clear();
                }
                order.next(1, WAYS, (item, backfill) -> {
                    double[] nanos = backfill ? beside(client) : search(client);
                    (backfill ? with : without).add(nanos);
                    return 0;
                });
            }
        }
        run.report().info("embed.backfill.neighbours", neighbours.text());
        report("without", without);
        report("with", with);
        double[] ratios = IntStream.range(0, with.size())
                .mapToDouble(round -> Sample.of(with.get(round)).quantile(0.99)
                        / Sample.of(without.get(round)).quantile(0.99))
                .toArray();
        run.report().bar(Bar.atMost(NAME, LIMIT, run.bootstrap().ofMedian(ratios)), ratios);
    }

    private double[] search(KeepAlive client) throws IOException {
        double[] nanos = new double[REPEATS * searches.size()];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = client.exchange(searches.get(i % searches.size()));
        }
        return nanos;
    }

    /** Searches while a backfill runs, from before the first search until after the last. */
    private double[] beside(KeepAlive client) throws IOException {
        ObjectNode body =
                Http.JSON.createObjectNode().put("index", lacking.name()).put("pipeline", PIPELINE);
        String task = node.http()
                .post("/_plugins/_assort/backfill", body)
                .ok()
                .path("task")
                .asText();
        awaitDocuments(task);
        double[] nanos = search(client);
        if (node.http().get("/_tasks/" + task).ok().path("completed").asBoolean()) {
            throw new IOException("the backfill ended before the searches did");
        }
        node.http()
                .post("/_tasks/" + task + "/_cancel?wait_for_completion=true", "")
                .ok();
        while (!node.http().get("/_tasks/" + task).ok().path("completed").asBoolean()) {
            pause();
        }
        return nanos;
    }

    private void awaitDocuments(String task) throws IOException {
        while (node.http()
                        .get("/_tasks/" + task)
                        .ok()
                        .path("task")
                        .path("status")
                        .path("updated")
                        .asLong()
                == 0) {
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void report(String way, List<double[]> rounds) {
        Sample all = Sample.of(rounds.stream().flatMapToDouble(Arrays::stream).toArray());
        run.report()
                .info(
                        "embed.search." + way + "_backfill",
                        String.format(
                                Locale.ROOT,
                                "p50 %.1f p95 %.1f p99 %.1f ms",
                                all.quantile(0.5) / 1e6,
                                all.quantile(0.95) / 1e6,
                                all.quantile(0.99) / 1e6));
    }
}
