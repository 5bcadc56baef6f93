/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.report;

import org.assort.bench.Bar;
import org.assort.bench.Report;
import org.assort.bench.stats.Bootstrap;
import org.assort.evaluate.run.Figure;
import org.assort.evaluate.run.Outcome;

/**
 * What the project claims of its quality.
 *
 * @param chosen each query with a setting that was chosen without it
 * @param baseline the blended order of relevance
 * @param sampler the peer: the diversified sampler
 */
public record Bars(Outcome chosen, Outcome baseline, Outcome sampler) {

    /** Tells all of them. */
    public void tell(Report report, Bootstrap bootstrap) {
        double[] ndcg = Row.differences(chosen, baseline, Figure.NDCG);
        report.bar(Bar.atLeast("evaluate.ndcg_difference", -0.03, bootstrap.ofMean(ndcg)), ndcg);

        double[] alphaNdcg = Row.differences(chosen, baseline, Figure.ALPHA_NDCG);
        report.bar(
                Bar.atLeast("evaluate.alpha_ndcg_difference", 0.02, bootstrap.ofMean(alphaNdcg))
                        .beyond(0),
                alphaNdcg);

        double[] distinct = Row.differences(chosen, baseline, Figure.DISTINCT);
        report.bar(
                Bar.atLeast("evaluate.distinct_relevant_suppliers_difference", 0.15, bootstrap.ofMean(distinct))
                        .beyond(0),
                distinct);

        double[] twins = chosen.of(Figure.NEAR_DUPLICATES);
        report.bar(
                Bar.atMost(
                                "evaluate.near_duplicate_ratio",
                                0.7,
                                bootstrap.ofRatio(twins, baseline.of(Figure.NEAR_DUPLICATES)))
                        .beyond(1),
                twins);

        over(report, bootstrap, "evaluate.ndcg_over_sampler", Figure.NDCG);
        over(report, bootstrap, "evaluate.alpha_ndcg_over_sampler", Figure.ALPHA_NDCG);
    }

    private void over(Report report, Bootstrap bootstrap, String name, Figure figure) {
        double[] differences = Row.differences(chosen, sampler, figure);
        report.bar(Bar.atLeast(name, 0, bootstrap.ofMean(differences)).beyond(0), differences);
    }
}
