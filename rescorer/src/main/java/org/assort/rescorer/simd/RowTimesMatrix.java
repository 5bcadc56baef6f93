/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

/**
 * Products of a row of doubles and a matrix that is kept in rows, one after the other, the same to the bit however they are computed:
 * each is four sums, of the places 0, 4, 8 …, of 1, 5, 9 …, and so on, in ascending order, added as (0 + 1) + (2 + 3).
 */
public final class RowTimesMatrix {

    /** How many rows, or columns, of the matrix at once: what a row is compared with at once becomes one each. */
    public static final int BLOCK = WideRows.BLOCK;

    /** How many sums for each. */
    public static final int SUMS = 4;

    private static final boolean VECTORS = VectorInstructions.ofBits(VectorInstructions.LEAST_BITS);

    private RowTimesMatrix() {}

    /**
     * The four sums of Σ row[i]·matrix[line][i] for each of {@link #BLOCK} lines.
     *
     * @param line the first
     * @param stride from one line of the matrix to the next
     * @param length how many places, a multiple of {@link #SUMS}; those beyond the row or the line are 0 in the other, and finite
     * @param sums receives {@link #BLOCK} times {@link #SUMS}, of which {@link #sum} makes one each
     * @param to where the first of them goes
     */
    public static void lines(double[] row, double[] matrix, int line, int stride, int length, double[] sums, int to) {
        if (VECTORS) {
            VectorRowTimesMatrix.lines(row, matrix, line, stride, length, sums, to);
        } else {
            plainLines(row, matrix, line, stride, length, sums, to);
        }
    }

    static void plainLines(double[] row, double[] matrix, int line, int stride, int length, double[] sums, int to) {
        for (int k = 0; k < BLOCK; k++) {
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            for (int i = 0; i < length; i += SUMS) {
                int place = (line + k) * stride + i;
                sum0 += row[i] * matrix[place];
                sum1 += row[i + 1] * matrix[place + 1];
                sum2 += row[i + 2] * matrix[place + 2];
                sum3 += row[i + 3] * matrix[place + 3];
            }
            sums[to + k * SUMS] = sum0;
            sums[to + k * SUMS + 1] = sum1;
            sums[to + k * SUMS + 2] = sum2;
            sums[to + k * SUMS + 3] = sum3;
        }
    }

    /** One of what {@link #lines} found. */
    public static double sum(double[] sums, int at) {
        return (sums[at] + sums[at + 1]) + (sums[at + 2] + sums[at + 3]);
    }

    /**
     * Σ row[i]·matrix[i][column] for each of {@link #BLOCK} columns.
     *
     * @param column the first
     * @param stride from one line of the matrix to the next
     * @param from the first line
     * @param until after the last; a multiple of {@link #SUMS} lines are read, those beyond are 0 and the row is finite there
     * @param sums receives {@link #BLOCK} of them
     * @param to where the first of them goes
     */
    public static void columns(
            double[] row, double[] matrix, int column, int stride, int from, int until, double[] sums, int to) {
        if (VECTORS) {
            VectorRowTimesMatrix.columns(row, matrix, column, stride, from, until, sums, to);
        } else {
            plainColumns(row, matrix, column, stride, from, until, sums, to);
        }
    }

    static void plainColumns(
            double[] row, double[] matrix, int column, int stride, int from, int until, double[] sums, int to) {
        for (int k = 0; k < BLOCK; k++) {
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            for (int i = from; i < until; i += SUMS) {
                int place = i * stride + column + k;
                sum0 += row[i] * matrix[place];
                sum1 += row[i + 1] * matrix[place + stride];
                sum2 += row[i + 2] * matrix[place + 2 * stride];
                sum3 += row[i + 3] * matrix[place + 3 * stride];
            }
            sums[to + k] = (sum0 + sum1) + (sum2 + sum3);
        }
    }
}
