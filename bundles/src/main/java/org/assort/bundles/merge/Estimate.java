/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

import org.assort.bundles.stats.BetaBinomial;

/**
 * A number of orders.
 *
 * @param count the orders; where they were sampled, an estimate without bias, rounded
 * @param least the true number is not below this
 * @param most the true number is not above this
 * @param low where the true number is with 95%, see {@link SamplingInterval}: from here
 * @param high to here
 */
public record Estimate(long count, long least, long most, long low, long high) {

    /** Where all orders were read. */
    static Estimate exact(long count) {
        return new Estimate(count, count, count, count, count);
    }

    /**
     * From a sample of the anchor's orders. Where shards read different shares s of theirs, the sample is taken for one of a share
     * that gives the estimate the same variance.
     *
     * @param counted orders read that hold the set
     * @param estimate of all that do
     * @param variance of the estimate, as {@link SetSums}
     * @param read the anchor's orders that were read
     * @param orders all of them, more than were read
     * @param tail as {@link SamplingInterval#tail}
     */
    static Estimate sampled(int counted, double estimate, double variance, long read, long orders, double tail) {
        long unread = orders - read;
        double beyond = estimate - counted;
        // One share for all: variance / beyond is 1 / share, so hits is what was counted.
        double hits = variance > beyond ? beyond * beyond / (variance - beyond) : counted;
        double sample = hits > 0 ? hits * orders / estimate : read;
        long others = hits > 0 ? Math.round(sample * beyond / hits) : unread;
        BetaBinomial.Interval interval = SamplingInterval.of(hits, sample, others, tail);
        long most = counted + unread;
        return new Estimate(
                Math.clamp(Math.round(estimate), counted, most),
                counted,
                most,
                Math.clamp(counted + (long) Math.ceil(interval.low()), counted, most),
                Math.clamp(counted + (long) Math.floor(interval.high()), counted, most));
    }

    /** How far the true number may be from {@link #count}: 0 where all orders were read. */
    public long errorBound() {
        return Math.max(count - least, most - count);
    }
}
