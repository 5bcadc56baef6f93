/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

/** Products and sums of sizes that stay at the largest long instead of overflowing. */
final class Sizes {
    private Sizes() {}

    /** Both at least 0. */
    static long times(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return high != 0 || low < 0 ? Long.MAX_VALUE : low;
    }

    /** Both at least 0. */
    static long plus(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Elements of a tensor of that shape. */
    static long count(long... shape) {
        long count = 1;
        for (long size : shape) {
            count = times(count, size);
        }
        return count;
    }
}
