/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.util.Locale;

/** Where a candidate's vector came from. */
public enum Origin {
    /** Read from the index. */
    STORED(0),
    /** Made from text by an earlier request. */
    CACHED(1),
    /** Made from text for this request. */
    EMBEDDED(2),
    /** There is none: no stored vector and no text, or a vector of zeros. */
    MISSING(3),
    /** There is text, but the request's allowance of embeddings was used up. */
    LEFT(4);

    private static final Origin[] ALL = values();

    private final byte code;

    Origin(int code) {
        this.code = (byte) code;
    }

    /** Returns the number that stands for it on the wire and in arrays. */
    public byte code() {
        return code;
    }

    static Origin of(byte code) {
        return ALL[code];
    }

    static int count() {
        return ALL.length;
    }

    /** Returns whether there is a vector. */
    boolean hasVector() {
        return this != MISSING && this != LEFT;
    }

    /** Returns the name in reports. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
