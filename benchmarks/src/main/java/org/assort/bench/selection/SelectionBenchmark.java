/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.selection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assort.bench.Bar;
import org.assort.bench.Benchmark;
import org.assort.bench.Neighbours;
import org.assort.bench.Run;
import org.assort.bench.data.Catalogue;
import org.assort.bench.shop.Encoder;
import org.assort.bench.stats.Rounds;
import org.assort.rescorer.Choice;
import org.assort.rescorer.EagerPass;

/** What a choice of 50 from 500 takes over the time of 500 dot products, in this JVM, without a node. */
public final class SelectionBenchmark implements Benchmark {

    private static final int WANTED = 50;
    private static final int WARM_UP_ROUNDS = 30;
    private static final int ROUNDS = 30;
    private static final double WORST = 55;

    @Override
    public String name() {
        return "selection";
    }

    @Override
    public String about() {
        return "what choosing 50 of 500 takes, in dot products over the window";
    }

    @Override
    public void measure(Run run) throws Exception {
        Catalogue catalogue = Catalogue.find(run.workplace().shared());
        run.report().info("selection.data", catalogue.name());
        List<Window> windows;
        try (Encoder encoder = Encoder.load(run.workplace())) {
            run.report().step("searching and embedding the windows in this JVM");
            windows = Windows.read(catalogue, encoder);
        }
        run.report()
                .info(
                        "selection.windows",
                        windows.size() + " queries with a hit, of "
                                + catalogue.queries().size());
        check(run, windows);
        measure(run, windows);
    }

    /** Every choice that is timed is that of the pass which evaluates everything. */
    private static void check(Run run, List<Window> windows) {
        run.report().step("choosing eagerly, to compare");
        for (Window window : windows) {
            for (Setting setting : Setting.CHOICES) {
                Choice choice = window.choose(setting, WANTED);
                EagerPass eager =
                        EagerPass.run(window.candidates(setting), setting.objective(), setting.diversity(), WANTED);
                for (int p = 0; p < WANTED; p++) {
                    if (eager.order()[p] != choice.order()[p] || eager.gains()[p] != choice.gains()[p]) {
                        throw new IllegalStateException(
                                "[" + setting.label() + "] chooses otherwise than the eager pass" + " at position [" + p
                                        + "] for [" + window.query() + "]");
                    }
                }
            }
        }
        run.report()
                .info("selection.checked", windows.size() * Setting.CHOICES.size() + " choices equal the eager pass's");
    }

    private static void measure(Run run, List<Window> windows) throws IOException {
        run.report().step("choosing: " + WARM_UP_ROUNDS + " rounds of warm-up, " + ROUNDS + " measured");
        Rounds order = new Rounds(run.random("choices"));
        List<Setting> settings = List.of(Setting.values());
        Stopwatch stopwatch = new Stopwatch(windows, WANTED);
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            order.next(windows.size(), settings, stopwatch::nanos);
        }
        List<Map<Setting, double[]>> rounds = new ArrayList<>();
        Neighbours neighbours = Neighbours.beside();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(order.next(windows.size(), settings, stopwatch::nanos));
        }
        run.report().info("selection.neighbours", neighbours.text());
        report(run, new Units(rounds), windows);
    }

    private static void report(Run run, Units units, List<Window> windows) {
        for (Setting setting : Setting.values()) {
            run.report().info("selection." + setting.label() + ".time", units.times(setting));
        }
        for (Setting setting : Setting.BARS) {
            double[] medians = units.medians(setting);
            run.report()
                    .bar(
                            Bar.atMost(
                                    "selection." + setting.label(),
                                    setting.limit(),
                                    run.bootstrap().ofMedian(medians)),
                            medians);
        }
        for (Map.Entry<String, List<Setting>> method : Setting.byMethod().entrySet()) {
            Units.Worst worst = units.worst(method.getValue());
            String name = "selection.worst." + method.getKey();
            run.report()
                    .info(
                            name,
                            worst.setting().label() + " of ["
                                    + windows.get(worst.query()).query() + "]");
            run.report().bar(Bar.atMost(name, WORST, run.bootstrap().ofMedian(worst.rounds())), worst.rounds());
        }
    }
}
