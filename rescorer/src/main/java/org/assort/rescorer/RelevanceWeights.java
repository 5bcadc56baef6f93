/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * Weights of the relevance signals, kept as given; only their proportions count, since the blend divides by their sum.
 *
 * @param query weight of the first-pass score, finite and at least 0
 * @param semantic weight of the likeness to the query's vector, finite and at least 0
 * @param profile weight of the likeness to the nearest of the shopper's interests, finite and at least 0
 */
public record RelevanceWeights(double query, double semantic, double profile) {

    /** Score and meaning count the same. */
    public static final RelevanceWeights DEFAULT = new RelevanceWeights(0.5, 0.5);

    /**
     * Checks the weights.
     *
     * @throws IllegalArgumentException if one is negative or not finite, or all are 0
     */
    public RelevanceWeights {
        check("query", query);
        check("semantic", semantic);
        check("profile", profile);
        if (query == 0 && semantic == 0 && profile == 0) {
            throw new IllegalArgumentException("[relevance] must have at least one weight above 0, got [query: " + query
                    + ", semantic: " + semantic + ", profile: " + profile + "]");
        }
    }

    /** Without a profile. */
    public RelevanceWeights(double query, double semantic) {
        this(query, semantic, 0);
    }

    private static void check(String name, double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "[relevance." + name + "] must be a finite number of at least 0, got [" + weight + "]");
        }
    }
}
