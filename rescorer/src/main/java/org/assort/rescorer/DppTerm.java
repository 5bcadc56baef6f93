/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * Determinantal point process, greedy MAP by incremental Cholesky (Chen, Zhang and Zhou 2018, "Fast Greedy MAP
 * Inference for Determinantal Point Process to Improve Recommendation Diversity", Algorithm 1). D is log d², and d² is
 * det(L of chosen and candidate) / det(L of chosen): the share of the candidate that those chosen do not explain.
 *
 * <p>d² is floored, or a duplicate would be worth −∞ and divide by 0. What has come down to the floor is explained in
 * full: it stays there, and when it is chosen it takes nothing from the others. Dividing by such a d² would multiply the
 * rounding, step by step, until nothing else is left: more vectors than dimensions are enough for that.
 *
 * <p>The t-th choice costs t multiply-adds for each of n candidates, and a kernel entry for each above the floor; memory
 * is 8·n·steps bytes.
 */
final class DppTerm implements Term {

    /** The least d² that counts: far above what the rounding of doubles leaves of an exact duplicate. */
    static final double FLOOR = 1e-6;

    private final Kernel kernel;
    private final double floor;
    private final double[] squared;
    private final boolean[] taken;
    // A row over candidates for each choice, so that the inner loop runs over neighbours in memory.
    private final double[][] basis;
    private int steps;

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
        this.taken = new boolean[n];
        this.basis = new double[steps][n];
        for (int i = 0; i < n; i++) {
            squared[i] = kernel.at(i, i);
        }
    }

    @Override
    public double value(int candidate) {
        return StrictMath.log(Math.max(squared[candidate], floor));
    }

    @Override
    public void chosen(int candidate) {
        taken[candidate] = true;
        if (squared[candidate] <= floor) {
            return;
        }
        double[] row = basis[steps];
        for (int i = 0; i < row.length; i++) {
            row[i] = open(i) ? kernel.at(candidate, i) : 0;
        }
        for (int t = 0; t < steps; t++) {
            subtract(basis[t], basis[t][candidate], row);
        }
        double scale = 1 / Math.sqrt(squared[candidate]);
        for (int i = 0; i < row.length; i++) {
            row[i] = open(i) ? row[i] * scale : 0;
            squared[i] -= row[i] * row[i];
        }
        steps++;
    }

    /** Whether a candidate may still lose something. */
    private boolean open(int candidate) {
        return !taken[candidate] && squared[candidate] > floor;
    }

    /** {@code row -= factor·earlier}; a method of its own, with one plain loop, so that it compiles to SIMD. */
    private static void subtract(double[] earlier, double factor, double[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] -= factor * earlier[i];
        }
    }
}
