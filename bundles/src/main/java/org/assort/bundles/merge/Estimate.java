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

    /** How far the true number may be from {@link #count}: 0 where all orders were read. */
    public long errorBound() {
        return Math.max(count - least, most - count);
    }
}
