/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/** A part C of the gain, in [0, 1], that draws values of a field into the list which are not, or too little, there. */
public sealed interface Coverage {

    /** Index of the field among those of the candidates. */
    int field();

    /** What C counts beside the other terms, finite and at least 0. */
    double weight();

    /**
     * C = r · mean over the product's values of decay^(times that value was already chosen); no value earns 0. The mean
     * over aspects of a discount by how often they were seen, as α-nDCG has it (Clarke et al. 2008).
     *
     * @param decay in [0, 1]: what a value is worth the second time; 1 never wears off
     */
    record Decay(int field, double weight, double decay) implements Coverage {

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if a number is out of its range or NaN
         */
        public Decay {
            checkWeight(weight);
            if (!(decay >= 0 && decay <= 1)) {
                throw new IllegalArgumentException("[decay] must be in [0, 1], got [" + decay + "]");
            }
        }
    }

    /**
     * C is the gain in Σ p·log(0.01·p + 0.99·q), scaled to [0, 1]: p the wanted shares and q the present ones (Steck 2018,
     * "Calibrated Recommendations").
     *
     * @param shares {@code double[cardinality]} p by ordinal, at least 0, their sum 1 within 1e-6; a field with an
     *     ordinal for all that no share names has it among the others
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Target(int field, double weight, double[] shares) implements Coverage {

        private static final double TOLERANCE = 1e-6;

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if a number is out of its range or NaN
         */
        public Target {
            checkWeight(weight);
            double sum = 0;
            for (double share : shares) {
                if (!(share >= 0)) {
                    throw new IllegalArgumentException("[target] must have shares of at least 0, got [" + share + "]");
                }
                sum += share;
            }
            if (!(Math.abs(sum - 1) <= TOLERANCE)) {
                throw new IllegalArgumentException("[target] must have shares that sum to 1, got [" + sum + "]");
            }
        }
    }

    private static void checkWeight(double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "[coverage.weight] must be a finite number of at least 0, got [" + weight + "]");
        }
    }
}
