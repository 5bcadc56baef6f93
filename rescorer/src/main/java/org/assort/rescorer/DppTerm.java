/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;

/**
 * Determinantal point process, greedy MAP by incremental Cholesky (Chen, Zhang and Zhou 2018, "Fast Greedy MAP
 * Inference for Determinantal Point Process to Improve Recommendation Diversity", Algorithm 1). D is log d², and d² is
 * det(L of chosen and candidate) / det(L of chosen): the share of the candidate that those chosen do not explain. A
 * candidate's row of the factor is extended only when it is asked to be (Hemmi et al. 2022, "Lazy and Fast Greedy MAP
 * Inference for Determinantal Point Process").
 *
 * <p>d² is floored, or a duplicate would be worth −∞ and divide by 0. What has come down to the floor is explained in
 * full: it stays there, and when it is chosen it takes nothing from the others. Dividing by such a d² would multiply the
 * rounding, step by step, until nothing else is left: more vectors than dimensions are enough for that.
 *
 * <p>The comparison with the t-th chosen costs a kernel entry and t multiply-adds. Memory is 8·steps bytes for each
 * candidate that was compared.
 */
final class DppTerm implements DiversityTerm {

    /** The least d² that counts: far above what the rounding of doubles leaves of an exact duplicate. */
    static final double FLOOR = 1e-6;

    private static final int FIRST_LENGTH = 8;
    private static final double[] NOTHING = new double[0];

    private final Kernel kernel;
    private final double floor;
    private final double[] squared;
    /** The row of the factor of each candidate, as far as it goes. */
    private final double[][] rows;

    private final int[] lengths;
    /** Those that explain something, in the order of choice, and 1/√d² of each at its choice. */
    private final int[] chosen;

    private final double[] scales;
    private int count;

    /**
     * A term before the first choice.
     *
     * @param kernel over n candidates
     * @param n number of candidates
     * @param floor of d², above 0
     */
    DppTerm(Kernel kernel, int n, double floor) {
        this.kernel = kernel;
        this.floor = floor;
        this.squared = new double[n];
        this.rows = new double[n][];
        this.lengths = new int[n];
        this.chosen = new int[n];
        this.scales = new double[n];
        for (int i = 0; i < n; i++) {
            squared[i] = kernel.at(i, i);
            rows[i] = NOTHING;
        }
    }

    @Override
    public double value(int candidate) {
        return Logarithm.of(Math.max(squared[candidate], floor));
    }

    @Override
    public boolean advance(int candidate) {
        int length = lengths[candidate];
        if (length == count || squared[candidate] <= floor) {
            return false;
        }
        int other = chosen[length];
        double[] row = rows[candidate];
        if (row.length == length) {
            row = Arrays.copyOf(row, Math.max(FIRST_LENGTH, 2 * length));
            rows[candidate] = row;
        }
        double entry = (kernel.at(other, candidate) - dot(rows[other], row, length)) * scales[length];
        row[length] = entry;
        squared[candidate] -= entry * entry;
        lengths[candidate] = length + 1;
        return true;
    }

    /**
     * Σ a·b over the first places, in four sums, of the places 0, 4, 8 …, 1, 5, 9 …, and so on, each in ascending order;
     * added as (0 + 1) + (2 + 3). Four, because the processor can work on all at once.
     */
    private static double dot(double[] a, double[] b, int length) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            sum0 += a[i] * b[i];
            sum1 += a[i + 1] * b[i + 1];
            sum2 += a[i + 2] * b[i + 2];
            sum3 += a[i + 3] * b[i + 3];
        }
        if (i < length) {
            sum0 += a[i] * b[i];
        }
        if (i + 1 < length) {
            sum1 += a[i + 1] * b[i + 1];
        }
        if (i + 2 < length) {
            sum2 += a[i + 2] * b[i + 2];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    @Override
    public void chosen(int candidate) {
        while (advance(candidate)) {
            // Its row has to be whole, since the others' build on it.
        }
        if (squared[candidate] > floor) {
            chosen[count] = candidate;
            scales[count] = 1 / Math.sqrt(squared[candidate]);
            count++;
        }
    }
}
