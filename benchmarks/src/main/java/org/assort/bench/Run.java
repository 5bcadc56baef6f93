/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import java.util.OptionalInt;
import java.util.Random;
import org.assort.bench.stats.Bootstrap;

/**
 * One run of one benchmark.
 *
 * @param seed of all that is random
 * @param products how many are to be generated; empty for the catalogue that is there
 * @param quick whether few rounds are enough, as the figures are no result
 */
public record Run(Workplace workplace, long seed, OptionalInt products, boolean quick, Report report) {

    private static final int RESAMPLES = 10_000;

    /** A stream of its own for each purpose, so that a change to one leaves the others as they are. */
    public Random random(String purpose) {
        return new Random(seed * 31 + purpose.hashCode());
    }

    public Bootstrap bootstrap() {
        return new Bootstrap(RESAMPLES, seed);
    }
}
