/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.choice;

import java.util.List;
import java.util.Locale;
import org.assort.evaluate.run.Figure;
import org.assort.evaluate.run.Outcome;

/**
 * Which setting is the best on some queries: the one with the greatest mean α-nDCG among those that give up little
 * relevance and leave few near-duplicates, both against the baseline on the same queries.
 *
 * @param ndcgLoss how much mean nDCG may be given up, not below 0
 * @param twinRatio the most near-duplicate pairs that may be left, as a share of the baseline's
 */
public record Rule(double ndcgLoss, double twinRatio) {

    public Rule {
        if (!(ndcgLoss >= 0)) {
            throw new IllegalArgumentException("[ndcgLoss] must be at least 0, got [" + ndcgLoss + "]");
        }
        if (!(twinRatio >= 0)) {
            throw new IllegalArgumentException("[twinRatio] must be at least 0, got [" + twinRatio + "]");
        }
    }

    /**
     * The best candidate; the baseline itself where none keeps to the rule. Of equals the first.
     *
     * @param queries those that may be looked at
     */
    public Outcome choose(List<Outcome> candidates, Outcome baseline, int[] queries) {
        Outcome best = baseline;
        double most = Double.NEGATIVE_INFINITY;
        for (Outcome candidate : candidates) {
            double utility = candidate.mean(Figure.ALPHA_NDCG, queries);
            if (utility > most && keeps(candidate, baseline, queries)) {
                best = candidate;
                most = utility;
            }
        }
        return best;
    }

    private boolean keeps(Outcome candidate, Outcome baseline, int[] queries) {
        double loss = baseline.mean(Figure.NDCG, queries) - candidate.mean(Figure.NDCG, queries);
        double twins = candidate.sum(Figure.NEAR_DUPLICATES, queries);
        return loss <= ndcgLoss && twins <= twinRatio * baseline.sum(Figure.NEAR_DUPLICATES, queries);
    }

    /** In words. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "the most α-nDCG with at most %.3f nDCG given up and at most %.2f of the near-duplicate pairs",
                ndcgLoss,
                twinRatio);
    }
}
