/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.bundles;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assort.bench.Neighbours;
import org.assort.bench.Run;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.orders.OrdersIndex;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;
import org.assort.bench.stats.Times;

/** How long the same anchors take in each of some ways: one client, one request at a time, in interleaved rounds. */
final class MiningTimes {

    private final Run run;
    private final String label;
    private final String which;
    private final List<Way> ways;
    private final Map<Way, byte[][]> requests = new EnumMap<>(Way.class);
    private final int sets;
    private final List<Map<Way, double[]>> rounds = new ArrayList<>();

    /**
     * @param label of what is measured, in the names of figures
     * @param which rounds these are
     * @param ways the first of which is ours
     */
    MiningTimes(Run run, OrdersIndex index, String label, String which, Anchors anchors, List<Way> ways) {
        this.run = run;
        this.label = label;
        this.which = which;
        this.ways = List.copyOf(ways);
        this.sets = anchors.sets().size();
        for (Way way : ways) {
            requests.put(
                    way,
                    anchors.sets().stream()
                            .map(set -> Asked.request(index.name(), way.search(set)))
                            .toArray(byte[][]::new));
        }
    }

    /** Warms up, measures and reports each way's times. */
    MiningTimes measure(BundlesNode node, int warmUp, int measured) throws IOException {
        Rounds order = new Rounds(run.random(label + which));
        run.report()
                .step("mining " + label + ", " + which + ": " + warmUp + " rounds of warm-up, " + measured
                        + " measured");
        try (KeepAlive client = node.connect()) {
            for (int i = 0; i < warmUp; i++) {
                round(order, client);
            }
            Neighbours neighbours = Neighbours.beside(node.pid());
            for (int i = 0; i < measured; i++) {
                rounds.add(round(order, client));
            }
            run.report().info(name(which + ".neighbours"), neighbours.text());
        }
        ways.forEach(this::report);
        return this;
    }

    private Map<Way, double[]> round(Rounds order, KeepAlive client) throws IOException {
        return order.next(sets, ways, (set, way) -> client.exchange(requests.get(way)[set]));
    }

    private void report(Way way) {
        double[] all = rounds.stream()
                .flatMapToDouble(round -> Arrays.stream(round.get(way)))
                .toArray();
        String over = way == ways.getFirst()
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %.2f times what bundle takes",
                        1 / Sample.of(ratios(ways.getFirst(), way)).median());
        run.report().info(name(which + "." + way.label()), Times.quantiles(Sample.of(all)) + over);
    }

    /**
     * For each round the median over the sets of anchors of what one way takes over what another does.
     *
     * @return {@code double[rounds]}
     */
    double[] ratios(Way way, Way other) {
        return rounds.stream()
                .mapToDouble(round -> {
                    double[] ratios = round.get(way).clone();
                    double[] others = round.get(other);
                    Arrays.setAll(ratios, set -> ratios[set] / others[set]);
                    return Sample.of(ratios).median();
                })
                .toArray();
    }

    private String name(String figure) {
        return "bundles." + label + "." + figure;
    }
}
