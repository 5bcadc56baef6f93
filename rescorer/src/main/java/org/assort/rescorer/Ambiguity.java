/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * How ambiguous candidates are: Rao's quadratic entropy of relevance (Rao 1982, "Diversity and dissimilarity coefficients"),
 * the expected difference of two products drawn at random, each by its share s of all relevance. 0 where all relevance is on
 * one value or direction, near 1 where it is spread over many.
 */
final class Ambiguity {

    private Ambiguity() {}

    /**
     * The ambiguity of n candidates, in [0, 1]; 0 for none. Where all r are 0 their shares are equal.
     *
     * @param relevance {@code double[n]} r
     * @param field index of a field of the candidates, or {@link Tradeoff.Auto#VECTORS}
     */
    static double of(Candidates candidates, double[] relevance, int field) {
        double[] shares = shares(relevance);
        double concentration = field == Tradeoff.Auto.VECTORS
                ? alike(candidates.vectors(), shares)
                : alike(candidates.fields().get(field), shares);
        return Math.clamp(1 - concentration, 0.0, 1.0);
    }

    private static double[] shares(double[] relevance) {
        double sum = 0;
        for (double r : relevance) {
            sum += r;
        }
        double[] shares = new double[relevance.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sum > 0 ? relevance[i] / sum : 1.0 / shares.length;
        }
        return shares;
    }

    /**
     * Σ s² over values. A product with several gives each an equal part of its share. One without any is like no other, as
     * one without a vector is, and counts as a value of its own.
     */
    private static double alike(FieldValues values, double[] shares) {
        double[] sums = new double[values.cardinality()];
        double squares = shares.length == 0 ? 1 : 0;
        for (int i = 0; i < shares.length; i++) {
            int count = values.count(i);
            for (int k = 0; k < count; k++) {
                sums[values.ordinal(i, k)] += shares[i] / count;
            }
            squares += count == 0 ? shares[i] * shares[i] : 0;
        }
        for (double sum : sums) {
            squares += sum * sum;
        }
        return squares;
    }

    /** ‖Σ s·u‖² = Σ s·s'·cosine over all pairs, u of length 1; one without a vector has a direction of its own. */
    private static double alike(VectorTable vectors, double[] shares) {
        double[] sum = new double[vectors.dimension()];
        double squares = shares.length == 0 ? 1 : 0;
        for (int i = 0; i < shares.length; i++) {
            if (vectors.has(i)) {
                byte[] codes = vectors.codes(i);
                double scale = shares[i] / vectors.length(i);
                for (int d = 0; d < sum.length; d++) {
                    sum[d] += scale * codes[d];
                }
            } else {
                squares += shares[i] * shares[i];
            }
        }
        for (double component : sum) {
            squares += component * component;
        }
        return squares;
    }
}
