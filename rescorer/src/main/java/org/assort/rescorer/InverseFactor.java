/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;
import org.assort.rescorer.simd.RowTimesMatrix;

/**
 * The inverse of a Cholesky factor that grows by a row at a time: lower triangular, n rows after n calls of {@link #append}. A row
 * of the factor is the product of a row of kernel entries and the inverse, each entry for itself.
 *
 * <p>Kept in rows, so that what an entry is made of lies together. Memory is 8·n² bytes for n rows to come.
 */
final class InverseFactor {

    /** So many entries are computed at once, from any on. */
    static final int BLOCK = RowTimesMatrix.BLOCK;

    /** So many numbers are found for each entry. */
    static final int SUMS = RowTimesMatrix.SUMS;

    /** How far a product goes is a multiple of this, or as far as anything is: of many different lengths no processor foresees the end. */
    private static final int LENGTHS = 16;

    /** So many rows there is room for at first. */
    private static final int FEW = 64;

    private final int most;
    private final int length;
    /** {@code double[capacity + BLOCK][length]}, 0 above the diagonal and below the last row. */
    private double[] rows;

    private int capacity;
    private int count;
    /** The count, rounded up to a multiple of {@link #SUMS}. */
    private int filled;

    /**
     * No row yet.
     *
     * @param most rows to come, at most 32768
     */
    InverseFactor(int most) {
        this.most = most;
        this.length = length(most);
        this.capacity = Math.min(most, FEW);
        this.rows = new double[(capacity + BLOCK) * length];
    }

    private static int length(int most) {
        return rounded(most + BLOCK, SUMS);
    }

    /** What one of so many rows takes, in bytes, and each row of kernel entries beside it. */
    static long bytesOfRow(int most) {
        return (long) length(most) * Double.BYTES;
    }

    /** What all takes, in bytes: twice while it grows. */
    static long bytes(int most) {
        return 2L * (most + BLOCK) * bytesOfRow(most);
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
     * Entries of a row of the factor, each as {@link #SUMS} numbers of which {@link #entry} makes it: a step of its own, to be taken
     * for several candidates after the sums of all.
     *
     * @param row {@code double[length]} kernel entries of a candidate and those whose rows are here
     * @param first entry, below {@link #count}
     * @param sums receives those of {@link #BLOCK} entries; behind the last one they are 0
     * @param at where the first goes
     */
    void sums(double[] row, int first, double[] sums, int at) {
        RowTimesMatrix.lines(row, rows, first, length, Math.min(rounded(first + BLOCK, LENGTHS), filled), sums, at);
    }

    /** An entry of the numbers that {@link #sums} found for it. */
    static double entry(double[] sums, int at) {
        return RowTimesMatrix.sum(sums, at);
    }

    /**
     * One more row of the factor.
     *
     * @param row its entries but the last, {@code double[length]}
     * @param last entry, above 0
     */
    void append(double[] row, double last) {
        if (count == capacity) {
            capacity = Math.min(2 * capacity, most);
            rows = Arrays.copyOf(rows, (capacity + BLOCK) * length);
        }
        double scale = 1 / last;
        int begin = count * length;
        // Above the diagonal the inverse is 0: a block of columns begins with the line of its first.
        for (int column = 0; column < count; column += BLOCK) {
            RowTimesMatrix.columns(row, rows, column, length, column, count, rows, begin + column);
        }
        for (int at = begin; at < begin + count; at++) {
            rows[at] *= -scale;
        }
        rows[begin + count] = scale;
        count++;
        filled = rounded(count, SUMS);
    }

    /** Rounded up to a multiple. */
    private static int rounded(int length, int of) {
        return (length + of - 1) / of * of;
    }
}
