/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998) by the definition of {@code diversify}, on vectors as they are and
 * not on codes: relevance is half the score, min-max over the candidates, and half the cosine to the query.
 */
final class FloatChoice {

    private FloatChoice() {}

    /**
     * Returns the chosen, the first first.
     *
     * @param vectors {@code double[n][dimension]}
     * @param diversity λ
     * @param wanted how many
     */
    static List<Integer> of(double[] scores, double[][] vectors, float[] query, double diversity, int wanted) {
        double[] wish = new double[query.length];
        Arrays.setAll(wish, d -> query[d]);
        double least = Arrays.stream(scores).min().orElseThrow();
        double range = Arrays.stream(scores).max().orElseThrow() - least;
        double[] nearest = new double[scores.length];
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < Math.min(wanted, scores.length)) {
            int best = -1;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < scores.length; i++) {
                double score = range == 0 ? 1 : (scores[i] - least) / range;
                double relevance = (score + Math.max(0, cosine(vectors[i], wish))) / 2;
                double gain = (1 - diversity) * relevance - diversity * nearest[i];
                if (gain > most && !chosen.contains(i)) {
                    most = gain;
                    best = i;
                }
            }
            chosen.add(best);
            for (int i = 0; i < scores.length; i++) {
                nearest[i] = Math.max(nearest[i], cosine(vectors[i], vectors[best]));
            }
        }
        return chosen;
    }

    private static double cosine(double[] a, double[] b) {
        double dot = 0;
        double ofA = 0;
        double ofB = 0;
        for (int d = 0; d < a.length; d++) {
            dot += a[d] * b[d];
            ofA += a[d] * a[d];
            ofB += b[d] * b[d];
        }
        return dot / Math.sqrt(ofA * ofB);
    }
}
