/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.bench.data.Product;
import org.assort.demo.shop.Ndjson;

/** Reads {@code products.ndjson} or {@code products.ndjson.xz}: a product a line. */
final class ProductFile {

    private static final List<String> DESCRIPTION = List.of("short_description", "description");
    private static final List<String> SUPPLIER = List.of("supplier", "brand");
    private static final List<String> CATEGORY = List.of("category", "attr_t_product_type", "attr_t_type");

    private final Path file;
    private final Map<String, List<String>> attributes;

    /**
     * Finds the file.
     *
     * @param aspect a field to be read besides supplier and category
     */
    ProductFile(Path folder, String aspect) throws IOException {
        Path plain = folder.resolve("products.ndjson");
        this.file = Files.exists(plain) ? plain : folder.resolve("products.ndjson.xz");
        if (!Files.isReadable(file)) {
            throw new IOException("[--data] must hold products.ndjson or products.ndjson.xz, got [" + folder + "]");
        }
        this.attributes = new HashMap<>(Map.of("supplier", SUPPLIER, "category", CATEGORY));
        attributes.putIfAbsent(aspect, List.of(aspect));
    }

    List<Item> read() throws IOException {
        List<Item> items = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        try (Ndjson lines = new Ndjson(file)) {
            for (ObjectNode json = lines.next(); json != null; json = lines.next()) {
                Item item = item(json);
                Product product = item.product();
                if (product.id().isBlank() || product.title().isBlank()) {
                    throw new IOException("line " + lines.line() + " of " + file + " must have an id and a title");
                }
                if (!ids.add(product.id())) {
                    throw new IOException(
                            "line " + lines.line() + " of " + file + " repeats the id [" + product.id() + "]");
                }
                items.add(item);
            }
        }
        if (items.isEmpty()) {
            throw new IOException(file + " must hold products, got none");
        }
        return items;
    }

    private Item item(ObjectNode json) {
        Map<String, List<String>> values = new HashMap<>();
        attributes.forEach((name, fields) -> {
            List<String> found = first(json, fields);
            if (!found.isEmpty()) {
                values.put(name, found);
            }
        });
        Product product = new Product(
                json.path("id").asText(),
                json.path("title").asText(),
                String.join(" ", first(json, DESCRIPTION)),
                String.join(" ", values.getOrDefault("supplier", List.of())),
                String.join(" ", values.getOrDefault("category", List.of())));
        return new Item(product, values);
    }

    /** The values of the first of some fields that has any. */
    private static List<String> first(ObjectNode json, List<String> fields) {
        return fields.stream()
                .map(field -> texts(json.path(field)))
                .filter(values -> !values.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(one -> texts.addAll(texts(one)));
        } else if (value.isValueNode() && !value.asText("").isBlank()) {
            texts.add(value.asText());
        }
        return texts;
    }
}
