/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assort.bench.Bar;
import org.assort.bench.Run;
import org.assort.bench.heap.NodeJvm;
import org.assort.bench.heap.RequestBreaker;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.shop.Clients;
import org.assort.bench.shop.ShopNodes;
import org.assort.bench.stats.Estimate;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;

/** What eight searches at once over the widest window take of the heap: charged to the request breaker, and allocated. */
final class ConcurrentMemory {

    /** Searches at once, as many as the node has threads for. */
    static final int SEARCHES = 8;

    private static final double MEGABYTE = 1 << 20;
    private static final double LIMIT = 32;
    private static final int WARM_UP_ROUNDS = 20;
    private static final int ROUNDS = 20;
    private static final int CALM_ROUNDS = 20;
    private static final Search WITH = new Search(Kind.DIVERSIFY, AddedTime.WIDEST);

    private final Run run;
    private final ShopNodes node;
    private final NodeIndex index;
    private final Searches searches;
    private final Clients clients;

    private ConcurrentMemory(Run run, ShopNodes node, NodeIndex index, Searches searches, Clients clients) {
        this.run = run;
        this.node = node;
        this.index = index;
        this.searches = searches;
        this.clients = clients;
    }

    static void measure(Run run, ShopNodes node, NodeJvm jvm, NodeIndex index, List<float[]> queries)
            throws IOException, InterruptedException {
        run.report().step("counting what " + SEARCHES + " searches at once take, " + index.label());
        Searches searches = new Searches(index, queries, List.of(WITH.plain(), WITH));
        try (Clients clients = new Clients(node, SEARCHES)) {
            ConcurrentMemory memory = new ConcurrentMemory(run, node, index, searches, clients);
            memory.allocated(jvm);
            memory.charged();
        }
    }

    /** A round of {@link #SEARCHES} at once, each for another query; the answers' statuses. */
    private List<Integer> burst(Search way, int round) throws IOException, InterruptedException {
        return clients.all((client, connection) ->
                connection.status(searches.request(way, (round * SEARCHES + client) % searches.size())));
    }

    private void allocated(NodeJvm jvm) throws IOException, InterruptedException {
        Rounds order = new Rounds(run.random("memory." + index.label()));
        double[] megabytes = new double[ROUNDS];
        double[] whole = new double[ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            int number = round + WARM_UP_ROUNDS;
            Map<Search, double[]> bytes =
                    order.next(1, List.of(WITH.plain(), WITH), (item, way) -> allocated(jvm, way, number));
            if (round >= 0) {
                whole[round] = bytes.get(WITH)[0] / MEGABYTE;
                megabytes[round] = whole[round] - bytes.get(WITH.plain())[0] / MEGABYTE;
            }
        }
        run.report()
                .info(
                        name("allocated"),
                        String.format(
                                Locale.ROOT,
                                "%.1f MB by %d whole searches at once with the clause",
                                Sample.of(whole).median(),
                                SEARCHES));
        run.report().bar(Bar.atMost(name("allocated_mb"), LIMIT, run.bootstrap().ofMedian(megabytes)), megabytes);
    }

    private double allocated(NodeJvm jvm, Search way, int round) throws IOException {
        try {
            long before = jvm.allocated();
            List<Integer> statuses = burst(way, round);
            long bytes = jvm.allocated() - before;
            if (!statuses.stream().allMatch(status -> status == 200)) {
                throw new IOException("searches at once were refused: " + statuses);
            }
            return bytes;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    /** How many of eight are at their peak at the same moment is chance, so the figure is eight times that of one. */
    private void charged() throws IOException, InterruptedException {
        try (KeepAlive client = node.connect();
                RequestBreaker breaker = new RequestBreaker(node.http())) {
            long one = 0;
            for (int query = 0; query < searches.size(); query++) {
                byte[] request = searches.request(WITH, query);
                one = Math.max(one, breaker.peak(1, round -> List.of(RequestBreaker.refused(client, request))));
            }
            long seen = breaker.peak(
                    CALM_ROUNDS,
                    round -> clients.all((number, connection) -> RequestBreaker.refused(
                            connection, searches.request(WITH, (round * SEARCHES + number) % searches.size()))));
            run.report()
                    .info(
                            name("charged"),
                            String.format(
                                    Locale.ROOT,
                                    "%.2f MB at most by one search, %.1f MB at most seen by %d at once",
                                    one / MEGABYTE,
                                    seen / MEGABYTE,
                                    SEARCHES));
            double megabytes = Math.max(seen, SEARCHES * one) / MEGABYTE;
            run.report()
                    .bar(
                            Bar.atMost(
                                    name("charged_mb"),
                                    LIMIT,
                                    new Estimate(megabytes, megabytes, megabytes, searches.size())),
                            new double[] {megabytes});
        }
    }

    private String name(String figure) {
        return "node." + index.label() + "." + figure;
    }
}
