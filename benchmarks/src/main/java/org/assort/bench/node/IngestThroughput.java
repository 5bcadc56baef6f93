/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assort.bench.Bar;
import org.assort.bench.Neighbours;
import org.assort.bench.Run;
import org.assort.bench.data.Product;
import org.assort.bench.shop.BareLoop;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.ShopIndex;
import org.assort.bench.shop.ShopNodes;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;
import org.assort.demo.node.Http;
import org.assort.model.EmbeddingException;

/**
 * Texts for each second of a processor that is spent: by the node that gives documents their vectors as it indexes them, all that
 * it does counted, over the same session in a bare loop in this JVM. No text comes twice, so that no cache can help.
 */
final class IngestThroughput {

    /** Documents of a bulk. */
    private static final int TEXTS = 256;

    private static final int QUICK_TEXTS = 64;

    private static final double LIMIT = 0.9;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 12;
    private static final int QUICK_ROUNDS = 10;
    private static final double TOLERANCE = 1e-4;
    private static final String PIPELINE = "vectors";
    private static final List<String> FIELDS = List.of("title", "description");
    private static final List<Way> WAYS = List.of(Way.values());

    private final Run run;
    private final ShopNodes node;
    private final ShopIndex index;
    private final Encoder encoder;
    private final BareLoop bare;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** What is done with the texts. */
    private enum Way {
        /** Bulk, with vectors. */
        PROCESSOR,
        /** The session, text by text. */
        BARE_LOOP,
        /** Bulk, without vectors. */
        WITHOUT,
        /** The model store in this JVM. */
        MODEL_STORE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private IngestThroughput(Run run, ShopNodes node, ShopIndex index, Encoder encoder, BareLoop bare) {
        this.run = run;
        this.node = node;
        this.index = index;
        this.encoder = encoder;
        this.bare = bare;
    }

    /** How many products are needed. */
    static int products(Run run) {
        return (WARM_UP_ROUNDS + rounds(run)) * texts(run);
    }

    private static int texts(Run run) {
        return run.quick() ? QUICK_TEXTS : TEXTS;
    }

    private static int rounds(Run run) {
        return run.quick() ? QUICK_ROUNDS : ROUNDS;
    }

    /** @param products of different texts, none of which the node has seen before; as many as {@link #products} says */
    static void measure(Run run, ShopNodes node, Encoder encoder, List<Product> products)
            throws IOException, OrtException, EmbeddingException {
        run.report().step("ingest: " + WARM_UP_ROUNDS + " rounds of warm-up, " + rounds(run) + " measured");
        ShopIndex index = new ShopIndex(node.http(), "ingest");
        ObjectNode fields = ShopIndex.fields();
        fields.set(ShopIndex.VECTOR, NodeIndex.productVector(encoder, "float32"));
        index.create(fields, 1, Map.of());
        ObjectNode pipeline = Http.JSON.createObjectNode();
        ObjectNode processor = pipeline.putArray("processors").addObject().putObject("product_vector");
        processor.put("model", encoder.id()).put("target_field", ShopIndex.VECTOR);
        FIELDS.forEach(processor.putArray("fields")::add);
        node.http().put("/_ingest/pipeline/" + PIPELINE, pipeline).ok();
        try (BareLoop bare = new BareLoop(encoder.folder(), encoder.maxLength())) {
            new IngestThroughput(run, node, index, encoder, bare).measure(products);
        }
        node.http().delete("/" + index.name()).ok();
    }

