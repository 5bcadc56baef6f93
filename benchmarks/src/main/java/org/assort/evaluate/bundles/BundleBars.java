/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.util.Comparator;
import java.util.List;
import org.assort.bench.Bar;
import org.assort.bench.Report;
import org.assort.bench.stats.Bootstrap;
import org.assort.bench.stats.Estimate;

/**
 * What the project claims of its bundles.
 *
 * @param others all that ours is held against
 */
record BundleBars(BundleRow ours, List<BundleRow> others) {

    private static final String CONFIDENCE = "confidence";

    void tell(Report report, Bootstrap bootstrap) {
        BundleRow best = others.stream()
                .max(Comparator.comparingDouble(row -> row.value(BundleFigure.EXTRA)))
                .orElseThrow();
        report.info("evaluate.bundles.best", best.judged().name());
        double[] extra = BundleFigure.extra(ours.judged());
        report.bar(
                Bar.atLeast(
                        "evaluate.bundles.extra_over_best",
                        0.95,
                        BundleFigure.ratio(extra, BundleFigure.extra(best.judged()), bootstrap)),
                extra);
        double[] never = ours.judged().byAnchor(pair -> pair.observed() == 0 ? 1 : 0);
        report.bar(
                Bar.atMost("evaluate.bundles.never_again", 0.12, ours.figures().get(BundleFigure.NEVER)), never);
        BundleRow confidence = others.stream()
                .filter(row -> row.judged().name().equals(CONFIDENCE))
                .findFirst()
                .orElseThrow();
        double more = ours.value(BundleFigure.DISTINCT) / confidence.value(BundleFigure.DISTINCT);
        report.bar(
                Bar.atLeast("evaluate.bundles.items_over_confidence", 1, new Estimate(more, more, more, never.length))
                        .beyond(1),
                new double[] {more});
    }
}
