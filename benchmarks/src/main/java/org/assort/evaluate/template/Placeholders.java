/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values for the placeholders of a search body, as in {@code "{{query}}"}. A text that is nothing but a placeholder
 * becomes its value, whatever kind it is of; within a longer text a value stands as text. Placeholders without a value
 * are left.
 */
public record Placeholders(Map<String, JsonNode> values) {

    private static final Pattern ONE = Pattern.compile("\\{\\{([A-Za-z0-9_]+)}}");

    public Placeholders {
        values = Map.copyOf(values);
    }

    /** A copy of {@code body} with the values in it. Names of fields may have placeholders too. */
    public JsonNode fill(JsonNode body) {
        if (body instanceof ObjectNode object) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> filled.set(text(field.getKey()), fill(field.getValue())));
            return filled;
        }
        if (body instanceof ArrayNode array) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> filled.add(fill(element)));
            return filled;
        }
        return body.isTextual() ? value(body.textValue()) : body;
    }

    private JsonNode value(String text) {
        Matcher whole = ONE.matcher(text);
        JsonNode value = whole.matches() ? values.get(whole.group(1)) : null;
        return value == null ? TextNode.valueOf(text(text)) : value;
    }

    private String text(String text) {
        return ONE.matcher(text).replaceAll(found -> {
            JsonNode value = values.get(found.group(1));
            return Matcher.quoteReplacement(value == null ? found.group() : value.asText());
        });
    }

    /** The names of the placeholders in a body. */
    public static Set<String> in(JsonNode body) {
        Set<String> names = new TreeSet<>();
        ONE.matcher(body.toString()).results().forEach(found -> names.add(found.group(1)));
        return names;
    }
}
