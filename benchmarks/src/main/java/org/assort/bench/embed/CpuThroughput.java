/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.embed;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assort.bench.Neighbours;
import org.assort.bench.Run;
import org.assort.bench.data.Product;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.shop.BareLoop;
import org.assort.bench.shop.Clients;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.MlCommons;
import org.assort.bench.shop.ShopNodes;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;
import org.assort.demo.node.Http;

/**
 * Texts for each second of a processor that is spent: by a node that is asked for vectors, all that it does counted, and by the same
 * session in a bare loop in this JVM. The node must keep no vectors, as each text comes once in each way.
 */
public final class CpuThroughput {

    /** Texts of a request. */
    private static final int REQUEST = 64;

    /** Requests of a round. */
    private static final int REQUESTS = 4;

    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 20;
    private static final double TOLERANCE = 1e-4;

    private final Run run;
    private final ShopNodes node;
    private final Encoder encoder;
    private final Optional<MlCommons> peer;
    private final BareLoop bare;
    private final Map<Integer, Clients> clients;
    private final List<Way> ways;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private CpuThroughput(
            Run run,
            ShopNodes node,
            Encoder encoder,
            Optional<MlCommons> peer,
            BareLoop bare,
            Map<Integer, Clients> clients) {
        this.run = run;
        this.node = node;
        this.encoder = encoder;
        this.peer = peer;
        this.bare = bare;
        this.clients = clients;
        this.ways = Arrays.stream(Way.values())
                .filter(way -> way != Way.ML_COMMONS || peer.isPresent())
                .toList();
    }

    /**
     * Measures, and reports a line for each way.
     *
     * @param label what the names of the figures begin with
     * @param peer none where it could not be deployed
     */
    public static Throughputs measure(
            Run run, String label, ShopNodes node, Encoder encoder, Optional<MlCommons> peer, List<Product> products)
            throws IOException, OrtException, InterruptedException {
        Map<Integer, Clients> clients = new TreeMap<>();
        try (BareLoop bare = new BareLoop(encoder.folder(), encoder.maxLength())) {
            for (Way way : Way.values()) {
                if (way.clients() > 0 && !clients.containsKey(way.clients())) {
                    clients.put(way.clients(), new Clients(node, way.clients()));
                }
            }
            return new CpuThroughput(run, node, encoder, peer, bare, clients).measure(label, products);
        } finally {
            for (Clients some : clients.values()) {
                some.close();
            }
        }
    }

    private Throughputs measure(String label, List<Product> products) throws IOException, OrtException {
        List<String> texts = new ArrayList<>(
                new LinkedHashSet<>(products.stream().map(Product::text).toList()));
        int wanted = REQUEST * REQUESTS * (WARM_UP_ROUNDS + ROUNDS);
        if (texts.size() < wanted) {
            throw new IOException("there must be " + wanted + " different texts, got " + texts.size());
        }
        Collections.shuffle(texts, run.random(label + ".texts"));
        run.report().step("embedding: " + WARM_UP_ROUNDS + " rounds of warm-up, " + ROUNDS + " measured");
        check(texts.subList(0, REQUEST));
        Rounds order = new Rounds(run.random(label));
        List<Map<Way, double[]>> rounds = new ArrayList<>();
        Neighbours neighbours = null;
        for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
            List<String> some = texts.subList(round * REQUEST * REQUESTS, (round + 1) * REQUEST * REQUESTS);
            if (round == WARM_UP_ROUNDS) {
                neighbours = Neighbours.beside(node.pids());
            }
            Map<Way, double[]> figures = order.next(1, ways, (item, way) -> some.size() * 1e9 / cpuNanos(way, some));
            if (round >= WARM_UP_ROUNDS) {
                rounds.add(figures);
            }
        }
        run.report().info(label + ".neighbours", neighbours.text());
        Throughputs throughputs = new Throughputs(new EnumMap<>(Way.class));
        for (Way way : ways) {
            double[] perSecond =
                    rounds.stream().mapToDouble(round -> round.get(way)[0]).toArray();
            throughputs.byWay().put(way, perSecond);
            run.report()
                    .info(
                            label + "." + way.label(),
                            String.format(
                                    Locale.ROOT,
                                    "%.0f texts for each CPU-second",
                                    Sample.of(perSecond).median()));
        }
        return throughputs;
    }

    private long cpuNanos(Way way, List<String> texts) throws IOException {
        if (way == Way.BARE_LOOP) {
            long before = threads.getCurrentThreadCpuTime();
            embedBare(texts);
            return threads.getCurrentThreadCpuTime() - before;
        }
        List<byte[]> requests = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += REQUEST) {
            requests.add(request(way, texts.subList(from, from + REQUEST)));
        }
        long before = node.cpuNanos();
        try {
            clients.get(way.clients()).all((client, connection) -> {
                for (int i = client; i < requests.size(); i += way.clients()) {
                    connection.exchange(requests.get(i));
                }
                return null;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return node.cpuNanos() - before;
    }

    private float[][] embedBare(List<String> texts) throws IOException {
        try {
            return bare.embed(texts);
        } catch (OrtException e) {
            throw new IOException(e);
        }
    }

    private byte[] request(Way way, List<String> texts) {
        if (way == Way.ML_COMMONS) {
            return peer.orElseThrow().request(texts);
        }
        ObjectNode body = Http.JSON.createObjectNode();
        ArrayNode array = body.putArray("texts");
        texts.forEach(array::add);
        return KeepAlive.post("/_plugins/_assort/models/" + encoder.id() + "/_embed", body.toString());
    }

    /** All make the same vectors, so they are measured for the same work. */
    private void check(List<String> texts) throws IOException {
        float[][] expected = embedBare(texts);
        try (KeepAlive client = node.connect()) {
            client.exchange(request(Way.CALLERS_1, texts));
            JsonNode ours = Http.JSON.readTree(client.body()).path("vectors");
            check("the node", expected, Http.JSON.treeToValue(ours, float[][].class));
            if (peer.isPresent()) {
                client.exchange(request(Way.ML_COMMONS, texts));
                check("ml-commons", expected, MlCommons.vectors(client.body()));
            }
        }
    }

    private static void check(String who, float[][] expected, float[][] vectors) throws IOException {
        double worst = vectors.length == expected.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < expected.length && worst < Double.POSITIVE_INFINITY; i++) {
            for (int d = 0; d < expected[i].length; d++) {
                worst = Math.max(worst, Math.abs(expected[i][d] - vectors[i][d]));
            }
        }
        if (!(worst <= TOLERANCE)) {
            throw new IOException(who + " and the bare loop must make the same vectors, they differ by " + worst);
        }
    }
}
