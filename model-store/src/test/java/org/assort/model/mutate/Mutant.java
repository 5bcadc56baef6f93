/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.mutate;

/** A file that was changed. */
final class Mutant {
    private final byte[] bytes;
    private final String what;

    Mutant(byte[] bytes, String what) {
        this.bytes = bytes;
        this.what = what;
    }

    byte[] bytes() {
        return bytes;
    }

    /** What was done to it. */
    String what() {
        return what;
    }
}
