/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

/** Numbers scattered evenly, the same on every node. */
final class Hash {

    private static final double UNIT = 0x1p-53;

    private Hash() {}

    /** Mixes all bits into all: the finaliser of SplitMix64 (Steele, Lea and Flood 2014), after one step of it. */
    static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The place of a number in [0, 1). */
    static double place(long value) {
        return (mix(value) >>> 11) * UNIT;
    }

    /** The place of a text in [0, 1). */
    static double place(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash ^ text.charAt(i));
        }
        return place(hash);
    }
}
