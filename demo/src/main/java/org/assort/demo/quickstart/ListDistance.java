/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

/** How far apart the products of a list are. */
public final class ListDistance {

    private ListDistance() {}

    /**
     * The mean of 1 − cosine over all pairs, in [0, 2]; 0 for fewer than two vectors. O(n² d).
     *
     * @param vectors {@code float[n][d]}
     * @throws IllegalArgumentException if a vector is zero: it has no direction
     */
    static double of(float[][] vectors) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += 1 - cosine(vectors[i], vectors[j]);
                pairs++;
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    /**
     * The cosine of two vectors, in [-1, 1].
     *
     * @throws IllegalArgumentException if one is zero: it has no direction
     */
    public static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        if (!(aa > 0 && bb > 0)) {
            throw new IllegalArgumentException("[vectors] must not be zero");
        }
        return dot / Math.sqrt(aa * bb);
    }
}
