/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;

/** A shop in one index, with several segments and deleted documents in each shard. */
record ShopIndex(Http http, String index) {

    static final String TITLE = "title";
    static final String BRAND = "brand";

    /** A unique number, exact in a float. */
    static final String RANK = "rank";

    /** A unique keyword. */
    static final String SKU = "sku";

    /** A keyword of which a product has none, one or several. */
    static final String TAGS = "tags";

    /** A number that some products lack. */
    static final String SALES = "sales";

    static final String VECTOR = "embedding";

    private static final int PARTS = 3;

    /** Every so many products are indexed once more, which leaves a deleted document behind. */
    private static final int CHANGED = 10;

    /** Makes the index and fills it, in place of one of that name. */
    void fill(Shop shop, int shards, int replicas) throws IOException {
        http.delete("/" + index + "?ignore_unavailable=true").ok();
        http.put("/" + index, body(shards, replicas)).ok();
        List<Shop.Item> items = shop.items();
        for (int part = 0; part < PARTS; part++) {
            // Each load ends in a refresh, and so in segments of its own.
            load(items.subList(items.size() * part / PARTS, items.size() * (part + 1) / PARTS));
        }
        List<Shop.Item> again = new ArrayList<>();
        for (int i = 0; i < items.size(); i += CHANGED) {
            again.add(items.get(i));
        }
        load(again);
    }

    private void load(List<Shop.Item> items) throws IOException {
        new Bulk(http, index)
                .load(Bulk.Documents.of(items.stream().map(ShopIndex::document).iterator()), done -> {});
    }

    private static ObjectNode body(int shards, int replicas) {
        ObjectNode body = Http.JSON.createObjectNode();
        body.putObject("settings")
                .put("number_of_shards", shards)
                .put("number_of_replicas", replicas)
                .put("index.refresh_interval", "-1")
                .put("index.knn", true);
        ObjectNode mappings = body.putObject("mappings");
        mappings.putObject("_source").putArray("excludes").add(VECTOR);
        ObjectNode fields = mappings.putObject("properties");
        // Scores that know nothing of the shard's statistics: how many of the words are there.
        fields.putObject(TITLE).put("type", "text").put("similarity", "boolean");
        fields.putObject(BRAND).put("type", "keyword");
        fields.putObject(RANK).put("type", "integer");
        fields.putObject(SKU).put("type", "keyword");
        fields.putObject(TAGS).put("type", "keyword");
        fields.putObject(SALES).put("type", "integer");
        // The graph is not searched here: the smallest is the quickest to build.
        fields.putObject(VECTOR)
                .put("type", "knn_vector")
                .put("dimension", WordVectors.DIMENSION)
                .putObject("method")
                .put("name", "hnsw")
                .put("engine", "lucene")
                .put("space_type", "cosinesimil")
                .putObject("parameters")
                .put("m", 2)
                .put("ef_construction", 2);
        return body;
    }

    private static Bulk.Document document(Shop.Item item) {
        ObjectNode source = Http.JSON.createObjectNode();
        source.put(TITLE, item.title())
                .put(BRAND, item.brand())
                .put(RANK, item.rank())
                .put(SKU, "sku-" + item.id());
        ArrayNode tags = source.putArray(TAGS);
        item.tags().forEach(tags::add);
        item.sales().ifPresent(sales -> source.put(SALES, sales));
        if (item.hasVector()) {
            source.set(VECTOR, array(WordVectors.of(item.title())));
        }
        return new Bulk.Document(item.id(), source);
    }

    static ArrayNode array(int[] vector) {
        ArrayNode array = Http.JSON.createArrayNode();
        for (int component : vector) {
            array.add(component);
        }
        return array;
    }
}
