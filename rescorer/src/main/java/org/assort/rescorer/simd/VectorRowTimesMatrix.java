/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowTimesMatrix} by the vector instructions of the processor: a lane is a column, so every sum has its order. */
final class VectorRowTimesMatrix {

    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

    private VectorRowTimesMatrix() {}

    /** As {@link RowTimesMatrix#of}. */
    static void of(double[] row, int from, double[] matrix, int first, int stride, int length, double[] sums) {
        for (int column = 0; column < RowTimesMatrix.COLUMNS; column += LANES.length()) {
            DoubleVector sum0 = DoubleVector.zero(LANES);
            DoubleVector sum1 = sum0;
            DoubleVector sum2 = sum0;
            DoubleVector sum3 = sum0;
            int at = first + column;
            for (int i = 0; i < length; i += RowTimesMatrix.SUMS) {
                sum0 = sum0.add(products(matrix, at, row[from + i]));
                sum1 = sum1.add(products(matrix, at + stride, row[from + i + 1]));
                sum2 = sum2.add(products(matrix, at + 2 * stride, row[from + i + 2]));
                sum3 = sum3.add(products(matrix, at + 3 * stride, row[from + i + 3]));
                at += RowTimesMatrix.SUMS * stride;
            }
            sum0.add(sum1).add(sum2.add(sum3)).intoArray(sums, column);
        }
    }

    private static DoubleVector products(double[] matrix, int at, double by) {
        return DoubleVector.fromArray(LANES, matrix, at).mul(by);
    }
}
