/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

/** The tokens of one text, special tokens included and padding not: {@code long[n]} ids and {@code long[n]} types. */
final class Tokens {
    final long[] ids;
    final long[] types;

    Tokens(long[] ids, long[] types) {
        this.ids = ids;
        this.types = types;
    }

    int length() {
        return ids.length;
    }
}
