/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;

/**
 * Products of six kinds, ten of each, the same in as many indices as are opened. The vectors of the first five kinds are about
 * at right angles; those of the last, {@link #BETWEEN}, lie between the first two. By rank the kinds take turns.
 */
final class KindShop {

    /** The kind that is the average of kinds 0 and 1. */
    static final int BETWEEN = 5;

    static final int KINDS = 6;
    static final int OF_EACH = 10;

    /** Every product, with its rank as the score. */
    static final String QUERY = """
            {'function_score': {'query': {'match_all': {}},
              'field_value_factor': {'field': 'rank'}, 'boost_mode': 'replace'}}
            """;

    private static final List<String> NAMES = List.of(
            "walnut coffee table", "garden hose", "wool blanket", "espresso machine", "running shoes", "side table");
    private static final int DIMENSION = 8;

    private final List<Bulk.Document> products = new ArrayList<>();

    KindShop(Random random) {
        for (int i = 0; i < KINDS * OF_EACH; i++) {
            int kind = i % KINDS;
            ObjectNode source = Http.JSON.createObjectNode();
            source.put("title", NAMES.get(kind) + " " + i);
            source.put("kind", "k" + kind);
            source.put("ean", ean(id(kind, i / KINDS)));
            source.put("price", 10 * (1 + kind) + 0.5);
            source.put("rank", 200 - i);
            ArrayNode vector = source.putArray("vector");
            for (int d = 0; d < DIMENSION; d++) {
                boolean own = kind == BETWEEN ? d < 2 : d == kind;
                vector.add((float) ((own ? 1 : 0) + 0.02 * random.nextGaussian()));
            }
            products.add(new Bulk.Document(id(kind, i / KINDS), source));
        }
    }

    /** Returns the id of one of a kind's products. */
    static String id(int kind, int number) {
        return "p" + kind + "_" + number;
    }

    /** Returns what another index calls a product. */
    static String ean(String id) {
        return "ean-" + id;
    }

    /** Returns how many of the first hits are of a kind. */
    static long count(List<String> ids, int first, int kind) {
        return ids.subList(0, first).stream()
                .filter(id -> id.startsWith("p" + kind + "_"))
                .count();
    }

    /** Fills an index. What its {@code _source} keeps of vectors must not matter, so it keeps none. */
    void open(Http http, String index, int shards) throws IOException {
        ObjectNode body = (ObjectNode) Http.JSON.readTree("""
                {"settings": {"number_of_shards": %d, "number_of_replicas": 0, "index.knn": true},
                 "mappings": {"_source": {"excludes": ["vector"]}, "properties": {
                   "title": {"type": "text"}, "kind": {"type": "keyword"}, "ean": {"type": "keyword"},
                   "price": {"type": "double"}, "rank": {"type": "float"},
                   "vector": {"type": "knn_vector", "dimension": %d,
                     "method": {"name": "hnsw", "engine": "lucene", "space_type": "cosinesimil"}}}}}
                """.formatted(shards, DIMENSION));
        http.put("/" + index, body).ok();
        new Bulk(http, index).load(Bulk.Documents.of(products.iterator()), done -> {});
    }
}
