/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.assort.bundles.orders.Orders;

/**
 * Which share of each anchor's orders is read. Where not all can be, every anchor has the same number of orders read, those that
 * have fewer all of theirs, so that what they leave goes to the others.
 *
 * @param orders {@code long[n]} how many orders hold each anchor; negative where it will be known when all were read
 * @param fractions {@code double[n]} in (0, 1]
 * @param readings about how many orders will be read, an order with two anchors twice
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Budget(long[] orders, double[] fractions, long readings) {

    /**
     * Spreads a budget.
     *
     * @param anchors ordinals
     * @param most how many orders may be read
     */
    static Budget spread(Orders of, int[] anchors, long most) throws IOException {
        double[] fractions = new double[anchors.length];
        Arrays.fill(fractions, 1);
        long[] orders = new long[anchors.length];
        for (int i = 0; i < anchors.length; i++) {
            orders[i] = of.countAtMost(anchors[i]);
        }
        long atMost = LongStream.of(orders).sum();
        if (atMost <= most) {
            long[] unknown = new long[anchors.length];
            Arrays.fill(unknown, -1);
            return new Budget(unknown, fractions, atMost);
        }
        orders = of.counts(
                Arrays.stream(anchors).mapToObj(anchor -> new int[] {anchor}).toArray(int[][]::new));
        double level = level(orders, most);
        long readings = 0;
        for (int i = 0; i < anchors.length; i++) {
            fractions[i] = orders[i] <= level ? 1 : level / orders[i];
            readings += (long) Math.min((double) orders[i], level);
        }
        return new Budget(orders, fractions, readings);
    }

    /** The level up to which all are filled: Σ min(orders, level) is the budget, or all there are. */
    private static double level(long[] orders, long most) {
        long[] ascending = orders.clone();
        Arrays.sort(ascending);
        double left = most;
        for (int i = 0; i < ascending.length; i++) {
            double each = left / (ascending.length - i);
            if (ascending[i] > each) {
                return each;
            }
            left -= ascending[i];
        }
        return Double.POSITIVE_INFINITY;
    }
}
