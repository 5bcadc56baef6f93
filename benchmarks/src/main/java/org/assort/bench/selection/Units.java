/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assort.bench.stats.Sample;

/** Times over the unit's time for the same query in the same round. */
final class Units {

    private final List<Map<Setting, double[]>> rounds;

    /** @param rounds nanoseconds by setting and query */
    Units(List<Map<Setting, double[]>> rounds) {
        this.rounds = rounds;
    }

    /**
     * A query and a setting that take the most.
     *
     * @param rounds what they took in those rounds that they were not found by
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Worst(Setting setting, int query, double[] rounds) {}

    /** For each round the median over the queries. */
    double[] medians(Setting setting) {
        return rounds.stream()
                .mapToDouble(round -> {
                    double[] ratios = round.get(setting).clone();
                    Arrays.setAll(ratios, query -> ratio(round, setting, query));
                    return Sample.of(ratios).median();
                })
                .toArray();
    }

    /**
     * Found by the median over every other round and measured in the rest: the greatest of many noisy figures says more about
     * the noise.
     */
    Worst worst(List<Setting> settings) {
        Setting slowest = settings.getFirst();
        int query = 0;
        double most = 0;
        for (Setting setting : settings) {
            for (int q = 0; q < rounds.getFirst().get(setting).length; q++) {
                double median = Sample.of(ratios(setting, q, 0)).median();
                if (median > most) {
                    most = median;
                    slowest = setting;
                    query = q;
                }
            }
        }
        return new Worst(slowest, query, ratios(slowest, query, 1));
    }

    private double[] ratios(Setting setting, int query, int from) {
        List<Double> ratios = new ArrayList<>();
        for (int r = from; r < rounds.size(); r += 2) {
            ratios.add(ratio(rounds.get(r), setting, query));
        }
        return ratios.stream().mapToDouble(ratio -> ratio).toArray();
    }

    private static double ratio(Map<Setting, double[]> round, Setting setting, int query) {
        return round.get(setting)[query] / round.get(Setting.UNIT)[query];
    }

    /** Microseconds, in words. */
    String times(Setting setting) {
        Sample all = Sample.of(rounds.stream()
                .flatMapToDouble(round -> Arrays.stream(round.get(setting)))
                .toArray());
        return String.format(
                Locale.ROOT,
                "p50 %.1f p95 %.1f µs, %.2f units",
                all.quantile(0.5) / 1e3,
                all.quantile(0.95) / 1e3,
                Sample.of(medians(setting)).median());
    }
}
