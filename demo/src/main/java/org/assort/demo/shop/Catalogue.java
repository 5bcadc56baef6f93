/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.demo.node.Bulk;

/** Products to search in, and what is known about them. */
public final class Catalogue {

    private static final List<String> ID_NAMES = List.of("id", "_id", "product_id", "sku", "asin", "ean", "gtin");

    private final String title;
    private final String index;
    private final Fields fields;
    private final int size;
    private final ObjectNode mapping;
    private final Source source;

    /** Opens the products from the first one on. */
    private interface Source {
        Bulk.Documents open() throws IOException;
    }

    private Catalogue(String title, String index, Fields fields, int size, ObjectNode mapping, Source source) {
        this.title = title;
        this.index = index;
        this.fields = fields;
        this.size = size;
        this.mapping = mapping;
        this.source = source;
    }

    /** The products of the sample shop, for the index {@code sample-products}. */
    public static Catalogue of(SampleShop shop) {
        Map<String, Integer> all = new HashMap<>();
        shop.products().getFirst().toJson().fieldNames().forEachRemaining(name -> all.put(name, 1));
        Fields fields = Fields.guess(all, 1, Map.of());
        ObjectNode mapping = fields.mapping();
        ObjectNode properties = (ObjectNode) mapping.get("properties");
        for (String keyword : List.of("shop", "id", "seller", "label", "family")) {
            properties.putObject(keyword).put("type", "keyword");
        }
        properties.putObject("stock").put("type", "integer");
        properties.putObject("sales_last_30d").put("type", "integer");
        properties.putObject("rating").put("type", "float");
        properties.putObject("launch_date").put("type", "date");
        return new Catalogue(
                SampleShop.NAME,
                "sample-products",
                fields,
                shop.products().size(),
                mapping,
                () -> Bulk.Documents.of(shop.products().stream()
                        .map(product -> new Bulk.Document(product.id(), product.toJson()))
                        .iterator()));
    }

    /**
     * A file of products, one JSON object a line; reads it once to learn its fields.
     *
     * @param chosen fields that the user named; the others are guessed
     * @throws IllegalArgumentException if a field is missing, in words for the user
     */
    public static Catalogue of(Path file, Map<Role, String> chosen) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("[--data] must be a file that can be read, got [" + file + "]");
        }
        Map<String, Integer> present = new HashMap<>();
        int size = 0;
        try (Ndjson lines = new Ndjson(file)) {
            for (ObjectNode product = lines.next(); product != null; product = lines.next()) {
                size++;
                for (Map.Entry<String, JsonNode> field : product.properties()) {
                    if (!Fields.text(field.getValue()).isEmpty()) {
                        present.merge(field.getKey(), 1, Integer::sum);
                    }
                }
            }
        }
        if (size == 0) {
            throw new IllegalArgumentException("[--data] must hold products, got the empty file [" + file + "]");
        }
        Fields fields = Fields.guess(present, size, chosen);
        String id = id(present, size);
        return new Catalogue(
                file.getFileName().toString(), "products", fields, size, fields.mapping(), () -> reader(file, id));
    }

    private static String id(Map<String, Integer> present, int size) {
        return ID_NAMES.stream()
                .filter(name -> present.getOrDefault(name, 0) == size)
                .findFirst()
                .orElse(null);
    }

    private static Bulk.Documents reader(Path file, String id) throws IOException {
        Ndjson lines = new Ndjson(file);
        return new Bulk.Documents() {
            @Override
            public Bulk.Document next() throws IOException {
                ObjectNode product = lines.next();
                if (product == null) {
                    return null;
                }
                String key = id == null ? Long.toString(lines.line()) : Fields.text(product.path(id));
                // _id is the metadata field: a document may not carry one of its own.
                product.remove(Set.of("_id"));
                return new Bulk.Document(key, product);
            }

            @Override
            public void close() throws IOException {
                lines.close();
            }
        };
    }

    /** How it is called above a table. */
    public String title() {
        return title;
    }

    /** The index that it goes into. */
    public String index() {
        return index;
    }

    public Fields fields() {
        return fields;
    }

    /** The number of products. */
    public int size() {
        return size;
    }

    /** The body that creates the index: one shard, no replicas, and only the fields that are needed. */
    public ObjectNode indexBody() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("settings").put("number_of_shards", 1).put("number_of_replicas", 0);
        body.set("mappings", mapping.deepCopy());
        return body;
    }

    /** The products in order, from the first one on. */
    public Bulk.Documents open() throws IOException {
        return source.open();
    }

    /** The titles of the first {@code most} products. */
    public List<String> titles(int most) throws IOException {
        List<String> titles = new ArrayList<>();
        try (Bulk.Documents products = open()) {
            for (Bulk.Document next = products.next(); next != null && titles.size() < most; next = products.next()) {
                titles.add(fields.value(next.source(), Role.TITLE));
            }
        }
        return titles;
    }
}
