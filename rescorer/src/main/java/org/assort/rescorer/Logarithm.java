/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * The natural logarithm by plain arithmetic: the same to the bit on every JVM and processor, and never falling as its
 * argument rises. {@link StrictMath#log} promises the first but not the second, which the bounds of the greedy pass need,
 * and takes several times as long.
 *
 * <p>x = 2^e · m with m in [1, 2), and m = (1 + k/256)·(1 + s): log x = e·log 2 + log(1 + k/256) + log(1 + s), the second from
 * a table (Tang 1990, "Table-Driven Implementation of the Logarithm Function in IEEE Floating-Point Arithmetic"), the third
 * from the first six terms of its series, as s is below 2^-8.
 *
 * <p>It is monotone within an interval of the table: s lies on a grid of 2^-53, and what evaluating the series adds to s is
 * rounded to 2^-68. From one interval to the next it is cut to where the next begins. The error is below 1e-15 for
 * arguments in [1e-6, 1e6].
 */
final class Logarithm {

    private static final int INTERVALS = 256;
    private static final double LOG_2 = StrictMath.log(2);
    private static final long ONE = Double.doubleToRawLongBits(1);
    private static final long MANTISSA = (1L << 52) - 1;

    /** 1/(1 + k/256), rounded, and the logarithm of what it is rounded from. */
    private static final double[] INVERSES = new double[INTERVALS];

    private static final double[] STARTS = new double[INTERVALS + 1];

    static {
        for (int k = 0; k < INTERVALS; k++) {
            INVERSES[k] = 1 / (1 + k / (double) INTERVALS);
            STARTS[k] = 0 - StrictMath.log(INVERSES[k]);
        }
        STARTS[INTERVALS] = LOG_2;
    }

    private Logarithm() {}

    /**
     * log x.
     *
     * @param x in [{@link Double#MIN_NORMAL}, {@link Double#MAX_VALUE}]
     */
    static double of(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int exponent = (int) (bits >>> 52) - 1023;
        int k = (int) (bits >>> 44) & (INTERVALS - 1);
        double s = Double.longBitsToDouble((bits & MANTISSA) | ONE) * INVERSES[k] - 1;
        double square = s * s;
        double rest =
                square * ((-1.0 / 2 + s * (1.0 / 3)) + square * ((-1.0 / 4 + s * (1.0 / 5)) - square * (1.0 / 6)));
        double within = between(STARTS[k], STARTS[k] + (s + rest), STARTS[k + 1]);
        double log = exponent * LOG_2 + within;
        double next = (exponent + 1) * LOG_2;
        return log > next ? next : log;
    }

    /** Cuts by branches, which are hardly ever taken: {@link Math#min} also minds -0.0 and NaN, and takes several times as long. */
    private static double between(double least, double value, double most) {
        if (value < least) {
            return least;
        }
        return value > most ? most : value;
    }
}
