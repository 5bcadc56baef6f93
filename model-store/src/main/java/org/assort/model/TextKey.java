/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.util.Objects;

/** The key under which the vector of a text is kept: a vector belongs to the model that made it. */
public record TextKey(String fingerprint, Purpose purpose, String text) {
    public TextKey {
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(text, "text");
    }

    /** An upper bound of what the text takes on the heap; fingerprint and purpose are shared by many keys. */
    public int bytes() {
        return (int) Math.min(Integer.MAX_VALUE, 2L * text.length() + 64);
    }
}
