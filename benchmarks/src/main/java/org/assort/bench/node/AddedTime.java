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
    private static final int ROUNDS = 100;
    private static final int QUICK_WARM_UP_ROUNDS = 5;
    private static final int QUICK_ROUNDS = 10;

    /** Of those with native MMR, which take twenty times as long and differ by far more than they vary. */
    private static final int MMR_WARM_UP_ROUNDS = 8;

    private static final int MMR_ROUNDS = 12;

    private final Run run;
    private final NodeIndex index;
    private final Latencies brief;
    private final Latencies besideMmr;

    private AddedTime(Run run, NodeIndex index, Latencies brief, Latencies besideMmr) {
        this.run = run;
        this.index = index;
        this.brief = brief;
        this.besideMmr = besideMmr;
    }

    /** All ways that take a few milliseconds. */
    private static List<Search> brief() {
        List<Search> ways = waysOf(List.of(Kind.PLAIN, Kind.DIVERSIFY, Kind.RESCORE));
        for (Kind kind : List.of(Kind.DIVERSIFY_FLOAT32, Kind.DIVERSIFY_INT8, Kind.DIVERSIFY_DPP)) {
            ways.add(new Search(kind, WINDOWS.getFirst()));
        }
        ways.add(new Search(Kind.PLAIN, WIDEST));
        ways.add(new Search(Kind.DIVERSIFY, WIDEST));
        return ways;
    }

    private static List<Search> waysOf(List<Kind> kinds) {
        List<Search> ways = new ArrayList<>();
        for (int window : WINDOWS) {
            kinds.forEach(kind -> ways.add(new Search(kind, window)));
        }
        return ways;
    }

    /**
     * Measures one index and reports.
     *
     * @return what each way adds, in milliseconds
     */
    static Map<Search, Double> measure(Run run, ShopNodes node, NodeIndex index, List<float[]> queries)
            throws IOException {
        Latencies brief = Latencies.measure(
                run,
                node,
                index.label(),
                new Searches(index, queries, brief()),
                run.quick() ? QUICK_WARM_UP_ROUNDS : WARM_UP_ROUNDS,
                run.quick() ? QUICK_ROUNDS : ROUNDS);
        List<Search> ways = waysOf(List.of(Kind.PLAIN, Kind.DIVERSIFY, Kind.MMR));
        Latencies besideMmr = Latencies.measure(
                run,
                node,
                index.label() + ".beside_mmr",
                new Searches(index, queries, ways),
                run.quick() ? QUICK_WARM_UP_ROUNDS : MMR_WARM_UP_ROUNDS,
                run.quick() ? QUICK_ROUNDS : MMR_ROUNDS);
        return new AddedTime(run, index, brief, besideMmr).report();
    }

    private Map<Search, Double> report() {
        Map<Search, Double> added = new LinkedHashMap<>();
        brief().forEach(way -> report(way, brief, added));
        waysOf(List.of(Kind.MMR)).forEach(way -> report(way, besideMmr, added));
        for (int window : WINDOWS) {
            Search ours = new Search(Kind.DIVERSIFY, window);
            bar("over_mmr_" + window, OVER_MMR, besideMmr, ours, new Search(Kind.MMR, window));
            bar("over_rescore_" + window, OVER_RESCORE, brief, ours, new Search(Kind.RESCORE, window));
        }
        bar(
                "window_" + WIDEST + "_over_" + WINDOWS.getFirst(),
                OVER_SMALLEST,
                brief,
                new Search(Kind.DIVERSIFY, WIDEST),
                new Search(Kind.DIVERSIFY, WINDOWS.getFirst()));
        return added;
    }

    private void report(Search way, Latencies latencies, Map<Search, Double> added) {
        String times = Times.quantiles(latencies.times(way));
        if (way.kind() == Kind.PLAIN) {
            run.report().info(name("search." + way.label()), times);
            return;
        }
        double millis = Sample.of(latencies.added(way)).median() / 1e6;
        run.report().info(name("search." + way.label()), times + String.format(Locale.ROOT, ", adds %.3f ms", millis));
        added.put(way, millis);
    }

    private void bar(String name, double limit, Latencies latencies, Search way, Search other) {
        double[] ratios = latencies.addedRatios(way, other);
        run.report().bar(Bar.atMost(name(name), limit, run.bootstrap().ofMedian(ratios)), ratios);
    }

    private String name(String figure) {
        return "node." + index.label() + "." + figure;
    }
}
