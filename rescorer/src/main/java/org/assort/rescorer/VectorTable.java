/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import org.apache.lucene.util.VectorUtil;

/**
 * The vectors of candidates as int8 codes ({@link VectorCodes}): {@code byte[size][dimension]}, where rows may be missing.
 *
 * <p>A cosine is (a·b) / √(‖a‖²·‖b‖²). The three sums are integers, so neither their order nor the processor's
 * instructions change them; what follows is one rounding to double, one square root and one division, each as IEEE 754
 * says. So a cosine is the same to the bit on every JVM, compiled or not, which sums of floats are not.
 *
 * <p>Memory is size·dimension bytes for rows that are set. Not safe for threads while rows are being set.
 */
public final class VectorTable {

    /** So many squares of -128 fit an int. */
    private static final int MOST_DIMENSIONS = Integer.MAX_VALUE / (128 * 128);

    private final int dimension;
    private final byte[][] rows;
    private final int[] squaredNorms;
    private int missing;

    /**
     * A table without any vector yet.
     *
     * @param dimension of every vector, in [0, 131071]; 0 where no candidate has one
     * @param size number of candidates
     * @throws IllegalArgumentException if one is out of its range
     */
    public VectorTable(int dimension, int size) {
        if (dimension < 0 || dimension > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "[dimension] must be in [0, " + MOST_DIMENSIONS + "], got [" + dimension + "]");
        }
        if (size < 0) {
            throw new IllegalArgumentException("[size] must be at least 0, got [" + size + "]");
        }
        this.dimension = dimension;
        this.rows = new byte[size][];
        this.squaredNorms = new int[size];
        this.missing = size;
    }

    /**
     * Sets a row, replacing what it held.
     *
     * @param codes {@code byte[dimension]} of any length as a vector; kept, not copied. Null or all 0 has no direction:
     *     the row is then missing.
     * @throws IllegalArgumentException if the dimension is not that of the table
     */
    public void set(int row, byte[] codes) {
        if (codes != null && codes.length != dimension) {
            throw new IllegalArgumentException("a vector must have the dimension [" + dimension + "], got ["
                    + codes.length + "] for candidate [" + row + "]");
        }
        int squaredNorm = codes == null ? 0 : VectorUtil.dotProduct(codes, codes);
        if (rows[row] != null) {
            missing++;
        }
        rows[row] = squaredNorm == 0 ? null : codes;
        squaredNorms[row] = squaredNorm;
        if (rows[row] != null) {
            missing--;
        }
    }

    /** Whether the row is set. */
    public boolean has(int row) {
        return rows[row] != null;
    }

    /** The codes that were set, not a copy; null where the row is missing. */
    public byte[] codes(int row) {
        return rows[row];
    }

    /** Length of the codes as a vector; 0 where the row is missing. */
    double length(int row) {
        return Math.sqrt(squaredNorms[row]);
    }

    /** Components of every vector. */
    public int dimension() {
        return dimension;
    }

    /** Number of rows, missing ones included. */
    public int size() {
        return rows.length;
    }

    /** Number of missing rows. */
    public int missing() {
        return missing;
    }

    /**
     * Cosine of two rows, in [-1, 1]; 0 where one is missing. Symmetric to the bit, and exactly 1 for a row and itself.
     */
    public double cosine(int i, int j) {
        byte[] a = rows[i];
        byte[] b = rows[j];
        return a == null || b == null ? 0 : cosine(VectorUtil.dotProduct(a, b), squaredNorms[i], squaredNorms[j]);
    }

    /**
     * Cosines of pairs of rows, each as {@link #cosine(int, int)} has it. For many at once: a method with one
     * plain loop is compiled as well as it can be, wherever it is called from.
     *
     * @param rows {@code int[size]} at least
     * @param others {@code int[size]} at least
     * @param cosines receives {@code size} values
     */
    void cosines(int[] rows, int[] others, int size, double[] cosines) {
        for (int k = 0; k < size; k++) {
            cosines[k] = cosine(rows[k], others[k]);
        }
    }

    /**
     * Cosine of a row and a query, in [-1, 1]; 0 where the row is missing or the query is all 0.
     *
     * @param query codes, {@code byte[dimension]}
     */
    public double cosine(int i, byte[] query) {
        return cosine(i, query, squaredNorm(query));
    }

    /** The same, for a query whose {@link #squaredNorm} is known. */
    double cosine(int i, byte[] query, int squaredNorm) {
        byte[] row = rows[i];
        return row == null || squaredNorm == 0
                ? 0
                : cosine(VectorUtil.dotProduct(row, query), squaredNorms[i], squaredNorm);
    }

    /** ‖codes‖². */
    static int squaredNorm(byte[] codes) {
        return VectorUtil.dotProduct(codes, codes);
    }

    private static double cosine(int dot, int squaredNorm, int otherSquaredNorm) {
        // Within [-1, 1] without a clamp: |dot| is at most the exact root, and rounding keeps the order of what it
        // rounds.
        return dot / Math.sqrt((double) ((long) squaredNorm * otherSquaredNorm));
    }
}
