/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;
import org.assort.rescorer.simd.RowProduct;

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
 * <p>The comparison with the t-th chosen costs a kernel entry and t multiply-adds. Memory is up to 16·steps bytes for each
 * candidate that was compared, the steps rounded up to a multiple of 4.
 */
final class DppTerm implements DiversityTerm {

    /** The least d² that counts: far above what the rounding of doubles leaves of an exact duplicate. */
    static final double FLOOR = 1e-6;

    /** The length of a row that nothing is added to: of who shares nothing, or is explained in full. */
    private static final int ALONE = Integer.MAX_VALUE;

    /** So many rows there is room for at first: most candidates of a large window are never compared. */
    private static final int FEW = 64;

    private final Kernel kernel;
    private final double floor;
    private final double leastValue;
    private final double[] squared;
    /** log d². */
    private final double[] values;
    /** {@code double[][stride]}, rows of the factor, each 0 beyond its length, in the order in which they were begun. */
    private double[] factor;

    private int used;
    /** By candidate where its row begins, and how far it goes. */
    private final int[] starts;

    /** The steps, rounded up to a multiple of {@value RowProduct#STEP}. */
    private final int stride;

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
        this.leastValue = Logarithm.of(floor);
        this.squared = new double[n];
        this.values = new double[n];
        this.stride = (steps + RowProduct.STEP - 1) / RowProduct.STEP * RowProduct.STEP;
        this.factor = new double[Math.min(n, FEW) * stride];
        this.starts = new int[n];
        this.lengths = new int[n];
        this.chosen = new int[steps];
        this.scales = new double[steps];
        for (int i = 0; i < n; i++) {
            squared[i] = kernel.diagonal(i);
            lengths[i] = kernel.shares(i) && squared[i] > floor ? 0 : ALONE;
            values[i] = squared[i] == 1 ? 0 : log(squared[i]);
        }
    }

    @Override
    public double value(int candidate) {
        return values[candidate];
    }

    @Override
    public boolean behind(int candidate) {
        return lengths[candidate] < count;
    }

    @Override
    public void advance(int[] candidates, int size, int most) {
        pairs.gather(candidates, size, most, lengths, chosen, count);
        kernel.entries(pairs.chosen, pairs.candidates, pairs.size, pairs.values);
        for (int p = 0; p < pairs.size; p++) {
            int candidate = pairs.candidates[p];
            if (lengths[candidate] != ALONE) {
                extend(candidate, pairs.chosen[p], pairs.values[p]);
            }
        }
        for (int k = 0; k < size; k++) {
            values[candidates[k]] = log(squared[candidates[k]]);
        }
    }

    /** One more entry of a candidate's row of the factor. */
    private void extend(int candidate, int other, double similarity) {
        int length = lengths[candidate];
        if (length == 0) {
            begin(candidate);
        }
        int start = starts[candidate];
        // As far as any row goes, over zeros: a length that differs from row to row is one that no processor foresees.
        double explained = RowProduct.of(factor, starts[other], start, count);
        double entry = (similarity - explained) * scales[length];
        factor[start + length] = entry;
        squared[candidate] -= entry * entry;
        lengths[candidate] = squared[candidate] > floor ? length + 1 : ALONE;
    }

    private double log(double value) {
        return value > floor ? Logarithm.of(value) : leastValue;
    }

    private void begin(int candidate) {
        if (used == factor.length) {
            factor = Arrays.copyOf(factor, Math.min(2 * used, starts.length * stride));
        }
        starts[candidate] = used;
        used += stride;
    }

    @Override
    public void chosen(int candidate) {
        if (lengths[candidate] != ALONE) {
            chosen[count] = candidate;
            scales[count] = 1 / Math.sqrt(squared[candidate]);
            count++;
        }
    }
}
