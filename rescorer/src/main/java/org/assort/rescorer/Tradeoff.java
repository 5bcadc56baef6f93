/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/** How λ is found, the weight of everything but relevance. */
public sealed interface Tradeoff {

    /**
     * λ as given.
     *
     * @param diversity λ, in [0, 1]; 0 is the relevance order
     */
    record Fixed(double diversity) implements Tradeoff {

        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if it is out of its range or NaN
         */
        public Fixed {
            if (!(diversity >= 0 && diversity <= 1)) {
                throw new IllegalArgumentException("[diversity] must be in [0, 1], got [" + diversity + "]");
            }
        }
    }

    /**
     * λ = min(1, scale · a), where a in [0, 1] says how ambiguous the candidates are: Rao's quadratic entropy (Rao 1982) of
     * relevance, over the values of a field (1 − Σ s², s the share of relevance that products with a value have), or
     * where no field is named over the vectors.
     *
     * @param field index of the field among those of the candidates, or {@link #VECTORS}
     * @param scale λ of the greatest ambiguity, at least 0
     */
    record Auto(int field, double scale) implements Tradeoff {

        /** Ambiguity is that of the vectors. */
        public static final int VECTORS = -1;

        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if it is out of its range or NaN
         */
        public Auto {
            if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "[scale] must be a finite number of at least 0, got [" + scale + "]");
            }
        }
    }

    /**
     * The largest λ on a grid of 65 steps, 0 to 1, whose list gives up at most a fraction of the discounted relevance
     * Σ r/log2(i+1) that the order of relevance has over the first positions.
     *
     * @param fraction in [0, 1]
     * @param depth how many positions count, at least 1
     */
    record Budget(double fraction, int depth) implements Tradeoff {

        /** λ is a multiple of 1/64. */
        public static final int STEPS = 65;

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if a number is out of its range or NaN
         */
        public Budget {
            if (!(fraction >= 0 && fraction <= 1)) {
                throw new IllegalArgumentException("[relevance_budget] must be in [0, 1], got [" + fraction + "]");
            }
            if (depth < 1) {
                throw new IllegalArgumentException("[budget_depth] must be at least 1, got [" + depth + "]");
            }
        }
    }
}
