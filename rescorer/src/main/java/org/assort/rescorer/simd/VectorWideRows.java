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
 * <p>The products are one method written out row by row: an array of vectors would be one of objects. Its length matters: longer,
 * and the compiler gives up half-way; shorter, and it puts the method into its callers and gives up there. Where it does, every
 * step is a call and an object.
 */
final class VectorWideRows {

    private static final VectorSpecies<Short> SHORTS = VectorDotProduct.SHORTS;
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(
            double.class, VectorShape.forBitSize(Math.min(SHORTS.vectorBitSize(), WideRows.BLOCK * Double.SIZE)));
    /** As many as {@link #DOUBLES}. */
    private static final VectorSpecies<Integer> INTS =
            VectorSpecies.of(int.class, VectorShape.forBitSize(DOUBLES.length() * Integer.SIZE));

    private VectorWideRows() {}

    /** As {@link WideRows#products}. */
    static void products(short[] rows, int length, byte[] bytes, int from, int first, int[] products, int at) {
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
            IntVector products0 =
                    shorts.mul(ShortVector.fromArray(SHORTS, rows, row + i)).reinterpretAsInts();
            pairs0 = pairs0.add(products0);
            high0 = high0.add(products0.lanewise(VectorOperators.LSHR, Short.SIZE));
            IntVector products1 = shorts.mul(ShortVector.fromArray(SHORTS, rows, row + i + length))
                    .reinterpretAsInts();
            pairs1 = pairs1.add(products1);
            high1 = high1.add(products1.lanewise(VectorOperators.LSHR, Short.SIZE));
            IntVector products2 = shorts.mul(ShortVector.fromArray(SHORTS, rows, row + i + 2 * length))
                    .reinterpretAsInts();
            pairs2 = pairs2.add(products2);
            high2 = high2.add(products2.lanewise(VectorOperators.LSHR, Short.SIZE));
            IntVector products3 = shorts.mul(ShortVector.fromArray(SHORTS, rows, row + i + 3 * length))
                    .reinterpretAsInts();
            pairs3 = pairs3.add(products3);
            high3 = high3.add(products3.lanewise(VectorOperators.LSHR, Short.SIZE));
        }
        products[at] = VectorDotProduct.sum(pairs0, high0);
        products[at + 1] = VectorDotProduct.sum(pairs1, high1);
        products[at + 2] = VectorDotProduct.sum(pairs2, high2);
        products[at + 3] = VectorDotProduct.sum(pairs3, high3);
    }

    /** The first of these products alone. */
    static int product(short[] rows, int length, byte[] bytes, int from, int first) {
        int row = first * length;
        IntVector pairs = SHORTS.zero().reinterpretAsInts();
        IntVector high = pairs;
        for (int i = 0; i < length; i += SHORTS.length()) {
            IntVector products = products(VectorDotProduct.shorts(bytes, from + i), rows, row + i);
            pairs = pairs.add(products);
            high = high.add(VectorDotProduct.high(products));
        }
        return VectorDotProduct.sum(pairs, high);
    }

    /** As {@link WideRows#cosines}. */
    static void cosines(
            WideRows others,
            int[] products,
            int at,
            int tooMuch,
            int squaredNorm,
            int first,
            double[] cosines,
            int to) {
        for (int r = 0; r < WideRows.BLOCK; r += DOUBLES.length()) {
            DoubleVector norms = DoubleVector.fromArray(DOUBLES, others.squaredNorms, first + r)
                    .mul(squaredNorm)
                    .lanewise(VectorOperators.SQRT);
            dots(others, products, at + r, tooMuch, first + r).div(norms).intoArray(cosines, to + r);
        }
    }

    /** As {@link WideRows#similarities}. */
    static void similarities(
            WideRows others,
            int[] products,
            int at,
            int tooMuch,
            double scale,
            int first,
            double[] similarities,
            int to) {
        for (int r = 0; r < WideRows.BLOCK; r += DOUBLES.length()) {
            DoubleVector scales =
                    DoubleVector.fromArray(DOUBLES, others.scales, first + r).mul(scale);
            dots(others, products, at + r, tooMuch, first + r)
                    .mul(scales)
                    .add(1)
                    .mul(0.5)
                    .intoArray(similarities, to + r);
        }
    }

    private static DoubleVector dots(WideRows others, int[] products, int at, int tooMuch, int first) {
        IntVector dots = IntVector.fromArray(INTS, products, at)
                .sub(IntVector.fromArray(INTS, others.excess, first))
                .sub(tooMuch);
        return (DoubleVector) dots.convertShape(VectorOperators.I2D, DOUBLES, 0);
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
