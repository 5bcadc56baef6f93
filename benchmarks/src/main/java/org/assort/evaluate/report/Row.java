/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.report;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.assort.bench.stats.Bootstrap;
import org.assort.bench.stats.Estimate;
import org.assort.evaluate.measure.Exposure;
import org.assort.evaluate.run.Figure;
import org.assort.evaluate.run.Outcome;

/**
 * One template, with its intervals.
 *
 * @param values means over the queries
 * @param differences means over the queries of this less the baseline, pair by pair
 * @param exposure of all queries together; it has no interval, since a draw of queries with some of them twice always
 *     shows fewer products
 */
public record Row(Outcome outcome, Map<Figure, Estimate> values, Map<Figure, Estimate> differences, Exposure exposure) {

    /**
     * From an outcome and the baseline's.
     *
     * @param products in the catalogue
     */
    public static Row of(Outcome outcome, Outcome baseline, int products, Bootstrap bootstrap) {
        Map<Figure, Estimate> values = new EnumMap<>(Figure.class);
        Map<Figure, Estimate> differences = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            values.put(figure, bootstrap.ofMean(outcome.of(figure)));
            differences.put(figure, difference(outcome, baseline, figure, bootstrap));
        }
        return new Row(outcome, values, differences, Exposure.of(outcome.pages(), products));
    }

    /** The mean difference of a figure, query by query. */
    static Estimate difference(Outcome outcome, Outcome baseline, Figure figure, Bootstrap bootstrap) {
        return bootstrap.ofMean(differences(outcome, baseline, figure));
    }

    /** A figure's differences, one a query. */
    static double[] differences(Outcome outcome, Outcome baseline, Figure figure) {
        double[] differences = new double[outcome.pages().size()];
        Arrays.setAll(differences, query -> outcome.of(figure)[query] - baseline.of(figure)[query]);
        return differences;
    }
}
