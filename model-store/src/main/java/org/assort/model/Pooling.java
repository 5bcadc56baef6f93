/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.util.Arrays;
import java.util.Locale;

/** How the vectors of a text's tokens become one vector. */
public enum Pooling {
    /** The mean over all tokens that are not padding. */
    MEAN,
    /** The vector of the first token. */
    CLS;

    /** The name in {@code model.json}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value with this {@link #key}; the message of the exception names the field. */
    static Pooling of(String field, String key) {
        for (Pooling pooling : values()) {
            if (pooling.key().equals(key)) {
                return pooling;
            }
        }
        throw new IllegalArgumentException("[" + field + "] must be one of "
                + Arrays.stream(values()).map(Pooling::key).toList() + ", got [" + key + "]");
    }
}
