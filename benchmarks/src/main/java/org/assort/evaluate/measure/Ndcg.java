/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import java.util.Comparator;
import java.util.List;

/**
 * Normalised discounted cumulated gain: Järvelin and Kekäläinen 2002, with the gain 2^rating − 1 of Burges et al. 2005.
 * The ideal is the best order of all judged products of the query. What nobody judged gains nothing. In [0, 1]; 0 where
 * no product is relevant.
 *
 * @param depth ranks that count
 */
public record Ndcg(int depth) implements ListMeasure {

    @Override
    public double of(List<String> ranking, Judgments judgments) {
        double ideal = dcg(judgments.ratings().values().stream()
                .sorted(Comparator.reverseOrder())
                .toList());
        return ideal == 0 ? 0 : dcg(ranking.stream().map(judgments::rating).toList()) / ideal;
    }

    private double dcg(List<Integer> ratings) {
        return Discount.LOGARITHMIC.sum(ratings.stream()
                .limit(depth)
                .mapToDouble(rating -> Math.pow(2, rating) - 1)
                .toArray());
    }
}
