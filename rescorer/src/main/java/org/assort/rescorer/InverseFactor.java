/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import org.assort.rescorer.simd.RowTimesMatrix;

/**
 * The inverse of a Cholesky factor that grows by a row at a time: lower triangular, n rows after n calls of {@link #append}. A row
 * of the factor is the product of a row of kernel entries and the inverse, each entry for itself.
 *
 * <p>Kept as columns, which are rows of the inverse, in panels of {@value #COLUMNS}: what is asked for together lies together, and
 * the distance from line to line of a panel is known to the compiler. Each panel has the first few columns of the next one as well,
 * so that no block of columns is cut. A panel is as long as its last column, and is there once it has one: 4·n² bytes in all.
 */
final class InverseFactor {

    /** So many columns are computed at once, from any on. */
    static final int BLOCK = RowTimesMatrix.COLUMNS;

    /** Columns that begin in a panel. */
    private static final int COLUMNS = RowTimesMatrix.STRIDE - BLOCK;

    /** Lengths of rows are multiples of this: of many different ones no processor foresees where they end. */
    private static final int LENGTHS = 16;

    /** Sums that do not wait for each other. */
    private static final int LINES = 4;

    private final int length;
    private final double[][] panels;
    private int count;
    /** The count, rounded up to a multiple of {@link #LINES}. */
    private int filled;

    /**
     * No row yet.
     *
     * @param most rows to come
     */
    InverseFactor(int most) {
        this.length = rounded(most + BLOCK);
        this.panels = new double[most / COLUMNS + 1][];
    }

    /** Rows of the factor so far. */
    int count() {
        return count;
    }

    /** How long a row is: what is behind its entries, or above the diagonal, is finite and means nothing. */
    int length() {
        return length;
    }

    /**
     * Entries of a row of the factor.
     *
     * @param row {@code double[length]} kernel entries of a candidate and those whose rows are here
     * @param first entry, below {@link #count}
     * @param entries receives {@link #BLOCK} of them; behind the last one they are 0
     * @param at where the first goes
     */
    void entries(double[] row, int first, double[] entries, int at) {
        RowTimesMatrix.of(
                row, panels[first / COLUMNS], first % COLUMNS, Math.min(rounded(first + BLOCK), filled), entries, at);
    }

    /**
     * One more row of the factor.
     *
     * @param row its entries but the last, {@code double[length]}
     * @param last entry, above 0
     */
    void append(double[] row, double last) {
        int panel = count / COLUMNS;
        if (panels[panel] == null) {
            panels[panel] =
                    new double[Math.min(rounded((panel + 1) * COLUMNS + BLOCK), length) * RowTimesMatrix.STRIDE];
        }
        double scale = 1 / last;
        for (int line = 0; line < count; line += LINES) {
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            // Above the diagonal the inverse is 0.
            for (int from = line; from < count; from = (from / COLUMNS + 1) * COLUMNS) {
                double[] columns = panels[from / COLUMNS];
                int to = Math.min(count - from, COLUMNS - from % COLUMNS);
                int at = line * RowTimesMatrix.STRIDE + from % COLUMNS;
                for (int k = 0; k < to; k++) {
                    sum0 += columns[at + k] * row[from + k];
                    sum1 += columns[at + k + RowTimesMatrix.STRIDE] * row[from + k];
                    sum2 += columns[at + k + 2 * RowTimesMatrix.STRIDE] * row[from + k];
                    sum3 += columns[at + k + 3 * RowTimesMatrix.STRIDE] * row[from + k];
                }
            }
            put(line, -sum0 * scale);
            put(line + 1, -sum1 * scale);
            put(line + 2, -sum2 * scale);
            put(line + 3, -sum3 * scale);
        }
        put(count, scale);
        count++;
        filled = (count + LINES - 1) / LINES * LINES;
    }

    private void put(int line, double value) {
        int panel = count / COLUMNS;
        int column = count % COLUMNS;
        panels[panel][line * RowTimesMatrix.STRIDE + column] = value;
        if (column < BLOCK && panel > 0) {
            panels[panel - 1][line * RowTimesMatrix.STRIDE + COLUMNS + column] = value;
        }
    }

    private static int rounded(int length) {
        return (length + LENGTHS - 1) / LENGTHS * LENGTHS;
    }
}
