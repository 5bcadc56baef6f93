/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.first;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assort.bench.Bar;
import org.assort.bench.Neighbours;
import org.assort.bench.Run;
import org.assort.bench.data.Catalogue;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;
import org.assort.demo.node.Http;
import org.assort.model.EmbeddingException;

/**
 * What re-ranking adds to a search, ours over the built-in: a ratio of differences, so that neither the search itself
 * nor the client is in it.
 */
final class RescoreLatency {

    private static final String NAME = "first.rescore_added_ratio";
    private static final double LIMIT = 2;
    private static final int QUERIES = 40;
    private static final int WARM_UP_ROUNDS = 60;
    private static final int ROUNDS = 40;
    private static final List<Variant> VARIANTS = List.of(Variant.values());

    private final Run run;
    private final ShopNode node;
    private final List<Map<Variant, double[]>> rounds = new ArrayList<>();

    RescoreLatency(Run run, ShopNode node) {
        this.run = run;
        this.node = node;
    }

    void measure(Catalogue catalogue, Encoder encoder) throws IOException, EmbeddingException {
        List<String> queries = queries(catalogue.queries());
        Map<Variant, byte[][]> requests = requests(queries, encoder);
        Rounds order = new Rounds(run.random("searches"));
        try (KeepAlive client = node.connect()) {
            checkAnswers(client, requests);
            Rounds.Measurement<Variant> search = (query, variant) -> client.exchange(requests.get(variant)[query]);
            run.report().step("searching: " + WARM_UP_ROUNDS + " rounds of warm-up, " + ROUNDS + " measured");
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                order.next(queries.size(), VARIANTS, search);
            }
            Neighbours neighbours = Neighbours.beside(node.pid());
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(order.next(queries.size(), VARIANTS, search));
            }
            run.report().info("first.searches.neighbours", neighbours.text());
        }
        report();
    }

    /** A random choice of those that fill the window: with fewer hits there is less to re-rank. */
    private List<String> queries(List<String> all) throws IOException {
        List<String> full = new ArrayList<>();
        for (String query : all) {
            JsonNode answer = node.http()
                    .post("/" + ShopNode.INDEX + "/_search", Variant.PLAIN.search(query, new float[0]))
                    .ok();
            if (answer.path("hits").path("total").path("value").asLong() >= Variant.WINDOW) {
                full.add(query);
            }
        }
        if (full.isEmpty()) {
            throw new IOException("none of " + all.size() + " queries has " + Variant.WINDOW + " hits");
        }
        Collections.shuffle(full, run.random("queries"));
        List<String> chosen = full.subList(0, Math.min(QUERIES, full.size()));
        run.report()
                .info(
                        "first.queries",
                        chosen.size() + " of the " + full.size() + " that have " + Variant.WINDOW + " hits or more, of "
                                + all.size());
        return chosen;
    }

    /** {@code byte[queries][]} for each variant. */
    private static Map<Variant, byte[][]> requests(List<String> queries, Encoder encoder) throws EmbeddingException {
        Map<Variant, byte[][]> requests = new EnumMap<>(Variant.class);
        VARIANTS.forEach(variant -> requests.put(variant, new byte[queries.size()][]));
        for (int i = 0; i < queries.size(); i++) {
            float[] vector = encoder.query(queries.get(i));
            for (Variant variant : VARIANTS) {
                String search = variant.search(queries.get(i), vector).toString();
                requests.get(variant)[i] = KeepAlive.post("/" + ShopNode.INDEX + "/_search", search);
            }
        }
        return requests;
    }

    /** That what will be timed does what it is timed for. */
    private static void checkAnswers(KeepAlive client, Map<Variant, byte[][]> requests) throws IOException {
        byte[][] plain = requests.get(Variant.PLAIN);
        for (Variant variant : VARIANTS) {
            int changed = 0;
            for (int query = 0; query < plain.length; query++) {
                client.exchange(plain[query]);
                List<String> before = page(client.body());
                client.exchange(requests.get(variant)[query]);
                changed += page(client.body()).equals(before) ? 0 : 1;
            }
            if (variant == Variant.PLAIN ? changed > 0 : changed == 0) {
                throw new IOException("[" + variant.label() + "] changed the first page of " + changed + " queries");
            }
        }
    }

    private static List<String> page(String answer) throws IOException {
        JsonNode body = Http.JSON.readTree(answer);
        List<String> page = body.path("hits").path("hits").findValuesAsText("_id");
        boolean whole = page.size() == Variant.PAGE
                && !body.path("timed_out").asBoolean()
                && body.path("_shards").path("failed").asInt() == 0;
        if (!whole) {
            throw new IOException("a search did not give a whole page: " + answer);
        }
        return page;
    }

    private void report() {
        double[] ratios = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            double builtIn = added(rounds.get(i), Variant.BUILT_IN);
            double ours = added(rounds.get(i), Variant.MMR);
            // A round in which the built-in seems to add nothing never speaks for us.
            ratios[i] = builtIn > 0 ? ours / builtIn : Double.POSITIVE_INFINITY;
        }
        for (Variant variant : VARIANTS) {
            double[] all = rounds.stream()
                    .flatMapToDouble(round -> Arrays.stream(round.get(variant)))
                    .toArray();
            run.report().info("first.search." + variant.label(), times(Sample.of(all)) + ", " + addedText(variant));
        }
        run.report().bar(Bar.atMost(NAME, LIMIT, run.bootstrap().ofMedian(ratios)), ratios);
    }

    /** The median over the queries of what a variant adds to the plain search of the same query, in ns. */
    private static double added(Map<Variant, double[]> round, Variant variant) {
        double[] plain = round.get(Variant.PLAIN);
        double[] with = round.get(variant);
        double[] added = new double[plain.length];
        Arrays.setAll(added, query -> with[query] - plain[query]);
        return Sample.of(added).median();
    }

    private String addedText(Variant variant) {
        double[] added =
                rounds.stream().mapToDouble(round -> added(round, variant)).toArray();
        return String.format(Locale.ROOT, "adds %.3f ms", Sample.of(added).median() / 1e6);
    }

    private static String times(Sample nanos) {
        return String.format(
                Locale.ROOT,
                "p50 %.3f p95 %.3f p99 %.3f ms",
                nanos.quantile(0.5) / 1e6,
                nanos.quantile(0.95) / 1e6,
                nanos.quantile(0.99) / 1e6);
    }
}
