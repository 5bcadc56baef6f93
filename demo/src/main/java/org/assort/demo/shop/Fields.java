/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which fields of a catalogue play which role. A role may be played by several fields, where a product has one or the
 * other, or by none; the title always has one.
 */
public final class Fields {

    /** What stands in a table where a product has no such field. */
    public static final String NONE = "–";

    /** A field that so many products have needs no stand-in. */
    private static final double ENOUGH = 0.9;

    private final Map<Role, List<String>> byRole;

    private Fields(Map<Role, List<String>> byRole) {
        this.byRole = new EnumMap<>(byRole);
    }

    /**
     * Guesses by name, among the fields that products really have.
     *
     * @param present how many of the products have each field with a text or number in it
     * @param products how many products there are
     * @param chosen fields that the user named
     * @throws IllegalArgumentException if a chosen field is in no product, or nothing looks like a title
     */
    static Fields guess(Map<String, Integer> present, int products, Map<Role, String> chosen) {
        Map<Role, List<String>> byRole = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            String field = chosen.get(role);
            if (field != null && !present.containsKey(field)) {
                throw new IllegalArgumentException("[--" + role.option() + "] must be a field of the products "
                        + names(present) + ", got [" + field + "]");
            }
            byRole.put(role, field != null ? List.of(field) : guess(role, present, products));
        }
        if (byRole.get(Role.TITLE).isEmpty()) {
            throw new IllegalArgumentException(
                    "no field looks like a title; name it with --title, one of " + names(present));
        }
        return new Fields(byRole);
    }

    private static List<String> guess(Role role, Map<String, Integer> present, int products) {
        List<String> found = role.names().stream().filter(present::containsKey).toList();
        for (int i = 0; i < found.size(); i++) {
            if (present.get(found.get(i)) >= ENOUGH * products) {
                return found.subList(0, i + 1);
            }
        }
        return found;
    }

    private static List<String> names(Map<String, Integer> present) {
        return present.keySet().stream().sorted().limit(30).toList();
    }

    /** The fields of a role, the one to prefer first; maybe none. */
    public List<String> of(Role role) {
        return byRole.get(role);
    }

    /** The fields that are embedded: those of the title and the description. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>(of(Role.TITLE));
        of(Role.DESCRIPTION).stream().filter(field -> !texts.contains(field)).forEach(texts::add);
        return List.copyOf(texts);
    }

    /** What a product has in a role, several values joined; {@link #NONE} where it has nothing. */
    public String value(JsonNode product, Role role) {
        for (String field : of(role)) {
            String text = text(product.path(field));
            if (!text.isBlank()) {
                return text;
            }
        }
        return NONE;
    }

    /** The text of a value: itself, or its elements joined by commas. */
    static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.isValueNode() ? value.asText("").strip() : "";
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(text(element)));
        texts.removeIf(String::isBlank);
        return String.join(", ", texts);
    }

    /** A mapping of these fields and no others, so that a catalogue of thousands of attributes can be loaded. */
    ObjectNode mapping() {
        ObjectNode mapping = JsonNodeFactory.instance.objectNode().put("dynamic", false);
        ObjectNode properties = mapping.putObject("properties");
        of(Role.BRAND).forEach(field -> keyword(properties, field));
        of(Role.CATEGORY).forEach(field -> keyword(properties, field));
        of(Role.PRICE)
                .forEach(field ->
                        properties.putObject(field).put("type", "double").put("ignore_malformed", true));
        texts().forEach(field -> properties.putObject(field).put("type", "text"));
        return mapping;
    }

    private static void keyword(ObjectNode properties, String field) {
        properties.putObject(field).put("type", "keyword").put("ignore_above", 256);
    }
}
