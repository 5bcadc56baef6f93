/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

/**
 * Σ of products of two rows of doubles, the same to the bit however it is computed: in four sums, of the places 0, 4, 8 …, of
 * 1, 5, 9 …, and so on, each in ascending order; added as (0 + 1) + (2 + 3).
 */
public final class RowProduct {

    /** How many sums. */
    public static final int STEP = 4;

    private static final boolean VECTORS = VectorInstructions.ofBits(STEP * Double.SIZE);

    private RowProduct() {}

    /**
     * The product of two rows of an array.
     *
     * @param a where one begins
     * @param b where the other begins
     * @param length rounded up to a multiple of {@link #STEP}: what is beyond it must be 0 in one of the rows, and finite
     */
    public static double of(double[] rows, int a, int b, int length) {
        return VECTORS ? VectorRowProduct.of(rows, a, b, length) : plain(rows, a, b, length);
    }

    static double plain(double[] rows, int a, int b, int length) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int i = 0; i < length; i += STEP) {
            sum0 += rows[a + i] * rows[b + i];
            sum1 += rows[a + i + 1] * rows[b + i + 1];
            sum2 += rows[a + i + 2] * rows[b + i + 2];
            sum3 += rows[a + i + 3] * rows[b + i + 3];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
