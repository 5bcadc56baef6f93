/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

/** The greatest of a few doubles. A plain loop takes a branch at each, and no processor foresees where a greater one is. */
public final class Greatest {

    /** Of so many. */
    public static final int COUNT = 16;

    private static final boolean VECTORS = VectorInstructions.ofBits(VectorInstructions.LEAST_BITS);

    private Greatest() {}

    /**
     * The greatest of {@link #COUNT} values, none of them NaN.
     *
     * @param from the place of the first
     */
    public static double of(double[] values, int from) {
        return VECTORS ? VectorGreatest.of(values, from) : plain(values, from);
    }

    static double plain(double[] values, int from) {
        double greatest = values[from];
        for (int place = from + 1; place < from + COUNT; place++) {
            greatest = values[place] > greatest ? values[place] : greatest;
        }
        return greatest;
    }
}
