/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

/**
 * The dot product of two rows of bytes without a sign. Integers, so that every way to compute it gives the same.
 */
public final class DotProduct {

    /** Rows are this long, or a multiple of it; what is beyond their components is 0. */
    public static final int STEP = 64;

    private static final boolean VECTORS = VectorInstructions.ofBits(VectorInstructions.LEAST_BITS);

    private DotProduct() {}

    /**
     * Σ a·b of bytes that count from 0 to 255, modulo 2^32.
     *
     * @param length a multiple of {@link #STEP}
     */
    public static int of(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
        return VECTORS ? VectorDotProduct.of(a, aFrom, b, bFrom, length) : plain(a, aFrom, b, bFrom, length);
    }

    static int plain(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += Byte.toUnsignedInt(a[aFrom + i]) * Byte.toUnsignedInt(b[bFrom + i]);
        }
        return sum;
    }
}
