/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.first;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assort.bench.Bar;
import org.assort.bench.Neighbours;
import org.assort.bench.Run;
import org.assort.bench.data.Catalogue;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.Searches;
import org.assort.bench.shop.ShopIndex;
import org.assort.bench.shop.ShopNodes;
import org.assort.bench.shop.Variant;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;
import org.assort.bench.stats.Times;
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
    private final ShopNodes node;
    private final ShopIndex index;
    private final List<Map<Variant, double[]>> rounds = new ArrayList<>();

    RescoreLatency(Run run, ShopNodes node, ShopIndex index) {
        this.run = run;
        this.node = node;
        this.index = index;
    }

    void measure(Catalogue catalogue, Encoder encoder) throws IOException, EmbeddingException {
        List<String> queries = Searches.queries(run, index, catalogue, QUERIES);
        Searches searches = new Searches(queries, VARIANTS, index.name(), encoder);
        Rounds order = new Rounds(run.random("searches"));
        try (KeepAlive client = node.connect()) {
            searches.check(client);
            run.report().step("searching: " + WARM_UP_ROUNDS + " rounds of warm-up, " + ROUNDS + " measured");
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                searches.round(order, client);
            }
            Neighbours neighbours = Neighbours.beside(node.pids());
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(searches.round(order, client));
            }
            run.report().info("first.searches.neighbours", neighbours.text());
        }
        report();
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
            run.report()
                    .info(
                            "first.search." + variant.label(),
                            Times.quantiles(Sample.of(all)) + ", " + addedText(variant));
        }
        run.report().bar(Bar.atMost(NAME, LIMIT, run.bootstrap().ofMedian(ratios)), ratios);
    }

    /** The median over the queries of what a variant adds to the plain search of the same query, in ns. */
    private static double added(Map<Variant, double[]> round, Variant variant) {
        return Sample.ofDifferences(round.get(variant), round.get(Variant.PLAIN))
                .median();
    }

    private String addedText(Variant variant) {
        double[] added =
                rounds.stream().mapToDouble(round -> added(round, variant)).toArray();
        return String.format(Locale.ROOT, "adds %.3f ms", Sample.of(added).median() / 1e6);
    }
}
