/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

/** Where sets of two and three numbers stand in one array each: the combinatorial number system (Knuth, TAOCP 4A, 7.2.1.3). */
public final class Subsets {

    private Subsets() {}

    /** How many pairs of m numbers there are. */
    public static int pairs(int m) {
        return m * (m - 1) / 2;
    }

    /** How many triples of m numbers there are. */
    public static int triples(int m) {
        return m * (m - 1) * (m - 2) / 6;
    }

    /** The place of {low, high}, {@code 0 <= low < high}. */
    public static int pair(int low, int high) {
        return pairs(high) + low;
    }

    /** The place of {low, mid, high}, {@code 0 <= low < mid < high}. */
    public static int triple(int low, int mid, int high) {
        return triples(high) + pairs(mid) + low;
    }
}
