/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.assort.demo.node.Http;

/**
 * Products and what was bought of them, in indices of one shard and of five: {@code goods_{n}}, {@code orders_{n}} with an order a
 * document, and {@code lines_{n}} with a line a document. Some orders are deleted again.
 */
final class BundleShop {

    static final List<Integer> SHARDS = List.of(1, 5);
    static final int PRODUCTS = 60;

    private static final int ORDERS = 1_500;
    private static final int GROUP = 4;
    private static final int DAYS = 10;
    private static final int DELETED = 100;

    private final Http http;
    private final Random random;
    private final List<Order> orders = new ArrayList<>();

    /** An order and the day it was made. */
    record Order(String id, Set<Integer> items, int day) {

        boolean holds(Collection<String> names) {
            return names.stream().allMatch(name -> items.contains(number(name)));
        }
    }

    BundleShop(Http http, Random random) {
        this.http = http;
        this.random = random;
        for (int i = 0; i < ORDERS; i++) {
            Set<Integer> items = new TreeSet<>();
            int group = Math.min(random.nextInt(PRODUCTS / GROUP), random.nextInt(PRODUCTS / GROUP));
            for (int k = 0; k < GROUP; k++) {
                if (random.nextInt(10) < 6) {
                    items.add(group * GROUP + k);
                }
            }
            for (int more = random.nextInt(4); more >= 0; more--) {
                items.add(Math.min(random.nextInt(PRODUCTS), random.nextInt(PRODUCTS)));
            }
            orders.add(new Order("o" + i, items, random.nextInt(DAYS)));
        }
    }

    static String name(int product) {
        return "p%02d".formatted(product);
    }

    static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }

    /** The unique score of a product in the tests' searches. */
    static int rank(int product) {
        return 1 + product * 7 % PRODUCTS;
    }

    static double price(int product) {
        return 5 + product % 9 * 2.5;
    }

    static boolean inStock(int product) {
        return product % 5 != 3;
    }

    /** Orders from a day on that hold all of some items. */
    long count(Collection<String> names, int fromDay) {
        return orders.stream()
                .filter(order -> order.day() >= fromDay && order.holds(names))
                .count();
    }

    BundleShop open() throws IOException {
        for (int shards : SHARDS) {
            create("goods_" + shards, shards, """
                    "product_id": {"type": "keyword"}, "number": {"type": "integer"}, "title": {"type": "text"}, "rank": {"type": "float"},
                    "category": {"type": "keyword"}, "price": {"type": "double"}, "in_stock": {"type": "boolean"}""");
            create("orders_" + shards, shards, """
                    "items": {"type": "keyword"}, "numbers": {"type": "integer"}, "words": {"type": "text"},
                    "plain": {"type": "keyword", "index": false}, "day": {"type": "integer"}""");
            create("lines_" + shards, shards, """
                    "order": {"type": "keyword"}, "item": {"type": "keyword"}, "day": {"type": "integer"}""");
            fill(shards);
        }
        return this;
    }

    private void create(String index, int shards, String properties) throws IOException {
        http.delete("/" + index + "?ignore_unavailable=true").ok();
        http.put("/" + index, """
                {"settings": {"number_of_shards": %d, "number_of_replicas": 0},
                 "mappings": {"dynamic": "strict", "properties": {%s}}}
                """.formatted(shards, properties)).ok();
    }

    private void fill(int shards) throws IOException {
        StringBuilder goods = new StringBuilder();
        for (int i = 0; i < PRODUCTS; i++) {
            goods.append("""
                    {"index": {"_id": "%s"}}
                    {"product_id": "%s", "number": %d, "title": "lamp %s", "rank": %d, "category": "c%d", "price": %s, "in_stock": %s}
                    """.formatted(name(i), name(i), i, name(i), rank(i), i % 6, price(i), inStock(i)));
        }
        load("goods_" + shards, goods);
        // In parts, so that there are several segments.
        int part = orders.size() / 3;
        for (int from = 0; from < orders.size(); from += part) {
            StringBuilder whole = new StringBuilder();
            StringBuilder lines = new StringBuilder();
            for (Order order : orders.subList(from, Math.min(from + part, orders.size()))) {
                write(order, whole, lines);
                if (random.nextInt(ORDERS) < DELETED) {
                    write(new Order(order.id() + "x", order.items(), -1), whole, lines);
                }
            }
            load("orders_" + shards, whole);
            load("lines_" + shards, lines);
        }
        for (String index : List.of("orders_" + shards, "lines_" + shards)) {
            http.post("/" + index + "/_delete_by_query?refresh=true", "{\"query\": {\"term\": {\"day\": -1}}}")
                    .ok();
        }
    }

    private void write(Order order, StringBuilder whole, StringBuilder lines) {
        ObjectNode document = Http.JSON.createObjectNode().put("day", order.day());
        for (String field : List.of("items", "plain", "words")) {
            order.items().forEach(item -> document.withArray(field).add(name(item)));
        }
        order.items().forEach(item -> document.withArray("numbers").add(item));
        whole.append("{\"index\": {\"_id\": \"%s\"}}\n".formatted(order.id()))
                .append(document)
                .append('\n');
        for (int item : order.items()) {
            // Some products stand on two lines.
            for (int line = random.nextInt(10) == 0 ? 2 : 1; line > 0; line--) {
                lines.append("{\"index\": {\"routing\": \"%s\"}}\n".formatted(order.id()))
                        .append("{\"order\": \"%s\", \"item\": \"%s\", \"day\": %d}\n"
                                .formatted(order.id(), name(item), order.day()));
            }
        }
    }

    private void load(String index, StringBuilder lines) throws IOException {
        JsonNode done = http.postLines("/" + index + "/_bulk?refresh=true", lines.toString())
                .ok();
        if (done.path("errors").asBoolean()) {
            throw new IOException("not all was loaded: " + done);
        }
    }

    void close() throws IOException {
        for (int shards : SHARDS) {
            for (String index : List.of("goods_", "orders_", "lines_")) {
                http.delete("/" + index + shards + "?ignore_unavailable=true").ok();
            }
        }
    }
}
