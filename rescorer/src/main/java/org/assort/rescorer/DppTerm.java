/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;
import org.assort.rescorer.simd.RowTimesMatrix;
import org.assort.rescorer.simd.WideRows;

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
 * <p>The factor itself is not kept but its inverse: an entry of a candidate's row is then a product of its similarities and a row
 * of the inverse, and does not wait for the entry before it.
 *
 * <p>The comparison with the t-th chosen costs a kernel entry and t multiply-adds. Memory is up to 16·steps bytes for each
 * candidate that was compared and 8·steps² for the inverse, the steps rounded up to a multiple of 8.
 */
final class DppTerm implements DiversityTerm {

    /** The least d² that counts: far above what the rounding of doubles leaves of an exact duplicate. */
    static final double FLOOR = 1e-6;

    /** The length of a row that nothing is added to: of who shares nothing, or is explained in full. */
    private static final int ALONE = Integer.MAX_VALUE;

    /** So many rows there is room for at first: most candidates of a large window are never compared. */
    private static final int FEW = 64;

    private static final int BLOCK = WideRows.BLOCK;

    private final Kernel kernel;
    private final double floor;
    private final double leastValue;
    private final double[] squared;
    /** log d². */
    private final double[] values;
    /** {@code double[][stride]}, rows of similarities to the chosen, in the order in which they were begun. */
    private double[] similarities;

    private int used;
    /** By candidate where its row begins, and how far it goes. */
    private final int[] starts;

    private final int[] lengths;
    /** {@code double[stride][stride]}, the inverse of the factor of those that explain something, transposed: column t is of the t-th. */
    private final double[] inverse;

    /** The steps and a block, rounded up to a multiple of a block. */
    private final int stride;

    private final double[] entries = new double[BLOCK];
    /** The row of the factor of who is chosen. */
    private final double[] row;

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
        this.stride = (steps + 2 * BLOCK - 1) / BLOCK * BLOCK;
        this.similarities = new double[Math.min(n, FEW) * stride];
        this.inverse = new double[stride * stride];
        this.row = new double[stride];
        this.starts = new int[n];
        this.lengths = new int[n];
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
    public void advance(int candidate) {
        int length = lengths[candidate];
        if (length == 0) {
            begin(candidate);
        }
        int start = starts[candidate];
        kernel.entries(candidate, length, entries);
        System.arraycopy(entries, 0, similarities, start + length, BLOCK);
        // As far as any row goes, over zeros: a length that differs from row to row is one that no processor foresees.
        RowTimesMatrix.of(similarities, start, inverse, length, stride, blocks(count), entries);
        double left = squared[candidate];
        for (int k = 0; k < BLOCK; k++) {
            left -= entries[k] * entries[k];
        }
        squared[candidate] = left;
        lengths[candidate] = left > floor ? Math.min(length + BLOCK, count) : ALONE;
        values[candidate] = log(left);
    }

    private static int blocks(int length) {
        return (length + BLOCK - 1) / BLOCK * BLOCK;
    }

    private double log(double value) {
        return value > floor ? Logarithm.of(value) : leastValue;
    }

    private void begin(int candidate) {
        if (used == similarities.length) {
            similarities = Arrays.copyOf(similarities, Math.min(2 * used, starts.length * stride));
        }
        starts[candidate] = used;
        used += stride;
    }

    @Override
    public void chosen(int candidate) {
        if (lengths[candidate] == ALONE) {
            return;
        }
        double scale = 1 / Math.sqrt(squared[candidate]);
        for (int from = 0; from < count; from += BLOCK) {
            RowTimesMatrix.of(similarities, starts[candidate], inverse, from, stride, blocks(count), entries);
            System.arraycopy(entries, 0, row, from, BLOCK);
        }
        for (int i = 0; i < count; i++) {
            double sum = 0;
            // The inverse is 0 where i is above j.
            for (int j = i; j < count; j++) {
                sum += inverse[i * stride + j] * row[j];
            }
            inverse[i * stride + count] = -sum * scale;
        }
        inverse[count * stride + count] = scale;
        kernel.chosen(candidate);
        count++;
    }
}
