/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.bundles;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assort.bench.Bar;
import org.assort.bench.Benchmark;
import org.assort.bench.Run;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.orders.OrdersIndex;

/** What {@code bundle} costs beside what OpenSearch users do today, over real orders and over five million made ones. */
public final class BundlesBenchmark implements Benchmark {

    private static final String GENERATED = "generated";
    private static final int ORDERS = 5_000_000;

    /** Of the bars. */
    private static final int BAR_ANCHORS = 100;

    private static final List<Integer> ANCHORS = List.of(10, BAR_ANCHORS, 500);
    private static final double OVER_TERMS = 1.5;
    private static final double NESTED_OVER = 10;

    private static final int WARM_UP_ROUNDS = 15;
    private static final int SHORT_WARM_UP_ROUNDS = 5;
    private static final int ROUNDS = 25;
    private static final int SLOW_ROUNDS = 10;
    /** Of what has no bar. */
    private static final int FEW_ROUNDS = 3;

    /** What takes longer and has no bar is searched once, or all would take hours. */
    private static final double ONCE_MILLIS = 5_000;

    @Override
    public String name() {
        return "bundles";
    }

    @Override
    public String about() {
        return "what bundle takes beside terms, nested terms and significant_terms, over real orders and made ones";
    }

    @Override
    public boolean generatesOrders() {
        return true;
    }

    @Override
    public boolean quickens() {
        return true;
    }

    @Override
    public List<String> parts() {
        return List.of("retail", "T10I4D100K", "online_retail", GENERATED);
    }

    @Override
    public void measure(Run run) throws Exception {
        run.report().step("starting a node");
        try (BundlesNode node = BundlesNode.start(run.workplace())) {
            for (String part : parts()) {
                if (run.begins(part)) {
                    measure(run, node, part);
                }
            }
        }
    }

    private static Optional<OrderData> data(Run run, String part) throws IOException {
        return switch (part) {
            case GENERATED -> Optional.of(new OrderData.Generated(run.orders().orElse(ORDERS), run.seed()));
            case "online_retail" -> OrderData.onlineRetail(run);
            default -> OrderData.baskets(run, part);
        };
    }

    private static void measure(Run run, BundlesNode node, String part) throws IOException, InterruptedException {
        Optional<OrderData> found = data(run, part);
        if (found.isEmpty()) {
            run.report().info("bundles." + part + ".data", "not there: left out");
            return;
        }
        OrderData data = found.get();
        run.report().step("indexing " + data.name());
        OrdersIndex index = fill(run, node, part, data);
        List<String> frequent = index.frequent(ANCHORS.getLast());
        for (int size : ANCHORS) {
            Anchors drawn = Anchors.drawn(size, data.drawn(run.random(part + size)), run.random("drawn" + part + size));
            for (Anchors anchors : List.of(Anchors.top(size, frequent), drawn)) {
                measure(run, node, index, part + "." + anchors.label(), anchors);
            }
        }
        if (data instanceof OrderData.Generated shop) {
            BesideSearch.measure(run, node, index, shop);
        }
        node.http().delete("/" + index.name()).ok();
    }

    private static OrdersIndex fill(Run run, BundlesNode node, String part, OrderData data) throws IOException {
        long start = System.nanoTime();
        OrdersIndex index =
                OrdersIndex.fill(node.http(), part.toLowerCase(Locale.ROOT), data.all(), done -> progress(run, done));
        run.report()
                .info(
                        "bundles." + part + ".data",
                        String.format(
                                Locale.ROOT,
                                "%s, one shard of %d segments and %d MB, indexed in %d s",
                                data.name(),
                                index.segments(),
                                index.bytes() >> 20,
                                (System.nanoTime() - start) / 1_000_000_000));
        return index;
    }

    private static void progress(Run run, long done) {
        if (done % 500_000 == 0) {
            run.report().step(done + " orders");
        }
    }

    private static void measure(Run run, BundlesNode node, OrdersIndex index, String label, Anchors anchors)
            throws IOException, InterruptedException {
        boolean bars = hasBars(label, anchors);
        List<Way> answered = answered(run, node, index, label, anchors);
        MiningTimes brief = new MiningTimes(run, index, label, "brief", anchors, List.of(Way.BUNDLE, Way.TERMS))
                .measure(
                        node,
                        run.quick() ? 2 : bars ? WARM_UP_ROUNDS : SHORT_WARM_UP_ROUNDS,
                        run.quick() || !bars ? SLOW_ROUNDS : ROUNDS);
        // Each was searched once already, which takes longer than warming up.
        MiningTimes slowly = new MiningTimes(run, index, label, "long", anchors.first(), answered)
                .measure(node, 0, bars ? SLOW_ROUNDS : FEW_ROUNDS);
        if (bars) {
            double[] overTerms = brief.ratios(Way.BUNDLE, Way.TERMS);
            run.report()
                    .bar(
                            Bar.atMost(
                                    "bundles." + label + ".over_terms",
                                    OVER_TERMS,
                                    run.bootstrap().ofMedian(overTerms)),
                            overTerms);
            double[] nested = slowly.ratios(Way.NESTED_TERMS, Way.BUNDLE);
            run.report()
                    .bar(
                            Bar.atLeast(
                                    "bundles." + label + ".nested_terms_over",
                                    NESTED_OVER,
                                    run.bootstrap().ofMedian(nested)),
                            nested);
            MiningMemory.measure(run, node, index, label, anchors);
        }
    }

    /**
     * Our way and those beside it that the node answers, each searched once, pairs compared. Of what is refused it says why; of what
     * takes long and has no bar how long it took, and that is all.
     */
    private static List<Way> answered(Run run, BundlesNode node, OrdersIndex index, String label, Anchors anchors)
            throws IOException {
        List<String> first = anchors.sets().getFirst();
        List<Way> answered = new ArrayList<>(List.of(Way.BUNDLE));
        try (KeepAlive client = node.connect()) {
            for (Way way : List.of(Way.BUNDLE_EXACT, Way.SIGNIFICANT_TERMS, Way.NESTED_TERMS)) {
                String name = "bundles." + label + "." + way.label();
                long start = System.nanoTime();
                int status = client.status(Asked.request(index.name(), way.search(first)));
                double millis = (System.nanoTime() - start) / 1e6;
                if (status != 200) {
                    run.report().info(name, "refused: " + client.body());
                } else if (millis > ONCE_MILLIS && !(way == Way.NESTED_TERMS && hasBars(label, anchors))) {
                    run.report().info(name, String.format(Locale.ROOT, "%.0f ms, searched once", millis));
                } else {
                    answered.add(way);
                }
                if (status == 200 && way == Way.NESTED_TERMS) {
                    int compared = PairCheck.compare(client, index, first, Asked.whole(client));
                    run.report()
                            .info(
                                    "bundles." + label + ".checked",
                                    compared + " pairs are counted as nested terms does");
                }
            }
        }
        return answered;
    }

    private static boolean hasBars(String label, Anchors anchors) {
        return label.startsWith(GENERATED) && anchors.size() == BAR_ANCHORS;
    }
}
