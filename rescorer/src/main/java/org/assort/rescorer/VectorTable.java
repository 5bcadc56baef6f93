/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;
import org.assort.rescorer.simd.DotProduct;
import org.assort.rescorer.simd.WideRows;

/**
 * The vectors of candidates as int8 codes ({@link VectorCodes}): {@code byte[size][dimension]}, where rows may be missing.
 *
 * <p>A cosine is (a·b) / √(‖a‖²·‖b‖²). The three sums are integers, so neither their order nor the processor's
 * instructions change them; what follows is one rounding to double, one square root and one division, each as IEEE 754
 * says. So a cosine is the same to the bit on every JVM, compiled or not, which sums of floats are not.
 *
 * <p>Rows lie one after the other, each component as its code plus 128, so that none has a sign: a·b = Σ(a+128)(b+128) −
 * 128·Σa − 128·Σb − 128²·dimension. Memory is size·dimension bytes, the dimension rounded up to a multiple of
 * {@value DotProduct#STEP}. Not safe for threads while rows are being set.
 */
public final class VectorTable {

    /** So many squares of -128 fit an int. */
    private static final int MOST_DIMENSIONS = Integer.MAX_VALUE / (128 * 128);

    private static final int OFFSET = 128;

    private final int dimension;
    private final int stride;
    private final int size;
    private final byte[] rows;
    /** ‖row‖²; 0 where the row is missing. */
    private final int[] squaredNorms;
    /** 1/‖row‖, rounded; means nothing where the row is missing. */
    private final double[] scales;
    /** By row what two products with the offset have too much: 128·Σ + 128²·dimension/2. */
    private final int[] excess;

    private int missing;

    /**
     * A table without any vector yet.
     *
     * @param dimension of every vector, in [0, 131071]; 0 where no candidate has one
     * @param size number of candidates; size·dimension is at most 2^31 − 64·size
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
        this.stride = stride(dimension);
        if ((long) stride * size > Integer.MAX_VALUE - DotProduct.STEP) {
            throw new IllegalArgumentException(
                    "[size] times [dimension] must be below 2^31, got [" + size + "] times [" + dimension + "]");
        }
        this.size = size;
        this.rows = new byte[stride * size];
        this.squaredNorms = new int[size];
        this.scales = new double[size];
        this.excess = new int[size];
        this.missing = size;
    }

    private static int stride(int dimension) {
        return (dimension + DotProduct.STEP - 1) / DotProduct.STEP * DotProduct.STEP;
    }

    /** What a table of such a size takes, in bytes. */
    public static long bytes(int dimension, int size) {
        return (long) size * (stride(dimension) + 2 * Integer.BYTES + Double.BYTES);
    }

    /** What the rows that others are compared with take ({@link #wide}), in bytes. */
    static long wideBytes(int dimension, int most) {
        return WideRows.bytes(stride(dimension), most);
    }

    /** A table of some vectors of one dimension, all there. */
    static VectorTable of(byte[]... codes) {
        VectorTable table = new VectorTable(codes.length == 0 ? 0 : codes[0].length, codes.length);
        for (int row = 0; row < codes.length; row++) {
            table.set(row, codes[row]);
        }
        return table;
    }

    /**
     * Sets a row, replacing what it held.
     *
     * @param codes {@code byte[dimension]} of any length as a vector. Null or all 0 has no direction: the row is then missing.
     * @throws IllegalArgumentException if the dimension is not that of the table
     */
    public void set(int row, byte[] codes) {
        if (codes == null) {
            remove(row);
        } else {
            set(row, codes, 0, codes.length);
        }
    }

    /**
     * Sets a row to codes that are part of an array, replacing what it held.
     *
     * @param codes of which those from {@code from} on are taken, as many as {@code length}; all 0 leaves the row missing
     * @throws IllegalArgumentException if the dimension is not that of the table
     */
    public void set(int row, byte[] codes, int from, int length) {
        checkDimension(row, length);
        for (int i = 0; i < length; i++) {
            rows[row * stride + i] = (byte) (codes[from + i] + OFFSET);
        }
        measure(row);
    }

    /**
     * Sets a row to the codes of a vector, as {@link VectorCodes#of} has them, replacing what it held.
     *
     * @param vector {@code float[dimension]}; a zero vector leaves the row missing
     * @throws IllegalArgumentException if the dimension is not that of the table, or a component is not finite
     */
    public void set(int row, float[] vector) {
        checkDimension(row, vector.length);
        float greatest = VectorCodes.greatest(vector);
        if (greatest == 0) {
            remove(row);
        } else {
            VectorCodes.write(vector, greatest, OFFSET, rows, row * stride);
            measure(row);
        }
    }

