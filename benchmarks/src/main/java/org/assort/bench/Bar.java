/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import org.assort.bench.stats.Estimate;

/**
 * A figure that has to hold a limit: with the whole of its 95% interval, or by itself while the interval shows that there
 * is a change at all.
 *
 * @param name as in {@code first.embed_ratio}
 * @param noChange the figure of two things that are alike, which the interval must leave out; empty where the whole
 *     interval has to hold the limit
 */
public record Bar(String name, Estimate estimate, Direction direction, double limit, OptionalDouble noChange) {

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
        return new Bar(name, estimate, Direction.AT_MOST, limit, OptionalDouble.empty());
    }

    public static Bar atLeast(String name, double limit, Estimate estimate) {
        return new Bar(name, estimate, Direction.AT_LEAST, limit, OptionalDouble.empty());
    }

    /** The same figure, which holds the limit by itself, with an interval that lies beyond {@code value}. */
    public Bar beyond(double value) {
        return new Bar(name, estimate, direction, limit, OptionalDouble.of(value));
    }

    /** Whether the interval's worse end, or what stands for it, fails the limit, NaN included. */
    public boolean isShort() {
        if (noChange.isPresent()) {
            double same = noChange.getAsDouble();
            return switch (direction) {
                case AT_MOST -> !(estimate.value() <= limit && estimate.high() < same);
                case AT_LEAST -> !(estimate.value() >= limit && estimate.low() > same);
            };
        }
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

    /** As it is told: three digits behind the point. */
    static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
