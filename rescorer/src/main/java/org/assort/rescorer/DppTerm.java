/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

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
 * <p>The comparison with the t-th chosen costs a kernel entry and t multiply-adds. Memory is 8·n·steps bytes.
 */
final class DppTerm implements DiversityTerm {

    /** The least d² that counts: far above what the rounding of doubles leaves of an exact duplicate. */
    static final double FLOOR = 1e-6;

    private final Kernel kernel;
    private final double floor;
    private final double[] squared;
    /** log d². */
    private final double[] values;
    /** {@code double[n][steps]}, a row of the factor for each candidate, and how far it goes. */
    private final double[] factor;

    private final int steps;
    private final int[] lengths;
    /** Those that explain something, in the order of choice, and 1/√d² of each at its choice. */
    private final int[] chosen;

    private final double[] scales;
    private final Comparisons pairs = new Comparisons();
    private int count;

    /**
     * A term before the first choice.
     *
     * @param kernel over n candidates
     * @param n number of candidates
     * @param steps the most calls of {@link #chosen} to come
     * @param floor of d², above 0
     */
    DppTerm(Kernel kernel, int n, int steps, double floor) {
        this.kernel = kernel;
        this.floor = floor;
        this.squared = new double[n];
        this.values = new double[n];
        this.factor = new double[n * steps];
        this.steps = steps;
        this.lengths = new int[n];
        this.chosen = new int[steps];
        this.scales = new double[steps];
        for (int i = 0; i < n; i++) {
            squared[i] = kernel.diagonal(i);
            values[i] = squared[i] == 1 ? 0 : Logarithm.of(Math.max(squared[i], floor));
        }
    }

    @Override
    public double value(int candidate) {
        return values[candidate];
    }

    @Override
    public boolean behind(int candidate) {
        return lengths[candidate] < count && squared[candidate] > floor;
    }

    @Override
    public void advance(int[] candidates, int size, int most) {
        pairs.size = 0;
        for (int k = 0; k < size; k++) {
            int from = lengths[candidates[k]];
            pairs.add(candidates[k], chosen, from, Math.min(count, from + most));
        }
        kernel.entries(pairs.chosen, pairs.candidates, pairs.size, pairs.values);
        for (int p = 0; p < pairs.size; p++) {
            int candidate = pairs.candidates[p];
            if (squared[candidate] > floor) {
                extend(candidate, pairs.chosen[p], pairs.values[p]);
            }
        }
        for (int k = 0; k < size; k++) {
            values[candidates[k]] = Logarithm.of(Math.max(squared[candidates[k]], floor));
        }
    }

    /** One more entry of a candidate's row of the factor. */
    private void extend(int candidate, int other, double similarity) {
        int length = lengths[candidate];
        double explained = dot(factor, other * steps, candidate * steps, length);
        double entry = (similarity - explained) * scales[length];
        factor[candidate * steps + length] = entry;
        squared[candidate] -= entry * entry;
        lengths[candidate] = length + 1;
    }

    /**
     * Σ of products of two rows, which begin at a and b, in four sums: of the places 0, 4, 8 …, of 1, 5, 9 …, and so on, each in
     * ascending order; added as (0 + 1) + (2 + 3). Four, because the processor can work on all at once.
     */
    private static double dot(double[] rows, int a, int b, int length) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            sum0 += rows[a + i] * rows[b + i];
            sum1 += rows[a + i + 1] * rows[b + i + 1];
            sum2 += rows[a + i + 2] * rows[b + i + 2];
            sum3 += rows[a + i + 3] * rows[b + i + 3];
        }
        if (i < length) {
            sum0 += rows[a + i] * rows[b + i];
        }
        if (i + 1 < length) {
            sum1 += rows[a + i + 1] * rows[b + i + 1];
        }
        if (i + 2 < length) {
            sum2 += rows[a + i + 2] * rows[b + i + 2];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    @Override
    public void chosen(int candidate) {
        if (squared[candidate] > floor) {
            chosen[count] = candidate;
            scales[count] = 1 / Math.sqrt(squared[candidate]);
            count++;
        }
    }
}
