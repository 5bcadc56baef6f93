/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The dot product of bytes without a sign, by the vector instructions of the processor. The incubating module
 * is asked for by the classes named {@code Vector…} alone, so that nothing else fails where a JVM runs without.
 *
 * <p>A product of two such bytes fills 16 bits, and two neighbours are one int w = 2^16·h + l. Instead of widening each, w and
 * h = w ⋙ 16 are summed: Σ(h + l) = Σw − (2^16 − 1)·Σh, all modulo 2^32. That saves half of the instructions of widening.
 */
final class VectorDotProduct {

    static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));
    private static final int STEP = SHORTS.length();

    private VectorDotProduct() {}

    /** Bits of a vector. */
    static int bits() {
        return SHORTS.vectorBitSize();
    }

    /** As {@link DotProduct#of}. */
    static int of(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
        // Made here: a vector that lives longer is an object, and the loop would make one at every step.
        IntVector pairs = SHORTS.zero().reinterpretAsInts();
        IntVector high = pairs;
        for (int i = 0; i < length; i += STEP) {
            IntVector products = shorts(a, aFrom + i).mul(shorts(b, bFrom + i)).reinterpretAsInts();
            pairs = pairs.add(products);
            high = high.add(high(products));
        }
        return sum(pairs, high);
    }

    /** Bytes from a place on, widened. */
    static ShortVector shorts(byte[] bytes, int from) {
        return (ShortVector)
                ByteVector.fromArray(BYTES, bytes, from).convertShape(VectorOperators.ZERO_EXTEND_B2S, SHORTS, 0);
    }

    /** h of each w. */
    static IntVector high(IntVector products) {
        return products.lanewise(VectorOperators.LSHR, Short.SIZE);
    }

    /** Σ(h + l), of the sums of w and of h. */
    static int sum(IntVector pairs, IntVector high) {
        return pairs.sub(high.mul((1 << Short.SIZE) - 1)).reduceLanes(VectorOperators.ADD);
    }
}
