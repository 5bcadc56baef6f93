/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assort.bench.Run;
import org.assort.bench.shop.Clients;
import org.assort.bench.shop.ShopNodes;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;

/** Searches a second that several clients get, each sending its next as soon as it is answered. */
final class Throughput {

    private static final List<Integer> CLIENTS = List.of(1, 2, 4);
    private static final int WINDOW = AddedTime.WINDOWS.getFirst();
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(700);
    private static final int ROUNDS = 5;

    private Throughput() {}

    static void measure(Run run, ShopNodes node, NodeIndex index, List<float[]> queries) throws IOException {
        run.report().step("searching with several clients, " + index.label());
        List<Search> ways = new ArrayList<>();
        for (Kind kind : List.of(Kind.PLAIN, Kind.DIVERSIFY, Kind.RESCORE, Kind.MMR)) {
            ways.add(new Search(kind, WINDOW));
        }
        Searches searches = new Searches(index, queries, ways);
        Rounds order = new Rounds(run.random("throughput"));
        for (int size : CLIENTS) {
            try (Clients clients = new Clients(node, size)) {
                List<Map<Search, double[]>> rounds = new ArrayList<>();
                for (int round = 0; round < (run.quick() ? 1 : ROUNDS); round++) {
                    rounds.add(order.next(1, ways, (item, way) -> perSecond(clients, searches, way)));
                }
                for (Search way : ways) {
                    double[] all = rounds.stream()
                            .mapToDouble(round -> round.get(way)[0])
                            .toArray();
                    run.report()
                            .info(
                                    "node.throughput." + way.label() + ".clients_" + size,
                                    String.format(
                                            Locale.ROOT,
                                            "%.0f searches/s",
                                            Sample.of(all).median()));
                }
            }
        }
    }

    private static double perSecond(Clients clients, Searches searches, Search way) throws IOException {
        long start = System.nanoTime();
        try {
            List<Integer> done = clients.all((client, connection) -> {
                int sent = 0;
                while (System.nanoTime() - start < NANOS) {
                    connection.exchange(searches.request(way, (client + sent) % searches.size()));
                    sent++;
                }
                return sent;
            });
            return done.stream().mapToInt(Integer::intValue).sum() * 1e9 / (System.nanoTime() - start);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }
}
