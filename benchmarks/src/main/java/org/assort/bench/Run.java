/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import java.util.Random;
import org.assort.bench.stats.Bootstrap;

/**
 * One run of one benchmark.
 *
 * @param seed of all that is random
 */
public record Run(Workplace workplace, long seed, Report report) {

    private static final int RESAMPLES = 10_000;

    /** A stream of its own for each purpose, so that a change to one leaves the others as they are. */
    public Random random(String purpose) {
        return new Random(seed * 31 + purpose.hashCode());
    }

    public Bootstrap bootstrap() {
        return new Bootstrap(RESAMPLES, seed);
    }
}
