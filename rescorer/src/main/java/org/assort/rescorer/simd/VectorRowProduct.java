/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link RowProduct} by the vector instructions of the processor: its four sums are the four lanes of a vector, so that
 * every sum has the terms and the order that the plain loop gives it.
 */
final class VectorRowProduct {

    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_256;

    private VectorRowProduct() {}

    /** As {@link RowProduct#of}. */
    static double of(double[] rows, int a, int b, int length) {
        DoubleVector sums = DoubleVector.zero(LANES);
        for (int i = 0; i < length; i += RowProduct.STEP) {
            sums = sums.add(DoubleVector.fromArray(LANES, rows, a + i).mul(DoubleVector.fromArray(LANES, rows, b + i)));
        }
        return (sums.lane(0) + sums.lane(1)) + (sums.lane(2) + sums.lane(3));
    }
}
