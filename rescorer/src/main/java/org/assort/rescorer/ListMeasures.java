/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * How different and how relevant the first products of a list are.
 *
 * @param intraListDistance mean of 1 − cosine over the pairs where both have a vector, in [0, 2]; NaN without such a pair
 *     (Ziegler et al. 2005, "Improving Recommendation Lists Through Topic Diversification"; as a distance in Zhang and
 *     Hurley 2008, "Avoiding Monotony")
 * @param nearestPairDistance the least 1 − cosine of those pairs, in [0, 2]: 0 where a product is there twice; NaN
 *     without such a pair
 * @param discountedRelevance Σ r/log2(i+1) over positions i from 1 (discounted cumulative gain, Järvelin and Kekäläinen
 *     2002)
 */
public record ListMeasures(double intraListDistance, double nearestPairDistance, double discountedRelevance) {

    /**
     * Measures the beginning of a list. Costs depth²/2 cosines.
     *
     * @param order candidates by position
     * @param depth how many positions count, at least 0; more than there are means all
     * @param vectors of the candidates
     * @param relevance {@code double[n]} r by candidate
     * @throws IllegalArgumentException if {@code depth} is negative
     */
    public static ListMeasures of(int[] order, int depth, VectorTable vectors, double[] relevance) {
        if (depth < 0) {
            throw new IllegalArgumentException("[depth] must be at least 0, got [" + depth + "]");
        }
        int end = Math.min(depth, order.length);
        double sum = 0;
        double nearest = Double.POSITIVE_INFINITY;
        int pairs = 0;
        for (int p = 0; p < end; p++) {
            for (int q = 0; q < p; q++) {
                if (vectors.has(order[p]) && vectors.has(order[q])) {
                    double distance = 1 - vectors.cosine(order[p], order[q]);
                    sum += distance;
                    nearest = Math.min(nearest, distance);
                    pairs++;
                }
            }
        }
        return new ListMeasures(
                pairs == 0 ? Double.NaN : sum / pairs,
                pairs == 0 ? Double.NaN : nearest,
                discounted(order, end, relevance));
    }

    /** Σ r/log2(i+1) over the first {@code end} positions, as many as there are at most. */
    static double discounted(int[] order, int end, double[] relevance) {
        double discounted = 0;
        for (int p = 0; p < end; p++) {
            discounted += relevance[order[p]] / (StrictMath.log(p + 2) / StrictMath.log(2));
        }
        return discounted;
    }
}
