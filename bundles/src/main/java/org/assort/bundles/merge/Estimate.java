/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

/**
 * A number of orders.
 *
 * @param count the orders; where they were sampled, an estimate without bias, rounded
 * @param least the true number is not below this
 * @param most the true number is not above this
 * @param low where the true number is with 95%: from here
 * @param high to here
 */
public record Estimate(long count, long least, long most, long low, long high) {

    /**
     * From a sample of the anchor's orders.
     *
     * @param counted orders read that hold the set
     * @param estimate of all that do
     * @param variance of the estimate
     * @param read the anchor's orders that were read
     * @param orders all of them
     */
    static Estimate of(int counted, double estimate, double variance, long read, long orders) {
        long unread = orders - read;
        long count = Math.round(estimate);
        return new Estimate(count, counted, counted + unread, counted, counted + unread);
    }

    /** How far the true number may be from {@link #count}: 0 where all orders were read. */
    public long errorBound() {
        return Math.max(count - least, most - count);
    }
}
