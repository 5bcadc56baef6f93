/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.bundles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assort.bench.orders.GeneratedOrders;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;

/** The products that generated orders are of, to be searched: titles of three words, prices, and how well they sell. */
final class ProductIndex {

    static final String NAME = "products";

    /** What orders call a product by. */
    static final String ID = "product_id";

    /** Hits shown, which are as many anchors. */
    static final int PAGE = 20;

    /** So many different first words: a query has this share of the products as hits. */
    private static final int KINDS = 500;

    private static final int OTHER_WORDS = 5_000;

    private ProductIndex() {}

    static void fill(Http http, OrderData.Generated shop, Random random) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode();
        body.putObject("settings").put("index.number_of_shards", 1).put("index.number_of_replicas", 0);
        ObjectNode fields = body.putObject("mappings").putObject("properties");
        fields.putObject(ID).put("type", "keyword");
        fields.putObject("title").put("type", "text");
        fields.putObject("price").put("type", "float");
        fields.putObject("sales").put("type", "float");
        http.put("/" + NAME, body).ok();
        GeneratedOrders orders = shop.orders(0, 0);
        Iterator<Bulk.Document> documents = IntStream.range(0, OrderData.Generated.PRODUCTS)
                .mapToObj(rank -> new Bulk.Document(Integer.toString(rank), product(orders.item(rank), rank, random)))
                .iterator();
        new Bulk(http, NAME).load(Bulk.Documents.of(documents), done -> {});
    }

    private static ObjectNode product(String id, int rank, Random random) {
        return Http.JSON
                .createObjectNode()
                .put(ID, id)
                .put(
                        "title",
                        "kind" + rank % KINDS + " word" + random.nextInt(OTHER_WORDS) + " word"
                                + random.nextInt(OTHER_WORDS))
                .put("price", 1 + random.nextInt(10_000) / 100.0)
                .put("sales", GeneratedOrders.weight(rank));
    }

    /** What somebody looks for. */
    static List<String> queries(int size, Random random) {
        return random.ints(0, KINDS)
                .distinct()
                .limit(size)
                .mapToObj(kind -> "kind" + kind)
                .toList();
    }

    /** A search of one of {@link #queries}, what sells best first among those that match as well. */
    static ObjectNode search(String query) {
        ObjectNode search = Http.JSON.createObjectNode().put("size", PAGE);
        showTitles(search);
        ObjectNode score = search.putObject("query").putObject("function_score");
        score.putObject("query").putObject("match").put("title", query);
        score.putObject("field_value_factor").put("field", "sales");
        return search;
    }

    /** The fields that a page shows. */
    static void showTitles(ObjectNode search) {
        search.putArray("_source").add(ID).add("title").add("price");
    }
}
