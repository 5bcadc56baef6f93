/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.util.Objects;

/**
 * How a sentence encoder wants to be used; its publisher's model card says.
 *
 * @param dimension of the vectors, in [1, 4096]
 * @param normalise whether vectors are scaled to length 1
 * @param maxLength the most tokens read from a text, special tokens counted, in [8, 2048]; memory grows with its square
 * @param queryPrefix put before a query, at most 1,024 characters
 * @param passagePrefix put before a passage, at most 1,024 characters
 * @param cosineFloor the cosine of unrelated texts, in [-1, 1)
 */
public record ModelSettings(
        int dimension,
        Pooling pooling,
        boolean normalise,
        int maxLength,
        String queryPrefix,
        String passagePrefix,
        double cosineFloor) {
    static final int MAX_PREFIX = 1024;

    public ModelSettings {
        within("dimension", dimension, 1, 4096);
        Objects.requireNonNull(pooling, "pooling");
        within("max_length", maxLength, 8, 2048);
        prefix("query_prefix", queryPrefix);
        prefix("passage_prefix", passagePrefix);
        if (!(cosineFloor >= -1 && cosineFloor < 1)) {
            throw new IllegalArgumentException("[cosine_floor] must be in [-1, 1), got [" + cosineFloor + "]");
        }
    }

    private static void within(String field, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    "[" + field + "] must be in [" + low + ", " + high + "], got [" + value + "]");
        }
    }

    private static void prefix(String field, String value) {
        if (value.length() > MAX_PREFIX) {
            throw new IllegalArgumentException(
                    "[" + field + "] must have at most " + MAX_PREFIX + " characters, got [" + value.length() + "]");
        }
    }
}
