/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assort.bench.data.Product;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;

/**
 * An index of products with their vectors.
 *
 * @param http a node that is asked
 */
public record ShopIndex(Http http, String name) {

    /** The field of the vectors. */
    public static final String VECTOR = "embedding";

    /** A field with a number of each product's own. */
    public static final String NUMBER = "number";

    /** Makes the index, one segment a shard. */
    public ShopIndex fill(List<Product> products, float[][] vectors, int shards, Map<String, String> settings)
            throws IOException {
        ObjectNode body = mapping(vectors[0].length, shards);
        settings.forEach(((ObjectNode) body.get("settings"))::put);
        http.put("/" + name, body).ok();
        Iterator<Bulk.Document> sources = IntStream.range(0, vectors.length)
                .mapToObj(i -> document(products.get(i), i, vectors[i]))
                .iterator();
        new Bulk(http, name).load(Bulk.Documents.of(sources), done -> {});
        http.post("/" + name + "/_forcemerge?max_num_segments=1", "").ok();
        http.post("/" + name + "/_refresh", "").ok();
        JsonNode counts =
                http.get("/" + name + "/_stats/docs,segments").ok().path("_all").path("primaries");
        long segments = counts.path("segments").path("count").asLong();
        long documents = counts.path("docs").path("count").asLong();
        if (segments != shards || documents != vectors.length) {
            throw new IOException("the index must have " + shards + " segments and " + vectors.length
                    + " documents, got " + segments + " and " + documents);
        }
        return this;
    }

    /** A search that must be answered whole. */
    public JsonNode search(ObjectNode body) throws IOException {
        return http.post("/" + name + "/_search", body).ok();
    }

    private static ObjectNode mapping(int dimension, int shards) {
        ObjectNode index = Http.JSON.createObjectNode();
        index.putObject("settings")
                .put("index.number_of_shards", shards)
                .put("index.number_of_replicas", 0)
                .put("index.refresh_interval", "-1")
                .put("index.knn", true);
        ObjectNode fields = index.putObject("mappings").putObject("properties");
        fields.putObject("title").put("type", "text");
        fields.putObject("description").put("type", "text");
        fields.putObject("brand").put("type", "keyword");
        fields.putObject(NUMBER).put("type", "integer");
        fields.putObject(VECTOR)
                .put("type", "knn_vector")
                .put("dimension", dimension)
                .putObject("method")
                .put("name", "hnsw")
                .put("engine", "lucene")
                .put("space_type", "cosinesimil");
        return index;
    }

    private static Bulk.Document document(Product product, int number, float[] vector) {
        ObjectNode source = Http.JSON.createObjectNode();
        source.put("title", product.title())
                .put("description", product.description())
                .put("brand", product.brand())
                .put(NUMBER, number + 1);
        ArrayNode components = source.putArray(VECTOR);
        for (float component : vector) {
            components.add(component);
        }
        return new Bulk.Document(product.id(), source);
    }
}
