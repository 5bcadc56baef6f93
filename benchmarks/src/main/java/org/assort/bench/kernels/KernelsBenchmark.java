/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.kernels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.assort.bench.Bar;
import org.assort.bench.Benchmark;
import org.assort.bench.Neighbours;
import org.assort.bench.Run;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;

/** Products of vectors, choices and the reading of stored vectors, in JVMs of their own that JMH starts. */
public final class KernelsBenchmark implements Benchmark {

    /** Of what a bar compares. */
    private static final int ROUNDS = 10;

    /** Of everything else. */
    private static final int FEWER_ROUNDS = 3;

    private static final int DIMENSION = 384;
    private static final int[] OTHER_DIMENSIONS = {128, 768};
    private static final int WINDOW = 1000;
    private static final int SMALLER_WINDOW = 100;
    private static final int[] CHOSEN_FROM = {100, 500, 1000};

    /**
     * One thing's time over another's, both of one unit.
     *
     * @param name of the bar
     */
    private record Ratio(String name, Measured above, Measured below, double limit) {}

    @Override
    public String name() {
        return "kernels";
    }

    @Override
    public String about() {
        return "products of vectors, choices and the reading of stored vectors, each by itself, with JMH";
    }

    @Override
    public void measure(Run run) throws Exception {
        Path index = run.workplace().root().resolve("benchmarks/target/kernels-index");
        run.report().step("writing " + StoredProducts.COUNT + " products in every form");
        StoredProducts.write(index, run.random("products"));
        Forks forks = new Forks(index, run.seed());
        Rounds order = new Rounds(run.random("order"));
        List<Ratio> ratios = ratios();
        Set<Measured> compared = new LinkedHashSet<>();
        ratios.forEach(ratio -> compared.addAll(List.of(ratio.above(), ratio.below())));
        Neighbours neighbours = Neighbours.beside();
        Map<Measured, double[]> times = times(run, order, ROUNDS, List.copyOf(compared), forks);
        List<Measured> rest =
                all().stream().filter(measured -> !compared.contains(measured)).toList();
        times.putAll(times(run, order, FEWER_ROUNDS, rest, forks));
        run.report().info("kernels.neighbours", neighbours.text());
        all().forEach(measured -> run.report().info("kernels." + measured.label(), text(measured, times)));
        ratios.forEach(ratio -> report(run, ratio, times));
    }

    /** Bars: what is ours is never slower than what would do in its place. */
    private static List<Ratio> ratios() {
        Measured int8 = Measured.dot("int8", "int8", DIMENSION);
        Measured codes = Measured.reading("product_int8", "read", StoredForm.PRODUCT_INT8, WINDOW);
        Measured floats = Measured.reading("product_float32", "read", StoredForm.PRODUCT_FLOAT32, WINDOW);
        return List.of(
                new Ratio("int8_over_float", int8, Measured.dot("lucene_float", "luceneFloat", DIMENSION), 1),
                new Ratio("int8_over_lucene_int8", int8, Measured.dot("lucene_int8", "luceneInt8", DIMENSION), 1),
                new Ratio("read_int8_over_float32", codes, floats, 1));
    }

    private static List<Measured> all() {
        List<Measured> all = new ArrayList<>();
        List<Integer> dimensions = new ArrayList<>(List.of(DIMENSION));
        for (int dimension : OTHER_DIMENSIONS) {
            dimensions.add(dimension);
        }
        for (int dimension : dimensions) {
            all.add(Measured.dot("lucene_float", "luceneFloat", dimension));
            all.add(Measured.dot("lucene_int8", "luceneInt8", dimension));
            all.add(Measured.dot("int8", "int8", dimension));
            all.add(Measured.cosine("int8_cosine", "int8Cosine", dimension));
            all.add(Measured.cosine("int8_by_block", "int8ByBlock", dimension));
        }
        for (int window : CHOSEN_FROM) {
            for (String method : List.of("mmr", "dpp")) {
                all.add(Measured.choice(method, window, false));
                all.add(Measured.choice(method, window, true));
            }
        }
        for (int window : new int[] {SMALLER_WINDOW, WINDOW}) {
            for (StoredForm form : StoredForm.values()) {
                all.add(Measured.reading(form.name().toLowerCase(Locale.ROOT), "read", form, window));
            }
            all.add(Measured.reading("copy_int8", "copy", StoredForm.PRODUCT_INT8, window));
        }
        return all;
    }

    /** Returns {@code double[rounds]} for each. */
    private static Map<Measured, double[]> times(
            Run run, Rounds order, int rounds, List<Measured> measured, Forks forks) throws IOException {
        Map<Measured, double[]> times = new HashMap<>();
        measured.forEach(one -> times.put(one, new double[rounds]));
        for (int i = 0; i < rounds; i++) {
            run.report().step("round " + (i + 1) + " of " + rounds + ": " + measured.size() + " JVMs");
            int round = i;
            order.next(1, measured, (item, one) -> forks.nanos(one) / one.divisor())
                    .forEach((one, figure) -> times.get(one)[round] = figure[0]);
        }
        return times;
    }

    private static String text(Measured measured, Map<Measured, double[]> times) {
        Sample sample = Sample.of(times.get(measured));
        return String.format(
                Locale.ROOT,
                "%.2f %s, %.2f to %.2f over %d JVMs",
                sample.median(),
                measured.unit(),
                sample.quantile(0),
                sample.quantile(1),
                sample.size());
    }

    private static void report(Run run, Ratio ratio, Map<Measured, double[]> times) {
        double[] above = times.get(ratio.above());
        double[] below = times.get(ratio.below());
        double[] rounds = new double[above.length];
        for (int i = 0; i < rounds.length; i++) {
            rounds[i] = above[i] / below[i];
        }
        run.report()
                .bar(
                        Bar.atMost(
                                "kernels." + ratio.name(),
                                ratio.limit(),
                                run.bootstrap().ofMedian(rounds)),
                        rounds);
    }
}
