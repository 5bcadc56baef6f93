/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values that templates are tried with: for each template an object of lists by placeholder, of which every
 * combination is taken, or an array of such objects.
 */
final class Grid {

    private final String where;
    private final JsonNode json;

    /** @param where it was read, for messages */
    Grid(String where, JsonNode json) throws IOException {
        this.where = where;
        this.json = json;
        if (!json.isObject()) {
            throw wrong("an object");
        }
    }

    /** The templates, in order. */
    List<String> files() {
        List<String> files = new ArrayList<>();
        json.fieldNames().forEachRemaining(files::add);
        return files;
    }

    /** Every combination of values for a template; the only one has no values where the grid does not name it. */
    List<Map<String, JsonNode>> settings(String file) throws IOException {
        JsonNode own = json.path(file);
        if (own.isMissingNode()) {
            return List.of(Map.of());
        }
        List<Map<String, JsonNode>> settings = new ArrayList<>();
        for (JsonNode part : own.isArray() ? own : List.of(own)) {
            settings.addAll(product(file, part));
        }
        return settings;
    }

    private List<Map<String, JsonNode>> product(String file, JsonNode lists) throws IOException {
        if (!lists.isObject()) {
            throw wrong("lists of values for [" + file + "]");
        }
        List<Map<String, JsonNode>> settings = List.of(Map.of());
        for (Map.Entry<String, JsonNode> list : lists.properties()) {
            if (!list.getValue().isArray() || list.getValue().isEmpty()) {
                throw wrong("a list of values for [" + list.getKey() + "] of [" + file + "]");
            }
            List<Map<String, JsonNode>> longer = new ArrayList<>();
            for (Map<String, JsonNode> setting : settings) {
                for (JsonNode value : list.getValue()) {
                    Map<String, JsonNode> next = new LinkedHashMap<>(setting);
                    next.put(list.getKey(), value);
                    longer.add(next);
                }
            }
            settings = longer;
        }
        return settings;
    }

    private IOException wrong(String wanted) {
        return new IOException(where + " must hold " + wanted);
    }
}
