/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;

/**
 * The same products in one index for each number of shards, with several segments, nested documents, and a rank that is
 * unique and so orders them alike on any number of shards.
 */
final class RequestShop {

    /** Vectors are whole numbers with a 127 in them, and so are their own codes. */
    static final int DIMENSION = 8;

    /** Each load is a segment of its own in every shard; a product knows its load as {@code part}. */
    static final int PARTS = 3;

    private static final int BRANDS = 6;
    private static final List<String> WORDS =
            List.of("oak", "steel", "glass", "small", "large", "red", "blue", "garden");

    private final Http http;
    private final String prefix;
    private final Random random;
    private final Map<String, Product> products = new LinkedHashMap<>();

    /**
     * A product.
     *
     * @param rank what the searches of these tests score it by
     * @param tags none, one or several
     * @param sales null where nothing is known
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Product(
            String id,
            int rank,
            String title,
            String brand,
            int part,
            int[] vector,
            List<String> tags,
            Integer sales,
            double price,
            boolean fresh) {}

    /**
     * @param prefix of the indices' names, before the number of shards
     * @param size how many products
     * @param parity 0 for even ranks, 1 for odd ones, so that two shops together have unique ranks too
     */
    RequestShop(Http http, String prefix, Random random, int size, int parity) {
        this.http = http;
        this.prefix = prefix;
        this.random = random;
        List<Integer> ranks =
                new ArrayList<>(IntStream.rangeClosed(1, size).boxed().toList());
        Collections.shuffle(ranks, random);
        for (int i = 0; i < size; i++) {
            String id = "p%03d".formatted(i);
            String brand = "b" + i % BRANDS;
            products.put(
                    id,
                    new Product(
                            id,
                            2 * ranks.get(i) + parity,
                            title(),
                            brand,
                            i * PARTS / size,
                            vector(),
                            tags(),
                            random.nextInt(5) == 0 ? null : random.nextInt(1 << random.nextInt(12)),
                            random.nextInt(2_000) / 8.0,
                            random.nextInt(10) == 0));
        }
    }

    private List<String> tags() {
        return random.ints(random.nextInt(4), 0, 8)
                .distinct()
                .mapToObj(tag -> "t" + tag)
                .toList();
    }

    private String title() {
        String words = WORDS.get(random.nextInt(WORDS.size())) + " " + WORDS.get(random.nextInt(WORDS.size()));
        return "lamp " + words + " " + Long.toString(random.nextLong(), Character.MAX_RADIX);
    }

    /** A random vector, most of whose cosines with others are above 0. */
    int[] vector() {
        int[] vector = new int[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = random.nextInt(160) - 60;
        }
        vector[random.nextInt(DIMENSION)] = 127;
        return vector;
    }

    /** Makes and fills the indices, in place of those of the same names. */
    RequestShop open(List<Integer> shards) throws IOException {
        for (int number : shards) {
            String index = prefix + "_" + number;
            http.delete("/" + index + "?ignore_unavailable=true").ok();
            http.put("/" + index, body(number)).ok();
            for (int part = 0; part < PARTS; part++) {
                int load = part;
                new Bulk(http, index)
                        .load(
                                Bulk.Documents.of(products.values().stream()
                                        .filter(product -> product.part == load)
                                        .map(RequestShop::document)
                                        .iterator()),
                                done -> {});
            }
        }
        return this;
    }

    /** Deletes the indices. */
    void close() throws IOException {
        http.delete("/" + prefix + "_*").ok();
    }

    private static ObjectNode body(int shards) {
        ObjectNode body = Http.JSON.createObjectNode();
        body.putObject("settings")
                .put("number_of_shards", shards)
                .put("number_of_replicas", 0)
                .put("index.knn", true);
        ObjectNode fields = body.putObject("mappings").putObject("properties");
        fields.putObject("title").put("type", "text");
        for (String keyword : List.of("brand", "sku", "tags")) {
            fields.putObject(keyword).put("type", "keyword");
        }
        for (String number : List.of("rank", "part", "sales")) {
            fields.putObject(number).put("type", "integer");
        }
        fields.putObject("price").put("type", "double");
        fields.putObject("fresh").put("type", "boolean");
        fields.putObject("unread").put("type", "keyword").put("doc_values", false);
        fields.putObject("maker").put("type", "alias").put("path", "brand");
        fields.putObject("added").put("type", "date");
        ObjectNode offers = fields.putObject("offers").put("type", "nested").putObject("properties");
        offers.putObject("seller").put("type", "keyword");
        fields.putObject("embedding")
                .put("type", "knn_vector")
                .put("dimension", DIMENSION)
                .putObject("method")
                .put("name", "hnsw")
                .put("engine", "lucene")
                .put("space_type", "cosinesimil");
        return body;
    }

    private static Bulk.Document document(Product product) {
        ObjectNode source = Http.JSON
                .createObjectNode()
                .put("title", product.title)
                .put("brand", product.brand)
                .put("sku", "sku-" + product.title)
                .put("rank", product.rank)
                .put("part", product.part)
                .put("added", day(product.rank))
                .put("price", product.price)
                .put("fresh", product.fresh)
                .put("sales", product.sales);
        ArrayNode tags = source.putArray("tags");
        product.tags.forEach(tags::add);
        ArrayNode offers = source.putArray("offers");
        offers.addObject().put("seller", "seller of " + product.brand);
        offers.addObject().put("seller", "seller of all");
        source.set("embedding", array(product.vector));
        return new Bulk.Document(product.id, source);
    }

    /** The day that a product of that rank was added. */
    static String day(int rank) {
        return LocalDate.ofEpochDay(19_000L + rank).toString();
    }

    static ArrayNode array(int[] vector) {
        ArrayNode array = Http.JSON.createArrayNode();
        for (int component : vector) {
            array.add(component);
        }
        return array;
    }

    /** The same as the definition of the choice takes it. */
    static double[] codes(int[] vector) {
        return IntStream.of(vector).asDoubleStream().toArray();
    }

    /** All products, the best ranks first. */
    List<Product> byRank() {
        return products.values().stream()
                .sorted((a, b) -> Integer.compare(b.rank, a.rank))
                .toList();
    }

    Product product(String id) {
        return products.get(id);
    }

    int size() {
        return products.size();
    }
}
