/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowTimesMatrix} by the vector instructions of the processor: a lane is a column, so every sum has its order. */
final class VectorRowTimesMatrix {

    private static final VectorSpecies<Double> LANES = VectorSpecies.of(
            double.class,
            VectorShape.forBitSize(Math.min(VectorDotProduct.bits(), RowTimesMatrix.COLUMNS * Double.SIZE)));

    private static final int STRIDE = RowTimesMatrix.STRIDE;

    private VectorRowTimesMatrix() {}

    /** As {@link RowTimesMatrix#of}. */
    static void of(double[] row, double[] matrix, int first, int length, double[] sums, int to) {
        for (int column = 0; column < RowTimesMatrix.COLUMNS; column += LANES.length()) {
            DoubleVector sum0 = DoubleVector.zero(LANES);
            DoubleVector sum1 = sum0;
            DoubleVector sum2 = sum0;
            DoubleVector sum3 = sum0;
            int at = first + column;
            for (int i = 0; i < length; i += RowTimesMatrix.SUMS) {
                sum0 = plus(sum0, matrix, at + i * STRIDE, row[i]);
                sum1 = plus(sum1, matrix, at + i * STRIDE + STRIDE, row[i + 1]);
                sum2 = plus(sum2, matrix, at + i * STRIDE + 2 * STRIDE, row[i + 2]);
                sum3 = plus(sum3, matrix, at + i * STRIDE + 3 * STRIDE, row[i + 3]);
            }
            sum0.add(sum1).add(sum2.add(sum3)).intoArray(sums, to + column);
        }
    }

    private static DoubleVector plus(DoubleVector sum, double[] matrix, int at, double by) {
        return sum.add(DoubleVector.fromArray(LANES, matrix, at).mul(by));
    }
}
