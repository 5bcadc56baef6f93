/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link WideRows} by the vector instructions of the processor, with the sums of {@link VectorDotProduct}.
 *
 * <p>One method written out row by row: an array of vectors would be one of objects. Its length matters: longer, and the compiler
 * gives up half-way; shorter, and it puts the method into its callers and gives up there. Where it does, every step is a call and
 * an object.
 */
final class VectorWideRows {

    private static final VectorSpecies<Short> SHORTS = VectorDotProduct.SHORTS;
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(
            double.class, VectorShape.forBitSize(Math.min(SHORTS.vectorBitSize(), WideRows.BLOCK * Double.SIZE)));

    private VectorWideRows() {}

    /** As {@link WideRows#cosines}. */
    static void cosines(
            WideRows others,
            int length,
            byte[] bytes,
            int from,
            int tooMuch,
            int squaredNorm,
            int first,
            double[] cosines,
            int at) {
        int row = first * length;
        IntVector pairs0 = SHORTS.zero().reinterpretAsInts();
        IntVector high0 = pairs0;
        IntVector pairs1 = pairs0;
        IntVector high1 = pairs0;
        IntVector pairs2 = pairs0;
        IntVector high2 = pairs0;
        IntVector pairs3 = pairs0;
        IntVector high3 = pairs0;
        for (int i = 0; i < length; i += SHORTS.length()) {
            ShortVector shorts = VectorDotProduct.shorts(bytes, from + i);
            IntVector products0 = products(shorts, others.rows, row + i);
            pairs0 = pairs0.add(products0);
            high0 = high0.add(VectorDotProduct.high(products0));
            IntVector products1 = products(shorts, others.rows, row + i + length);
            pairs1 = pairs1.add(products1);
            high1 = high1.add(VectorDotProduct.high(products1));
            IntVector products2 = products(shorts, others.rows, row + i + 2 * length);
            pairs2 = pairs2.add(products2);
            high2 = high2.add(VectorDotProduct.high(products2));
            IntVector products3 = products(shorts, others.rows, row + i + 3 * length);
            pairs3 = pairs3.add(products3);
            high3 = high3.add(VectorDotProduct.high(products3));
        }
        cosines[at] = VectorDotProduct.sum(pairs0, high0) - tooMuch - others.excess[first];
        cosines[at + 1] = VectorDotProduct.sum(pairs1, high1) - tooMuch - others.excess[first + 1];
        cosines[at + 2] = VectorDotProduct.sum(pairs2, high2) - tooMuch - others.excess[first + 2];
        cosines[at + 3] = VectorDotProduct.sum(pairs3, high3) - tooMuch - others.excess[first + 3];
        for (int r = 0; r < WideRows.BLOCK; r += DOUBLES.length()) {
            DoubleVector norms = DoubleVector.fromArray(DOUBLES, others.squaredNorms, first + r)
                    .mul(squaredNorm)
                    .lanewise(VectorOperators.SQRT);
            DoubleVector.fromArray(DOUBLES, cosines, at + r).div(norms).intoArray(cosines, at + r);
        }
    }

    /** Widens a row. */
    static void widen(byte[] bytes, int from, short[] to, int at, int length) {
        for (int i = 0; i < length; i += SHORTS.length()) {
            VectorDotProduct.shorts(bytes, from + i).intoArray(to, at + i);
        }
    }

    private static IntVector products(ShortVector row, short[] others, int from) {
        return row.mul(ShortVector.fromArray(SHORTS, others, from)).reinterpretAsInts();
    }
}
