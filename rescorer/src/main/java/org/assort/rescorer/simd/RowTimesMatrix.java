/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

/**
 * Σ of products of a row of doubles and each of {@link #COLUMNS} columns of a matrix, the same to the bit however it is
 * computed: for every column four sums, of the places 0, 4, 8 …, of 1, 5, 9 …, and so on, each in ascending order; added as (0
 * + 1) + (2 + 3).
 */
public final class RowTimesMatrix {

    /** How many columns at once: what a row is compared with at once becomes a column each. */
    public static final int COLUMNS = WideRows.BLOCK;

    /** How many sums for each. */
    public static final int SUMS = 4;

    /** From one row of the matrix to the next. */
    public static final int STRIDE = 64 + COLUMNS;

    private static final boolean VECTORS = VectorInstructions.ofBits(VectorInstructions.LEAST_BITS);

    private RowTimesMatrix() {}

    /**
     * Σ row[i]·matrix[i][column].
     *
     * @param matrix in rows, one after the other
     * @param first where the first row of the matrix has the first of the columns
     * @param length of the row, rounded up to a multiple of {@link #SUMS}: what is beyond it must be 0 in the row or in the
     *     matrix, and finite
     * @param sums receives {@link #COLUMNS} of them
     * @param to where the first goes
     */
    public static void of(double[] row, double[] matrix, int first, int length, double[] sums, int to) {
        if (VECTORS) {
            VectorRowTimesMatrix.of(row, matrix, first, length, sums, to);
        } else {
            plain(row, matrix, first, length, sums, to);
        }
    }

    static void plain(double[] row, double[] matrix, int first, int length, double[] sums, int to) {
        for (int column = 0; column < COLUMNS; column++) {
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            for (int i = 0; i < length; i += SUMS) {
                int at = first + i * STRIDE + column;
                sum0 += row[i] * matrix[at];
                sum1 += row[i + 1] * matrix[at + STRIDE];
                sum2 += row[i + 2] * matrix[at + 2 * STRIDE];
                sum3 += row[i + 3] * matrix[at + 3 * STRIDE];
            }
            sums[to + column] = (sum0 + sum1) + (sum2 + sum3);
        }
    }
}
