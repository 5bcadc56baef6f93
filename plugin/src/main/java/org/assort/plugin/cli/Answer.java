/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.util.List;
import java.util.Map;

/** Reads the fields of a node's answers. */
final class Answer {

    private Answer() {}

    /** Returns an object in an object, by its path; an empty one where it is not there. */
    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    static Map<String, Object> object(Map<String, Object> parent, String... path) {
        Map<String, Object> found = parent;
        for (String name : path) {
            found = found.get(name) instanceof Map<?, ?> inner ? (Map<String, Object>) inner : Map.of();
        }
        return found;
    }

    static String text(Map<String, Object> object, String name) {
        return String.valueOf(object.getOrDefault(name, ""));
    }

    /** Returns the texts of a list; none where it is not there. */
    static List<String> texts(Map<String, Object> object, String name) {
        return object.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    static long number(Map<String, Object> object, String name) {
        return object.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
