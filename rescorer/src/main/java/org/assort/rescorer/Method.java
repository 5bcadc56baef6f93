/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/** How the diversity term D of the gain is computed. */
public enum Method {
    /** Maximal marginal relevance: minus the greatest similarity to a product already chosen. */
    MMR("mmr"),
    /** Determinantal point process: the logarithm of what is new in a product, given those already chosen. */
    DPP("dpp");

    private final String id;

    Method(String id) {
        this.id = id;
    }

    /** The name in a request. */
    public String id() {
        return id;
    }

    /**
     * The method of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Method of(String name) {
        for (Method method : values()) {
            if (method.id.equals(name)) {
                return method;
            }
        }
        throw new IllegalArgumentException("[method] must be one of [mmr, dpp], got [" + name + "]");
    }
}
