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
 * <p>The factor itself is not kept but its inverse: an entry of a candidate's row is then a product of its similarities and a row
 * of the inverse, and does not wait for the entry before it.
 *
 * <p>The comparison with the t-th chosen costs a kernel entry and t multiply-adds. Memory is 8·steps bytes for each
 * candidate that was compared, and {@link InverseFactor} of those chosen.
 */
final class DppTerm implements DiversityTerm {

    /** The least d² that counts: far above what the rounding of doubles leaves of an exact duplicate. */
    static final double FLOOR = 1e-6;

    /** The length of a row that nothing is added to: of who shares nothing, or is explained in full. */
    private static final int ALONE = Integer.MAX_VALUE;

    private static final int BLOCK = InverseFactor.BLOCK;
    private static final int SUMS = InverseFactor.SUMS;

    /** Bytes of an array beside its elements. */
    private static final int ARRAY_HEADER = 16;

    private final Kernel kernel;
    private final double floor;
    private final double leastValue;
    private final double[] squared;
    /** log d². */
    private final double[] values;
    /** By candidate its similarities to the chosen, {@code double[steps]} and a few more; null before it is compared, as most are never. */
    private final double[][] similarities;
    /** By candidate how far its row goes. */
    private final int[] lengths;
    /** Of those that explain something. */
    private final InverseFactor inverse;

    /** Of a batch of candidates with a block of the chosen each. */
    private int[] products = new int[0];

    /** {@code double[batch·BLOCK·SUMS]}, of which the entries are made. */
    private double[] sums = new double[0];
    /** The row of the factor of who is chosen. */
    private final double[] row;

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
        this.similarities = new double[n][];
        this.inverse = new InverseFactor(steps);
        this.row = new double[inverse.length()];
        this.lengths = new int[n];
        for (int i = 0; i < n; i++) {
            squared[i] = kernel.diagonal(i);
            lengths[i] = kernel.shares(i) && squared[i] > floor ? 0 : ALONE;
            values[i] = squared[i] == 1 ? 0 : log(squared[i]);
        }
    }

    /** What is kept at most, in bytes, but for a few numbers by candidate. */
    static long bytes(int candidates, int steps) {
        return candidates * (InverseFactor.bytesOfRow(steps) + ARRAY_HEADER) + InverseFactor.bytes(steps);
    }

    @Override
    public double value(int candidate) {
        return values[candidate];
    }

    @Override
    public boolean behind(int candidate) {
        return lengths[candidate] < inverse.count();
    }

    @Override
    public void advance(int[] behind, int size) {
        // One thing for all, then the next, so that what one waits for is not what the others wait for.
        compare(behind, size);
        for (int k = 0; k < size; k++) {
            kernel.entries(behind[k], lengths[behind[k]], products, k * BLOCK, similarities[behind[k]]);
        }
        for (int k = 0; k < size; k++) {
            inverse.sums(similarities[behind[k]], lengths[behind[k]], sums, k * BLOCK * SUMS);
        }
        for (int k = 0; k < size; k++) {
            explain(behind[k], k * BLOCK * SUMS);
        }
        for (int k = 0; k < size; k++) {
            values[behind[k]] = log(squared[behind[k]]);
        }
    }

    private void compare(int[] behind, int size) {
        if (products.length < size * BLOCK) {
            products = new int[size * BLOCK];
            sums = new double[size * BLOCK * SUMS];
        }
        for (int k = 0; k < size; k++) {
            int candidate = behind[k];
            if (similarities[candidate] == null) {
                similarities[candidate] = new double[inverse.length()];
            }
            kernel.compare(candidate, lengths[candidate], products, k * BLOCK);
        }
    }

    private void explain(int candidate, int at) {
        double left = squared[candidate];
        // One after the other: how they fall into blocks must not show in the sum.
        for (int k = 0; k < BLOCK; k++) {
            double entry = InverseFactor.entry(sums, at + k * SUMS);
            left -= entry * entry;
        }
        squared[candidate] = left;
        lengths[candidate] = left > floor ? Math.min(lengths[candidate] + BLOCK, inverse.count()) : ALONE;
    }

    private double log(double value) {
        return value > floor ? Logarithm.of(value) : leastValue;
    }

    @Override
    public void chosen(int candidate) {
        if (lengths[candidate] == ALONE) {
            return;
        }
        for (int from = 0; from < inverse.count(); from += BLOCK) {
            inverse.sums(similarities[candidate], from, sums, 0);
            for (int k = 0; k < BLOCK; k++) {
                row[from + k] = InverseFactor.entry(sums, k * SUMS);
            }
        }
        inverse.append(row, Math.sqrt(squared[candidate]));
        kernel.chosen(candidate);
    }
}
