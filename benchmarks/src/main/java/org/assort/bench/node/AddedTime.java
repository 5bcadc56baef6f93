/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assort.bench.Bar;
import org.assort.bench.Run;
import org.assort.bench.shop.ShopNodes;
import org.assort.bench.stats.Sample;
import org.assort.bench.stats.Times;

/** What choosing adds to a search over stored vectors, ours over that of peers: ratios of differences. */
final class AddedTime {

    /** Depths at which all are compared. */
    static final List<Integer> WINDOWS = List.of(100, 200);

    /** The most that a clause may have. */
    static final int WIDEST = 1_000;

    private static final double OVER_MMR = 0.08;
    private static final double OVER_RESCORE = 1.5;
    private static final double OVER_SMALLEST = 12;

    private static final int WARM_UP_ROUNDS = 30;
    private static final int ROUNDS = 20;
    private static final int QUICK_WARM_UP_ROUNDS = 5;
    private static final int QUICK_ROUNDS = 10;

    private final Run run;
    private final NodeIndex index;
    private final Latencies latencies;

    private AddedTime(Run run, NodeIndex index, Latencies latencies) {
        this.run = run;
        this.index = index;
        this.latencies = latencies;
    }

    /** All ways that are timed. */
    static List<Search> ways() {
        List<Search> ways = new ArrayList<>();
        for (int window : WINDOWS) {
            for (Kind kind : List.of(Kind.PLAIN, Kind.DIVERSIFY, Kind.RESCORE, Kind.MMR)) {
                ways.add(new Search(kind, window));
            }
        }
        for (Kind kind : List.of(Kind.DIVERSIFY_FLOAT32, Kind.DIVERSIFY_INT8, Kind.DIVERSIFY_DPP)) {
            ways.add(new Search(kind, WINDOWS.getFirst()));
        }
        ways.add(new Search(Kind.PLAIN, WIDEST));
        ways.add(new Search(Kind.DIVERSIFY, WIDEST));
        return ways;
    }

    /**
     * Measures one index and reports.
     *
     * @return what each way adds, in milliseconds
     */
    static Map<Search, Double> measure(Run run, ShopNodes node, NodeIndex index, Searches searches) throws IOException {
        Latencies latencies = Latencies.measure(
                run,
                node,
                index,
                searches,
                run.quick() ? QUICK_WARM_UP_ROUNDS : WARM_UP_ROUNDS,
                run.quick() ? QUICK_ROUNDS : ROUNDS);
        return new AddedTime(run, index, latencies).report();
    }

    private Map<Search, Double> report() {
        Map<Search, Double> added = new LinkedHashMap<>();
        for (Search way : ways()) {
            double millis = Sample.of(latencies.added(way)).median() / 1e6;
            run.report()
                    .info(
                            name("search." + way.label()),
                            Times.quantiles(latencies.times(way))
                                    + (way.kind() == Kind.PLAIN
                                            ? ""
                                            : String.format(Locale.ROOT, ", adds %.3f ms", millis)));
            if (way.kind() != Kind.PLAIN) {
                added.put(way, millis);
            }
        }
        for (int window : WINDOWS) {
            Search ours = new Search(Kind.DIVERSIFY, window);
            bar("over_mmr_" + window, OVER_MMR, ours, new Search(Kind.MMR, window));
            bar("over_rescore_" + window, OVER_RESCORE, ours, new Search(Kind.RESCORE, window));
        }
        bar(
                "window_" + WIDEST + "_over_" + WINDOWS.getFirst(),
                OVER_SMALLEST,
                new Search(Kind.DIVERSIFY, WIDEST),
                new Search(Kind.DIVERSIFY, WINDOWS.getFirst()));
        return added;
    }

    private void bar(String name, double limit, Search way, Search other) {
        double[] ratios = latencies.addedRatios(way, other);
        run.report().bar(Bar.atMost(name(name), limit, run.bootstrap().ofMedian(ratios)), ratios);
    }

    private String name(String figure) {
        return "node." + index.label() + "." + figure;
    }
}
