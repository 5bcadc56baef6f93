/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shards;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assort.bench.Bar;
import org.assort.bench.Neighbours;
import org.assort.bench.Run;
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

/** How long a whole search over many shards takes with the clause, over the same search without it. */
final class SearchRatio {

    /** The most queries of a round. */
    static final int QUERIES = 30;

    private static final double LIMIT = 2;
    private static final int WARM_UP_ROUNDS = 40;
    private static final int ROUNDS = 30;

    /** Method dpp is no part of the bar. */
    private static final List<Variant> VARIANTS = List.of(Variant.PLAIN, Variant.MMR, Variant.DPP);

    private final Run run;
    private final ShopNodes nodes;
    private final String where;
    private final List<Map<Variant, double[]>> rounds = new ArrayList<>();

    /**
     * @param where the end of the figure's name
     */
    SearchRatio(Run run, ShopNodes nodes, String where) {
        this.run = run;
        this.nodes = nodes;
        this.where = where;
    }

    void measure(ShopIndex index, List<String> queries, Encoder encoder) throws IOException, EmbeddingException {
        Searches searches = new Searches(queries, VARIANTS, index.name(), encoder);
        Rounds order = new Rounds(run.random("searches." + where));
        try (KeepAlive client = nodes.connect()) {
            searches.check(client);
            run.report().step("searching: " + WARM_UP_ROUNDS + " rounds of warm-up, " + ROUNDS + " measured");
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                searches.round(order, client);
            }
            Neighbours neighbours = Neighbours.beside(nodes.pids());
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(searches.round(order, client));
            }
            run.report().info("shards.searches." + where + ".neighbours", neighbours.text());
        }
        report();
    }

    private void report() {
        for (Variant variant : VARIANTS) {
            double[] all = rounds.stream()
                    .flatMapToDouble(round -> Arrays.stream(round.get(variant)))
                    .toArray();
            run.report().info("shards.search." + where + "." + variant.label(), times(Sample.of(all), ratios(variant)));
        }
        double[] ratios = ratios(Variant.MMR);
        run.report()
                .bar(
                        Bar.atMost(
                                "shards.search_ratio." + where,
                                LIMIT,
                                run.bootstrap().ofMedian(ratios)),
                        ratios);
    }

    /** For each round the median over the queries of a variant's time over the plain search's for the same query. */
    private double[] ratios(Variant variant) {
        return rounds.stream()
                .mapToDouble(round -> {
                    double[] ratios = round.get(variant).clone();
                    double[] plain = round.get(Variant.PLAIN);
                    Arrays.setAll(ratios, query -> ratios[query] / plain[query]);
                    return Sample.of(ratios).median();
                })
                .toArray();
    }

    private static String times(Sample nanos, double[] ratios) {
        return Times.quantiles(nanos)
                + String.format(
                        Locale.ROOT,
                        ", %.3f times the plain one",
                        Sample.of(ratios).median());
    }
}
