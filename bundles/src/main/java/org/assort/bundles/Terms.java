/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import java.util.Comparator;

/** The order of items, which settles ties between counts. */
public final class Terms {

    /** By code points, as Lucene orders terms by the bytes of their UTF-8. */
    public static final Comparator<String> ORDER = Terms::compare;

    private Terms() {}

    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // A surrogate stands for a code point above every char.
                boolean high = Character.isSurrogate(a);
                return high == Character.isSurrogate(b) ? Character.compare(a, b) : high ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
