/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link Greatest} by the vector instructions of the processor. */
final class VectorGreatest {

    /** At most four lanes: of more there would be too few vectors, and more steps within the last. */
    private static final VectorSpecies<Double> LANES = VectorSpecies.of(
            double.class, VectorShape.forBitSize(Math.min(VectorDotProduct.bits(), Greatest.COUNT / 4 * Double.SIZE)));

    private VectorGreatest() {}

    /** As {@link Greatest#of}. */
    static double of(double[] values, int from) {
        DoubleVector greatest = DoubleVector.fromArray(LANES, values, from);
        for (int place = from + LANES.length(); place < from + Greatest.COUNT; place += LANES.length()) {
            DoubleVector next = DoubleVector.fromArray(LANES, values, place);
            greatest = greatest.blend(next, next.compare(VectorOperators.GT, greatest));
        }
        return greatest.reduceLanes(VectorOperators.MAX);
    }
}
