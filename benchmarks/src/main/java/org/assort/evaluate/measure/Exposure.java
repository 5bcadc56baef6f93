/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a set of queries shows of the catalogue.
 *
 * @param coverage the share of all products that stand on some page: catalogue coverage of Ge et al. 2010, in [0, 1]
 * @param gini of the products' exposure, never shown ones included: 0 is all alike, towards 1 is all for one
 */
public record Exposure(double coverage, double gini) {

    /**
     * Exposure of a product is the sum of 1 / log2(rank + 1) over the pages that it stands on (Singh and Joachims 2018).
     *
     * @param pages one for each query, the best product first
     * @param products in the catalogue, at least as many as are shown
     */
    public static Exposure of(Collection<List<String>> pages, int products) {
        Map<String, Double> exposure = new HashMap<>();
        for (List<String> page : pages) {
            for (int i = 0; i < page.size(); i++) {
                exposure.merge(page.get(i), Discount.LOGARITHMIC.at(i + 1), Double::sum);
            }
        }
        if (products < exposure.size() || products == 0) {
            throw new IllegalArgumentException(
                    "[products] must be at least 1 and those shown, " + exposure.size() + ", got [" + products + "]");
        }
        double[] shown =
                exposure.values().stream().mapToDouble(Double::doubleValue).toArray();
        return new Exposure((double) shown.length / products, gini(shown, products));
    }

    /** Σ (2 i − n − 1) x_i / (n Σ x) over x in ascending order, i from 1; those not shown are the first, with x = 0. */
    private static double gini(double[] shown, int products) {
        Arrays.sort(shown);
        double weighted = 0;
        double sum = 0;
        for (int i = 0; i < shown.length; i++) {
            double rank = products - shown.length + i + 1.0;
            weighted += (2 * rank - products - 1) * shown[i];
            sum += shown[i];
        }
        return sum == 0 ? 0 : weighted / (products * sum);
    }
}
