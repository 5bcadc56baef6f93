/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

import java.util.Arrays;

/**
 * Rows of bytes without a sign, widened once and one after the other, so that a further row is compared with {@value #BLOCK} of
 * them in one loop: most of what a single {@link DotProduct} takes is widening. Memory is 2·length bytes a row.
 */
public final class WideRows {

    /** With so many a row is compared at once. */
    public static final int BLOCK = 4;

    private static final boolean VECTORS = VectorInstructions.ofBits(VectorInstructions.LEAST_BITS);

    /** So many there is room for at first. */
    private static final int FEW = 64;

    private final int length;
    private final int most;
    private final int zero;
    private final int excessOfZero;

    /** {@code short[capacity + BLOCK][length]}. Who is not there yet is a row of zeros with a norm of 1: its cosines are 0. */
    short[] rows;
    /** By row what a product with it has too much, modulo 2^32. */
    int[] excess;

    double[] squaredNorms;
    private int count;

    /**
     * No row yet.
     *
     * @param length of every row, a multiple of {@link DotProduct#STEP}
     * @param most rows to come
     * @param zero what stands for 0 in a row, in [0, 255]
     * @param excessOfZero what a product with a row of zeros has too much, beside what it has for the other row
     */
    public WideRows(int length, int most, int zero, int excessOfZero) {
        this.length = length;
        this.most = most;
        this.zero = zero;
        this.excessOfZero = excessOfZero;
        this.rows = new short[0];
        this.excess = new int[0];
        this.squaredNorms = new double[0];
        grow(Math.min(most, FEW) + BLOCK);
    }

    private void grow(int to) {
        int from = excess.length;
        rows = Arrays.copyOf(rows, to * length);
        Arrays.fill(rows, from * length, to * length, (short) zero);
        excess = Arrays.copyOf(excess, to);
        Arrays.fill(excess, from, to, excessOfZero);
        squaredNorms = Arrays.copyOf(squaredNorms, to);
        Arrays.fill(squaredNorms, from, to, 1);
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
     * (product − what it has too much) / √(squared norm · other squared norm) of a row and {@link #BLOCK} of these. The products
     * are integers, modulo 2^32; what follows is one root and one division each, as IEEE 754 says: so the cosines are the same to
     * the bit however they are computed.
     *
     * @param from where the row begins
     * @param tooMuch as for {@link #add}
     * @param squaredNorm as for {@link #add}
     * @param first of these, at most {@link #count}; beyond the last the cosine is 0
     * @param cosines receives them from a place on
     */
    public void cosines(byte[] bytes, int from, int tooMuch, int squaredNorm, int first, double[] cosines, int at) {
        if (VECTORS) {
            VectorWideRows.cosines(this, length, bytes, from, tooMuch, squaredNorm, first, cosines, at);
        } else {
            plain(bytes, from, tooMuch, squaredNorm, first, cosines, at);
        }
    }

    void plain(byte[] bytes, int from, int tooMuch, int squaredNorm, int first, double[] cosines, int at) {
        for (int r = 0; r < BLOCK; r++) {
            int dot = 0 - tooMuch - excess[first + r];
            for (int i = 0; i < length; i++) {
                dot += Byte.toUnsignedInt(bytes[from + i]) * rows[(first + r) * length + i];
            }
            cosines[at + r] = dot / Math.sqrt(squaredNorm * squaredNorms[first + r]);
        }
    }
}
