/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.stats;

/** The gamma function, its logarithm's derivatives, and the incomplete one. */
public final class GammaFunction {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    private static final double LARGE = 10;
    private static final double PRECISION = 1e-13;
    private static final int MOST_STEPS = 100_000;

    private GammaFunction() {}

    /** ln Γ(x) for x &gt; 0, by Stirling's series after shifting x up (Abramowitz and Stegun 6.1.41). */
    public static double logGamma(double x) {
        double product = 1;
        double z = x;
        double shift = 0;
        while (z < LARGE) {
            product *= z;
            z++;
        }
        if (x < LARGE) {
            shift = Math.log(product);
        }
        double y = 1 / (z * z);
        double series = (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / z;
        return (z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI + series - shift;
    }

    /** ψ(x), the derivative of ln Γ, for x &gt; 0 (Abramowitz and Stegun 6.3.18). */
    public static double digamma(double x) {
        double shift = 0;
        double z = x;
        while (z < LARGE) {
            shift -= 1 / z;
            z++;
        }
        double y = 1 / (z * z);
        double series = y * (1.0 / 12 - y * (1.0 / 120 - y * (1.0 / 252 - y * (1.0 / 240 - y / 132))));
        return Math.log(z) - 0.5 / z - series + shift;
    }

    /** ψ′(x), the second derivative of ln Γ, for x &gt; 0 (Abramowitz and Stegun 6.4.12). */
    public static double trigamma(double x) {
        double shift = 0;
        double z = x;
        while (z < LARGE) {
            shift += 1 / (z * z);
            z++;
        }
        double y = 1 / (z * z);
        double series = y * (1.0 / 6 - y * (1.0 / 30 - y * (1.0 / 42 - y / 30)));
        return (1 + 0.5 / z + series) / z + shift;
    }

    /**
     * P(shape, x), the share of a gamma distribution of rate 1 below x: by its series below the mean and by Lentz's continued
     * fraction above it (Press et al., Numerical Recipes, 6.2).
     */
    public static double lower(double shape, double x) {
        if (x <= 0) {
            return 0;
        }
        double front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
        return x < shape + 1 ? front * series(shape, x) : 1 - front * fraction(shape, x);
    }

    private static double series(double shape, double x) {
        double term = 1 / shape;
        double sum = term;
        for (int n = 1; n < MOST_STEPS && term > sum * PRECISION; n++) {
            term *= x / (shape + n);
            sum += term;
        }
        return sum;
    }

    private static double fraction(double shape, double x) {
        double tiny = 1e-300;
        double b = x + 1 - shape;
        double c = 1 / tiny;
        double d = 1 / b;
        double h = d;
        for (int n = 1; n < MOST_STEPS; n++) {
            double a = -n * (n - shape);
            b += 2;
            d = 1 / nonZero(a * d + b, tiny);
            c = nonZero(b + a / c, tiny);
            double factor = c * d;
            h *= factor;
            if (Math.abs(factor - 1) < PRECISION) {
                break;
            }
        }
        return h;
    }

    private static double nonZero(double value, double tiny) {
        return Math.abs(value) < tiny ? tiny : value;
    }

    /**
     * The x below which a share of a gamma distribution of rate 1 lies: Newton's steps from the approximation of Wilson and
     * Hilferty (1931), within an interval that closes in.
     *
     * @param shape above 0
     * @param share in (0, 1)
     * @param normal the same quantile of the normal distribution
     */
    public static double quantile(double shape, double share, double normal) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double root = 1 - 1 / (9 * shape) + normal / (3 * Math.sqrt(shape));
        double x = root > 0.1 ? shape * root * root * root : Math.exp((Math.log(share) + logGamma(shape + 1)) / shape);
        double logGamma = logGamma(shape);
        for (int step = 0; step < 200; step++) {
            double error = lower(shape, x) - share;
            if (error > 0) {
                high = x;
            } else {
                low = x;
            }
            double density = Math.exp((shape - 1) * Math.log(x) - x - logGamma);
            double next = x - error / density;
            if (!(next > low && next < high)) {
                next = high < Double.POSITIVE_INFINITY ? (low + high) / 2 : 2 * x;
            }
            if (Math.abs(next - x) <= 1e-10 * x) {
                return next;
            }
            x = next;
        }
        return x;
    }
}
