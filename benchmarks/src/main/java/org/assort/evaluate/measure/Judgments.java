/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What people said of one query's products.
 *
 * @param ratings by product id, 0 and up; above 0 is relevant
 * @param aspectsById the values of the aspect field, by the ids of relevant products alone: the query's subtopics
 */
public record Judgments(Map<String, Integer> ratings, Map<String, Set<String>> aspectsById) {

    public Judgments {
        ratings = Map.copyOf(ratings);
        aspectsById = Map.copyOf(aspectsById);
    }

    /**
     * From ratings and the products' aspects.
     *
     * @param values of the aspect field of any product; empty where it has none
     */
    public static Judgments of(Map<String, Integer> ratings, Function<String, Set<String>> values) {
        Map<String, Set<String>> aspects = new HashMap<>();
        ratings.forEach((id, rating) -> {
            Set<String> own = rating > 0 ? values.apply(id) : Set.of();
            if (!own.isEmpty()) {
                aspects.put(id, Set.copyOf(own));
            }
        });
        return new Judgments(ratings, aspects);
    }

    public boolean isJudged(String id) {
        return ratings.containsKey(id);
    }

    /** 0 where nobody judged. */
    public int rating(String id) {
        return ratings.getOrDefault(id, 0);
    }

    /** The subtopics that a product covers; none where it is not relevant. */
    public Set<String> aspects(String id) {
        return aspectsById.getOrDefault(id, Set.of());
    }

    /** All subtopics. */
    public Set<String> subtopics() {
        Set<String> all = new HashSet<>();
        aspectsById.values().forEach(all::addAll);
        return all;
    }
}
