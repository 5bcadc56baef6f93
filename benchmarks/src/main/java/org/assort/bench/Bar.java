/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import java.math.BigDecimal;
import java.util.Locale;
import org.assort.bench.stats.Estimate;

/**
 * A figure that has to hold a limit, with the whole of its 95% interval.
 *
 * @param name as in {@code first.embed_ratio}
 */
public record Bar(String name, Estimate estimate, Direction direction, double limit) {

    /** On which side of the limit the figure has to be. */
    public enum Direction {
        AT_MOST("<="),
        AT_LEAST(">=");

        private final String sign;

        Direction(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    public static Bar atMost(String name, double limit, Estimate estimate) {
        return new Bar(name, estimate, Direction.AT_MOST, limit);
    }

    public static Bar atLeast(String name, double limit, Estimate estimate) {
        return new Bar(name, estimate, Direction.AT_LEAST, limit);
    }

    /** Whether the interval's worse end fails the limit, NaN included. */
    public boolean isShort() {
        return switch (direction) {
            case AT_MOST -> !(estimate.high() <= limit);
            case AT_LEAST -> !(estimate.low() >= limit);
        };
    }

    /** For scripts: {@code bar NAME VALUE LIMIT ok|short}. */
    public String line() {
        return "bar " + name + " " + figure(estimate.value()) + " " + limitText() + " " + (isShort() ? "short" : "ok");
    }

    /** As in {@code >=0.9}. */
    public String limitText() {
        return direction.sign() + BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
    }

    /** The interval, which decides. */
    public String detail() {
        return "95% interval " + figure(estimate.low()) + " to " + figure(estimate.high()) + " over "
                + estimate.rounds() + " rounds";
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
