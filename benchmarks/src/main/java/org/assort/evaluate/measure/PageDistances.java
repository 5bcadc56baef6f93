/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import org.assort.demo.quickstart.ListDistance;

/**
 * How unlike each other the products of a page are: 1 − cosine of their vectors.
 *
 * @param mean over all pairs, the intra-list distance of Ziegler et al. 2005, in [0, 2]
 * @param nearest the least of all pairs
 * @param nearDuplicates pairs with a cosine above {@value #NEAR_DUPLICATE}
 */
public record PageDistances(double mean, double nearest, int nearDuplicates) {

    /** Pairs of products above this cosine are variants of one product. */
    public static final double NEAR_DUPLICATE = 0.95;

    /**
     * Of a page in any order, in O(n² d). A page of fewer than two products has no pairs: 0 throughout.
     *
     * @param page {@code float[n][d]}
     * @throws IllegalArgumentException if a vector is zero: it has no direction
     */
    public static PageDistances of(float[][] page) {
        double sum = 0;
        double nearest = Double.POSITIVE_INFINITY;
        int pairs = 0;
        int duplicates = 0;
        for (int i = 0; i < page.length; i++) {
            for (int j = 0; j < i; j++) {
                double cosine = ListDistance.cosine(page[i], page[j]);
                sum += 1 - cosine;
                nearest = Math.min(nearest, 1 - cosine);
                duplicates += cosine > NEAR_DUPLICATE ? 1 : 0;
                pairs++;
            }
        }
        return pairs == 0 ? new PageDistances(0, 0, 0) : new PageDistances(sum / pairs, nearest, duplicates);
    }
}
