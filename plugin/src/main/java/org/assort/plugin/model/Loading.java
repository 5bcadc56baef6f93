/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** When a node loads its models. */
public enum Loading {
    /** As soon as they are there. */
    EAGER,
    /** When they are asked for. */
    LAZY;

    /**
     * Returns what a word says.
     *
     * @throws IllegalArgumentException naming what is allowed
     */
    public static Loading of(String word) {
        for (Loading loading : values()) {
            if (loading.id().equals(word)) {
                return loading;
            }
        }
        List<String> words = Arrays.stream(values()).map(Loading::id).toList();
        throw new IllegalArgumentException("[assort.models.loading] must be one of " + words + ", got [" + word + "]");
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
