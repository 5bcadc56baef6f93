/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowTimesMatrix} by the vector instructions of the processor: a lane is a sum, or a column, so every sum has its order. */
final class VectorRowTimesMatrix {

    private static final VectorSpecies<Double> LANES = VectorSpecies.of(
            double.class, VectorShape.forBitSize(Math.min(VectorDotProduct.bits(), RowTimesMatrix.SUMS * Double.SIZE)));

    private static final int SUMS = RowTimesMatrix.SUMS;

    private VectorRowTimesMatrix() {}

    /** As {@link RowTimesMatrix#lines}. */
    static void lines(double[] row, double[] matrix, int line, int stride, int length, double[] sums, int to) {
        for (int lane = 0; lane < SUMS; lane += LANES.length()) {
            DoubleVector sum0 = DoubleVector.zero(LANES);
            DoubleVector sum1 = sum0;
            DoubleVector sum2 = sum0;
            DoubleVector sum3 = sum0;
            int first = line * stride + lane;
            for (int i = 0; i < length; i += SUMS) {
                DoubleVector some = DoubleVector.fromArray(LANES, row, lane + i);
                sum0 = sum0.add(some.mul(DoubleVector.fromArray(LANES, matrix, first + i)));
                sum1 = sum1.add(some.mul(DoubleVector.fromArray(LANES, matrix, first + stride + i)));
                sum2 = sum2.add(some.mul(DoubleVector.fromArray(LANES, matrix, first + 2 * stride + i)));
                sum3 = sum3.add(some.mul(DoubleVector.fromArray(LANES, matrix, first + 3 * stride + i)));
            }
            sum0.intoArray(sums, to + lane);
            sum1.intoArray(sums, to + lane + SUMS);
            sum2.intoArray(sums, to + lane + 2 * SUMS);
            sum3.intoArray(sums, to + lane + 3 * SUMS);
        }
    }

    /** As {@link RowTimesMatrix#columns}. */
    static void columns(
            double[] row, double[] matrix, int column, int stride, int from, int until, double[] sums, int to) {
        for (int lane = 0; lane < RowTimesMatrix.BLOCK; lane += LANES.length()) {
            DoubleVector sum0 = DoubleVector.zero(LANES);
            DoubleVector sum1 = sum0;
            DoubleVector sum2 = sum0;
            DoubleVector sum3 = sum0;
            int first = column + lane;
            for (int i = from; i < until; i += SUMS) {
                sum0 = plus(sum0, matrix, first + i * stride, row[i]);
                sum1 = plus(sum1, matrix, first + i * stride + stride, row[i + 1]);
                sum2 = plus(sum2, matrix, first + i * stride + 2 * stride, row[i + 2]);
                sum3 = plus(sum3, matrix, first + i * stride + 3 * stride, row[i + 3]);
            }
            sum0.add(sum1).add(sum2.add(sum3)).intoArray(sums, to + lane);
        }
    }

    private static DoubleVector plus(DoubleVector sum, double[] matrix, int at, double by) {
        return sum.add(DoubleVector.fromArray(LANES, matrix, at).mul(by));
    }
}
