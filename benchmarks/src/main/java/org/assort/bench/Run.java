/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.assort.bench.stats.Bootstrap;

/**
 * One run of one benchmark.
 *
 * @param seed of all that is random
 * @param products how many are to be generated; empty for the catalogue that is there
 * @param orders how many are to be generated; empty for as many as the bars are about
 * @param quick whether few rounds are enough, as the figures are no result
 * @param only the one part that is wanted; empty for all
 */
public record Run(
        Workplace workplace,
        long seed,
        OptionalInt products,
        OptionalInt orders,
        boolean quick,
        Optional<String> only,
        Report report) {

    private static final int RESAMPLES = 10_000;

    /** A stream of its own for each purpose, so that a change to one leaves the others as they are. */
    public Random random(String purpose) {
        return new Random(seed * 31 + purpose.hashCode());
    }

    /** Whether a part is wanted; if it is, what is reported from now on belongs to it. */
    public boolean begins(String part) {
        boolean wanted = only.isEmpty() || only.get().equals(part);
        if (wanted) {
            report.part(part);
        }
        return wanted;
    }

    public Bootstrap bootstrap() {
        return new Bootstrap(RESAMPLES, seed);
    }
}