    /**
     * Sets a row to one of another table, replacing what it held.
     *
     * @throws IllegalArgumentException if the dimensions differ
     */
    public void set(int row, VectorTable other, int otherRow) {
        checkDimension(row, other.dimension);
        System.arraycopy(other.rows, otherRow * stride, rows, row * stride, dimension);
        put(row, other.squaredNorms[otherRow], other.excess[otherRow]);
    }

    private void remove(int row) {
        put(row, 0, 0);
    }

    private void checkDimension(int row, int length) {
        if (length != dimension) {
            throw new IllegalArgumentException("a vector must have the dimension [" + dimension + "], got [" + length
                    + "] for candidate [" + row + "]");
        }
    }

    /** Sums what has been written to a row: Σc and Σc² of codes c, from those of u = c + 128. */
    private void measure(int row) {
        int sum = 0;
        for (int i = row * stride; i < row * stride + dimension; i++) {
            sum += Byte.toUnsignedInt(rows[i]);
        }
        sum -= OFFSET * dimension;
        // Modulo 2^32, in which the result fits.
        int squares = DotProduct.of(rows, row * stride, rows, row * stride, stride);
        put(row, squares - 2 * OFFSET * sum - OFFSET * OFFSET * dimension, OFFSET * sum + excessOfZero());
    }

    private void put(int row, int squaredNorm, int tooMuch) {
        missing -= has(row) ? 0 : 1;
        squaredNorms[row] = squaredNorm;
        scales[row] = 1 / Math.sqrt(squaredNorm);
        excess[row] = tooMuch;
        missing += has(row) ? 0 : 1;
    }

    /** Whether the row is set. */
    public boolean has(int row) {
        return squaredNorms[row] != 0;
    }

    /** A copy of the codes that were set; null where the row is missing. */
    public byte[] codes(int row) {
        if (!has(row)) {
            return null;
        }
        byte[] codes = Arrays.copyOfRange(rows, row * stride, row * stride + dimension);
        for (int i = 0; i < dimension; i++) {
            codes[i] -= (byte) OFFSET;
        }
        return codes;
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
        return size;
    }

    /** Number of missing rows. */
    public int missing() {
        return missing;
    }

    /**
     * Cosine of two rows, in [-1, 1]; 0 where one is missing. Symmetric to the bit, and exactly 1 or -1 where they are parallel.
     */
    public double cosine(int i, int j) {
        return cosine(i, this, j);
    }

    /** Cosine of a row and one of another table of the same dimension, in [-1, 1]; 0 where one is missing. */
    double cosine(int i, VectorTable other, int j) {
        int squaredNorm = squaredNorms[i];
        int otherSquaredNorm = other.squaredNorms[j];
        if (squaredNorm == 0 || otherSquaredNorm == 0) {
            return 0;
        }
        int dot = DotProduct.of(rows, i * stride, other.rows, j * stride, stride) - excess[i] - other.excess[j];
        // Within [-1, 1] without a clamp: |dot| is at most the exact root, and rounding keeps the order of what it
        // rounds.
        return dot / Math.sqrt((double) ((long) squaredNorm * otherSquaredNorm));
    }

    /**
     * Rows of this table, to be added, that others are compared with several at a time.
     *
     * @param most how many there will be at most
     */
    WideRows wide(int most) {
        return new WideRows(stride, most);
    }

    /** Adds a row that is set. */
    void add(int row, WideRows to) {
        to.add(rows, row * stride, excess[row], squaredNorms[row]);
    }

    /** As {@link WideRows#products}, of a row that is set. */
    void products(int row, WideRows others, int first, int[] products, int at) {
        others.products(rows, row * stride, first, products, at);
    }

    /**
     * Cosines of a row and {@link WideRows#BLOCK} others, each as {@link #cosine(int, int)} has it, of what {@link #products} found.
     *
     * @param others rows of this table
     * @param first of the others, as for the products; beyond the last the cosine is 0
     * @param cosines receives them from a place on
     */
    void cosines(int row, WideRows others, int first, int[] products, int at, double[] cosines, int to) {
        others.cosines(products, at, excess[row], squaredNorms[row], first, cosines, to);
    }

    /** As {@link WideRows#similarities}, of a row that is set. */
    void similarities(int row, WideRows others, int first, int[] products, int at, double[] similarities, int to) {
        others.similarities(products, at, excess[row], scales[row], first, similarities, to);
    }

    private int excessOfZero() {
        return OFFSET * OFFSET / 2 * dimension;
    }
}
