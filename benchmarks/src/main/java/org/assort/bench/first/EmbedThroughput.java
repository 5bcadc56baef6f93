/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.first;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assort.bench.Bar;
import org.assort.bench.Neighbours;
import org.assort.bench.Run;
import org.assort.bench.data.Product;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.shop.BareLoop;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.ShopNodes;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.assort.model.EmbeddingException;

/**
 * Texts a second through the node's {@code _embed}, over those of the same session in a bare loop in this JVM. One
 * client and one thread on either side, never both at once; no text comes twice, so that no cache can help.
 */
final class EmbedThroughput {

    private static final String NAME = "first.embed_ratio";
    private static final double LIMIT = 0.9;
    private static final int TEXTS = 64;
    private static final int ROUNDS = 30;
    private static final int MOST_WARM_UP_ROUNDS = 20;
    private static final int FEWEST_WARM_UP_ROUNDS = 3;
    private static final List<Way> WAYS = List.of(Way.values());
    private static final double TOLERANCE = 1e-4;

    private final Run run;
    private final ShopNodes node;
    private final Encoder encoder;
    private final BareLoop bare;
    private final KeepAlive client;

    /** Who embeds. */
    private enum Way {
        NODE,
        BARE_LOOP,
        MODEL_STORE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private EmbedThroughput(Run run, ShopNodes node, Encoder encoder, BareLoop bare, KeepAlive client) {
        this.run = run;
        this.node = node;
        this.encoder = encoder;
        this.bare = bare;
        this.client = client;
    }

    static void measure(Run run, ShopNodes node, Encoder encoder, List<Product> products)
            throws IOException, OrtException, EmbeddingException {
        try (BareLoop bare = new BareLoop(encoder.folder(), encoder.maxLength());
                KeepAlive client = node.connect()) {
            new EmbedThroughput(run, node, encoder, bare, client).measure(batches(run, products));
        }
    }

    /** Distinct texts in random order, {@link #TEXTS} a batch. */
    private static List<List<String>> batches(Run run, List<Product> products) throws IOException {
        List<String> texts = new ArrayList<>(
                new LinkedHashSet<>(products.stream().map(Product::text).toList()));
        Collections.shuffle(texts, run.random("texts"));
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from + TEXTS <= texts.size(); from += TEXTS) {
            batches.add(texts.subList(from, from + TEXTS));
        }
        if (batches.size() < ROUNDS + FEWEST_WARM_UP_ROUNDS) {
            throw new IOException("too few texts to embed each only once: " + texts.size());
        }
        return batches.subList(0, Math.min(batches.size(), ROUNDS + MOST_WARM_UP_ROUNDS));
    }

    private void measure(List<List<String>> batches) throws IOException, OrtException, EmbeddingException {
        int warmUp = batches.size() - ROUNDS;
        run.report().step("embedding: " + warmUp + " rounds of warm-up, " + ROUNDS + " measured");
        checkVectors(batches.get(0));
        Rounds order = new Rounds(run.random("embedding"));
        for (List<String> texts : batches.subList(1, warmUp)) {
            round(order, texts);
        }
        List<Map<Way, double[]>> rounds = new ArrayList<>();
        Neighbours neighbours = Neighbours.beside(node.pids());
        for (List<String> texts : batches.subList(warmUp, batches.size())) {
            rounds.add(round(order, texts));
        }
        run.report().info("first.embedding.neighbours", neighbours.text());
        report(rounds);
    }

    /** Texts a second, one value for each way. */
    private Map<Way, double[]> round(Rounds order, List<String> texts) throws IOException {
        byte[] request = request(texts);
        return order.next(1, WAYS, (item, way) -> {
            try {
                return texts.size() * 1e9 / nanos(way, texts, request);
            } catch (OrtException | EmbeddingException e) {
                throw new IOException(e);
            }
        });
    }

    private long nanos(Way way, List<String> texts, byte[] request)
            throws IOException, OrtException, EmbeddingException {
        if (way == Way.NODE) {
            return client.exchange(request);
        }
        long start = System.nanoTime();
        float[][] vectors = way == Way.BARE_LOOP ? bare.embed(texts) : encoder.passages(texts);
        long nanos = System.nanoTime() - start;
        if (vectors.length != texts.size()) {
            throw new AssertionError(vectors.length);
        }
        return nanos;
    }

    private byte[] request(List<String> texts) {
        ObjectNode body = Http.JSON.createObjectNode();
        ArrayNode array = body.putArray("texts");
        texts.forEach(array::add);
        return KeepAlive.post("/_plugins/_assort/models/" + Artifacts.MINI_LM + "/_embed", body.toString());
    }

    /** All three make the same vectors, so they are timed for the same work. */
    private void checkVectors(List<String> texts) throws IOException, OrtException, EmbeddingException {
        client.exchange(request(texts));
        JsonNode fromNode = Http.JSON.readTree(client.body()).path("vectors");
        float[][] fromLoop = bare.embed(texts);
        float[][] fromStore = encoder.passages(texts);
        double worst = fromNode.size() == texts.size() ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < texts.size(); i++) {
            for (int d = 0; d < fromLoop[i].length; d++) {
                double ofNode = fromNode.path(i).path(d).asDouble(Double.NaN);
                worst = Math.max(worst, Math.abs(ofNode - fromLoop[i][d]));
                worst = Math.max(worst, Math.abs(fromStore[i][d] - fromLoop[i][d]));
            }
        }
        if (!(worst <= TOLERANCE)) {
            throw new IOException(
                    "node, bare loop and model store must make the same vectors, they differ by " + worst);
        }
    }

    private void report(List<Map<Way, double[]>> rounds) {
        for (Way way : WAYS) {
            double[] perSecond =
                    rounds.stream().mapToDouble(round -> round.get(way)[0]).toArray();
            run.report()
                    .info(
                            "first.embed." + way.label(),
                            String.format(
                                    Locale.ROOT,
                                    "%.0f texts/s, one thread",
                                    Sample.of(perSecond).median()));
        }
        double[] ratios = rounds.stream()
                .mapToDouble(round -> round.get(Way.NODE)[0] / round.get(Way.BARE_LOOP)[0])
                .toArray();
        run.report().bar(Bar.atLeast(NAME, LIMIT, run.bootstrap().ofMedian(ratios)), ratios);
    }
}
