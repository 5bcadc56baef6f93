/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/** What becomes of a candidate that has no vector. */
public enum MissingVector {
    /** Its semantic signal is left out, and it is like no other product: similarity 0, d² 1. */
    NEUTRAL("neutral"),
    /** As {@link #NEUTRAL}, but it is placed after all candidates that have a vector. */
    LAST("last"),
    /** The request fails. The caller looks first, since it alone knows the document's id. */
    ERROR("error");

    private final String id;

    MissingVector(String id) {
        this.id = id;
    }

    /** The name in a request. */
    public String id() {
        return id;
    }

    /**
     * The policy of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static MissingVector of(String name) {
        for (MissingVector policy : values()) {
            if (policy.id.equals(name)) {
                return policy;
            }
        }
        throw new IllegalArgumentException(
                "[missing_vector] must be one of [neutral, last, error], got [" + name + "]");
    }
}
