/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assort.bench.Neighbours;
import org.assort.bench.Run;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.shop.ShopNodes;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;

/** How long the same queries take in each of some ways: one client, one request at a time, in interleaved rounds. */
final class Latencies {

    private final List<Map<Search, double[]>> rounds = new ArrayList<>();

    private Latencies() {}

    /**
     * Checks the answers, warms up and measures.
     *
     * @param label of what is measured, in the names of figures
     */
    static Latencies measure(Run run, ShopNodes node, String label, Searches searches, int warmUp, int rounds)
            throws IOException {
        Latencies latencies = new Latencies();
        Rounds order = new Rounds(run.random("searches." + label));
        try (KeepAlive client = node.connect()) {
            searches.check(client);
            run.report().step("searching " + label + ": " + warmUp + " rounds of warm-up, " + rounds + " measured");
            for (int i = 0; i < warmUp; i++) {
                searches.round(order, client);
            }
            Neighbours neighbours = Neighbours.beside(node.pids());
            for (int i = 0; i < rounds; i++) {
                latencies.rounds.add(searches.round(order, client));
            }
            run.report().info("node." + label + ".neighbours", neighbours.text());
        }
        return latencies;
    }

    /** All times of a way, in ns. */
    Sample times(Search way) {
        return Sample.of(rounds.stream()
                .flatMapToDouble(round -> Arrays.stream(round.get(way)))
                .toArray());
    }

    /**
     * For each round the median over the queries of what a way adds to the plain search of the same query and depth.
     *
     * @return {@code double[rounds]}, in ns
     */
    double[] added(Search way) {
        return rounds.stream()
                .mapToDouble(round -> Sample.ofDifferences(round.get(way), round.get(way.plain()))
                        .median())
                .toArray();
    }

    /**
     * What one way adds over what another does, round by round.
     *
     * @return {@code double[rounds]}; infinite where the other seems to add nothing, which never speaks for the one
     */
    double[] addedRatios(Search way, Search other) {
        double[] ratios = added(way);
        double[] others = added(other);
        Arrays.setAll(ratios, i -> others[i] > 0 ? ratios[i] / others[i] : Double.POSITIVE_INFINITY);
        return ratios;
    }
}