    private void measure(List<Product> products) throws IOException, OrtException, EmbeddingException {
        Rounds order = new Rounds(run.random("ingest"));
        List<Map<Way, double[]>> rounds = new ArrayList<>();
        Neighbours neighbours = null;
        for (int round = 0; round < WARM_UP_ROUNDS + rounds(run); round++) {
            List<Product> some = products.subList(round * texts(run), (round + 1) * texts(run));
            if (round == WARM_UP_ROUNDS) {
                neighbours = Neighbours.beside(node.pids());
            }
            Map<Way, double[]> figures = order.next(1, WAYS, (item, way) -> {
                try {
                    return some.size() * 1e9 / cpuNanos(way, some);
                } catch (OrtException | EmbeddingException e) {
                    throw new IOException(e);
                }
            });
            if (round == 0) {
                check(some);
            }
            if (round >= WARM_UP_ROUNDS) {
                rounds.add(figures);
            }
        }
        run.report().info("node.ingest.neighbours", neighbours.text());
        report(rounds);
    }

    private long cpuNanos(Way way, List<Product> products) throws IOException, OrtException, EmbeddingException {
        List<String> texts = products.stream().map(Product::text).toList();
        boolean here = way == Way.BARE_LOOP || way == Way.MODEL_STORE;
        String lines = here ? "" : lines(products);
        long before = here ? threads.getCurrentThreadCpuTime() : node.cpuNanos();
        switch (way) {
            case PROCESSOR -> bulk(PIPELINE, lines);
            case WITHOUT -> bulk("_none", lines);
            case BARE_LOOP -> bare.embed(texts);
            case MODEL_STORE -> encoder.passages(texts);
        }
        return (here ? threads.getCurrentThreadCpuTime() : node.cpuNanos()) - before;
    }

    private static String lines(List<Product> products) {
        StringBuilder lines = new StringBuilder();
        for (Product product : products) {
            lines.append("{\"index\":{\"_id\":\"")
                    .append(product.id())
                    .append("\"}}\n")
                    .append(ShopIndex.document(product, 0).source())
                    .append('\n');
        }
        return lines.toString();
    }

    private void bulk(String pipeline, String lines) throws IOException {
        JsonNode answer = node.http()
                .postLines("/" + index.name() + "/_bulk?refresh=true&pipeline=" + pipeline, lines)
                .ok();
        if (answer.path("errors").asBoolean()) {
            throw new IOException("not all documents were indexed: " + answer);
        }
    }

    /** All make the same vectors, so they are measured for the same work. */
    private void check(List<Product> products) throws IOException, OrtException, EmbeddingException {
        List<Product> some = products.subList(0, 32);
        bulk(PIPELINE, lines(some));
        List<String> texts = some.stream().map(Product::text).toList();
        float[][] fromLoop = bare.embed(texts);
        float[][] fromStore = encoder.passages(texts);
        double worst = 0;
        for (int i = 0; i < fromLoop.length; i++) {
            JsonNode fromNode = node.http()
                    .get("/" + index.name() + "/_source/" + some.get(i).id())
                    .ok()
                    .path(ShopIndex.VECTOR);
            for (int d = 0; d < fromLoop[i].length; d++) {
                double ofNode = fromNode.path(d).asDouble(Double.NaN);
                worst = Math.max(worst, Math.abs(ofNode - fromLoop[i][d]));
                worst = Math.max(worst, Math.abs(fromStore[i][d] - fromLoop[i][d]));
            }
        }
        if (!(worst <= TOLERANCE)) {
            throw new IOException(
                    "processor, bare loop and model store must make the same vectors, they differ by " + worst);
        }
    }

    private void report(List<Map<Way, double[]>> rounds) {
        for (Way way : WAYS) {
            double[] perSecond =
                    rounds.stream().mapToDouble(round -> round.get(way)[0]).toArray();
            run.report()
                    .info(
                            "node.ingest." + way.label(),
                            String.format(
                                    Locale.ROOT,
                                    "%.0f texts for each CPU-second",
                                    Sample.of(perSecond).median()));
        }
        double[] ratios = rounds.stream()
                .mapToDouble(round -> round.get(Way.PROCESSOR)[0] / round.get(Way.BARE_LOOP)[0])
                .toArray();
        run.report()
                .bar(Bar.atLeast("node.ingest_over_bare", LIMIT, run.bootstrap().ofMedian(ratios)), ratios);
    }
}
