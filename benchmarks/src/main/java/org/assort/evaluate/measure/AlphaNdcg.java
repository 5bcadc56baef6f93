/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * α-nDCG: Clarke et al. 2008. The gain of a product is the sum over its subtopics of (1 − α)^(times met before), its
 * discount 1 / log2(rank + 1). The ideal list is built greedily, since the true one is NP-hard to find; of products with equal gains the
 * one with the greatest id comes first, as in the program ndeval of the TREC Web Track. In [0, 1] but for the rare
 * list that beats the greedy one; 0 where the query has no subtopic.
 *
 * @param alpha in [0, 1): how little a subtopic is worth the second time; 0.5 is usual
 * @param depth ranks that count
 */
public record AlphaNdcg(double alpha, int depth) implements ListMeasure {

    @Override
    public double of(List<String> ranking, Judgments judgments) {
        double ideal = dcg(ideal(judgments), judgments);
        return ideal == 0 ? 0 : dcg(ranking, judgments) / ideal;
    }

    private double dcg(List<String> ranking, Judgments judgments) {
        return Discount.LOGARITHMIC.sum(Subtopics.gains(ranking, judgments, alpha, depth));
    }

    /** O(depth · relevant). */
    private List<String> ideal(Judgments judgments) {
        List<String> left = new ArrayList<>(judgments.aspectsById().keySet());
        left.sort(Comparator.reverseOrder());
        List<String> ideal = new ArrayList<>();
        Subtopics met = new Subtopics(alpha);
        while (ideal.size() < depth && !left.isEmpty()) {
            int best = 0;
            double most = -1;
            for (int i = 0; i < left.size(); i++) {
                double gain = met.gain(judgments.aspects(left.get(i)));
                if (gain > most) {
                    best = i;
                    most = gain;
                }
            }
            String next = left.remove(best);
            Set<String> own = judgments.aspects(next);
            met.pass(own);
            ideal.add(next);
        }
        return ideal;
    }
}
