/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import java.util.Arrays;
import java.util.List;

/**
 * ERR-IA, intent-aware expected reciprocal rank: Chapelle et al. 2009 and 2011. Every subtopic is as likely as
 * any other, and a relevant product satisfies with probability α: Σ 1 / rank · Σ (1 − α)^(times met before). Scaled as ndeval does:
 * over a list whose every product has all subtopics. In [0, 1]; 0 where the query has no subtopic.
 *
 * @param alpha in [0, 1)
 * @param depth ranks that count
 */
public record ErrIa(double alpha, int depth) implements ListMeasure {

    @Override
    public double of(List<String> ranking, Judgments judgments) {
        int subtopics = judgments.subtopics().size();
        double[] best = new double[depth];
        Arrays.setAll(best, seen -> Math.pow(1 - alpha, seen));
        return subtopics == 0
                ? 0
                : Discount.RECIPROCAL.sum(Subtopics.gains(ranking, judgments, alpha, depth))
                        / (subtopics * Discount.RECIPROCAL.sum(best));
    }
}
