/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

import java.util.Arrays;

/**
 * Rows of bytes without a sign, widened once and one after the other, so that a further row is compared with {@value #BLOCK} of
 * them in one loop: most of what a single {@link DotProduct} takes is widening. Memory is 2·length bytes a row, and a few.
 */
public final class WideRows {

    /** With so many a row is compared at once. */
    public static final int BLOCK = 4;

    private static final boolean VECTORS = VectorInstructions.ofBits(VectorInstructions.LEAST_BITS);

    /** So many there is room for at first. */
    private static final int FEW = 64;

    private final int length;
    private final int most;

    /** {@code short[capacity + BLOCK][length]}. */
    short[] rows;
    /** By row what a product with it has too much, modulo 2^32. */
    int[] excess;
    /** Infinite where no row is yet, so that the cosine is 0 whatever the product is. */
    double[] squaredNorms;
    /** 1 / √ of them. */
    double[] scales;

    private int count;

    /**
     * No row yet.
     *
     * @param length of every row, a multiple of {@link DotProduct#STEP}
     * @param most rows to come
     */
    public WideRows(int length, int most) {
        this.length = length;
        this.most = most;
        this.rows = new short[0];
        this.excess = new int[0];
        this.squaredNorms = new double[0];
        this.scales = new double[0];
        grow(Math.min(most, FEW) + BLOCK);
    }

    /** What so many rows take, in bytes: twice while they grow. */
    public static long bytes(int length, int most) {
        return 2L * (most + BLOCK) * ((long) length * Short.BYTES + Integer.BYTES + 2 * Double.BYTES);
    }

    private void grow(int to) {
        int from = excess.length;
        rows = Arrays.copyOf(rows, to * length);
        excess = Arrays.copyOf(excess, to);
        squaredNorms = Arrays.copyOf(squaredNorms, to);
        scales = Arrays.copyOf(scales, to);
        Arrays.fill(squaredNorms, from, to, Double.POSITIVE_INFINITY);
    }

    /**
     * One more row.
     *
     * @param from where it begins
     * @param tooMuch what a product with it has too much, modulo 2^32
     * @param squaredNorm its squared norm, above 0
     */
    public void add(byte[] bytes, int from, int tooMuch, int squaredNorm) {
        if (count + BLOCK == excess.length) {
            grow(Math.min(2 * count, most) + BLOCK);
        }
        if (VECTORS) {
            VectorWideRows.widen(bytes, from, rows, count * length, length);
        } else {
            widen(bytes, from, count * length);
        }
        excess[count] = tooMuch;
        squaredNorms[count] = squaredNorm;
        scales[count] = 1 / Math.sqrt(squaredNorm);
        count++;
    }

    private void widen(byte[] bytes, int from, int at) {
        for (int i = 0; i < length; i++) {
            rows[at + i] = (short) Byte.toUnsignedInt(bytes[from + i]);
        }
    }

    /** How many. */
    public int count() {
        return count;
    }

    /**
     * Products of a row and {@link #BLOCK} of these, modulo 2^32, with what they have too much.
     *
     * @param from where the row begins
     * @param first of these, at most {@link #count}
     * @param products receives them from a place on; what is beyond the last of these means nothing
     */
    public void products(byte[] bytes, int from, int first, int[] products, int at) {
        if (!VECTORS) {
            plainProducts(bytes, from, first, products, at);
        } else if (count - first == 1) {
            products[at] = VectorWideRows.product(rows, length, bytes, from, first);
        } else {
            VectorWideRows.products(rows, length, bytes, from, first, products, at);
        }
    }

    void plainProducts(byte[] bytes, int from, int first, int[] products, int at) {
        for (int r = 0; r < BLOCK; r++) {
            int product = 0;
            for (int i = 0; i < length; i++) {
                product += Byte.toUnsignedInt(bytes[from + i]) * rows[(first + r) * length + i];
            }
            products[at + r] = product;
        }
    }

    /**
     * Cosines, (product − what it has too much) / √(squared norm · other squared norm), of what {@link #products} found. The products
     * are integers; what follows is one root and one division each, as IEEE 754 says: so the cosines are the same to the bit however
     * they are computed.
     *
     * <p>It is a step of its own, to be taken for several rows after the products of all: what has just been written as four ints
     * cannot be read as one vector yet, and the processor waits.
     *
     * @param products from a place on
     * @param tooMuch as for {@link #add}, of the row
     * @param squaredNorm as for {@link #add}, of the row
     * @param first as the products were found for; beyond the last of these the cosine is 0
     * @param cosines receives them from a place on
     */
    public void cosines(int[] products, int at, int tooMuch, int squaredNorm, int first, double[] cosines, int to) {
        if (VECTORS) {
            VectorWideRows.cosines(this, products, at, tooMuch, squaredNorm, first, cosines, to);
        } else {
            plainCosines(products, at, tooMuch, squaredNorm, first, cosines, to);
        }
    }

    void plainCosines(int[] products, int at, int tooMuch, int squaredNorm, int first, double[] cosines, int to) {
        for (int r = 0; r < BLOCK; r++) {
            int dot = products[at + r] - tooMuch - excess[first + r];
            cosines[to + r] = dot / Math.sqrt(squaredNorm * squaredNorms[first + r]);
        }
    }

    /**
     * (1 + cosine) / 2 without a root and a division each: the cosine is the product times 1/√ of both squared norms, and so off by
     * some 1e-16: it may leave [0, 1] by as much. The same to the bit however they are computed.
     *
     * @param products from a place on
     * @param tooMuch as for {@link #add}, of the row
     * @param scale 1/√ of the row's squared norm
     * @param first as the products were found for; beyond the last of these it is 1/2
     * @param similarities receives them from a place on
     */
    public void similarities(
            int[] products, int at, int tooMuch, double scale, int first, double[] similarities, int to) {
        if (VECTORS) {
            VectorWideRows.similarities(this, products, at, tooMuch, scale, first, similarities, to);
        } else {
            plainSimilarities(products, at, tooMuch, scale, first, similarities, to);
        }
    }

    void plainSimilarities(
            int[] products, int at, int tooMuch, double scale, int first, double[] similarities, int to) {
        for (int r = 0; r < BLOCK; r++) {
            int dot = products[at + r] - tooMuch - excess[first + r];
            similarities[to + r] = (dot * (scale * scales[first + r]) + 1) * 0.5;
        }
    }
}
