/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

/**
 * How bundles are ordered.
 *
 * @param size how many are wanted, at least 1
 * @param association weight, finite and at least 0, as the next two and their sum; not all 0
 * @param relevance weight of the anchor's relevance
 * @param coverage weight of what is new to the list
 * @param sameLeafPenalty in [0, 1]: the share of its association that a bundle loses when all its items are of one leaf category
 * @param maxTotal the most that a bundle may cost, above 0; infinite for no limit
 */
public record RankingSettings(
        int size, double association, double relevance, double coverage, double sameLeafPenalty, double maxTotal) {

    /** Ten bundles by association 1, relevance 0.5 and coverage 0.3, substitutes softened by 0.5, at any price. */
    public static final RankingSettings DEFAULT = new RankingSettings(10, 1, 0.5, 0.3, 0.5, Double.POSITIVE_INFINITY);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range or NaN
     */
    public RankingSettings {
        if (size < 1) {
            throw new IllegalArgumentException("[size] must be at least 1, got [" + size + "]");
        }
        checkWeight("score.association", association);
        checkWeight("score.relevance", relevance);
        checkWeight("score.coverage", coverage);
        if (association + relevance + coverage == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("[score] must have weights with a finite sum, got [" + association
                    + "], [" + relevance + "] and [" + coverage + "]");
        }
        if (association + relevance + coverage == 0) {
            throw new IllegalArgumentException("[score] must have a weight above 0, got [0] for each");
        }
        if (!(sameLeafPenalty >= 0 && sameLeafPenalty <= 1)) {
            throw new IllegalArgumentException(
                    "[category.same_leaf_penalty] must be in [0, 1], got [" + sameLeafPenalty + "]");
        }
        if (!(maxTotal > 0)) {
            throw new IllegalArgumentException("[price.max_total] must be above 0, got [" + maxTotal + "]");
        }
    }

    private static void checkWeight(String name, double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "[" + name + "] must be a finite number of at least 0, got [" + weight + "]");
        }
    }
}
