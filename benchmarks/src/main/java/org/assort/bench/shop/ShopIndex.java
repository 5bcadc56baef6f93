/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
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
        return fill(fields(), i -> document(products.get(i), i), vectors, shards, settings);
    }

    /**
     * The same with fields and documents of one's own.
     *
     * @param fields the mapping's properties, to which {@link #VECTOR} is added
     * @param documents a new one for each vector, by its number; its vector is added
     */
    public ShopIndex fill(
            ObjectNode fields,
            IntFunction<Bulk.Document> documents,
            float[][] vectors,
            int shards,
            Map<String, String> settings)
            throws IOException {
        ObjectNode body = mapping(fields, vectors[0].length, shards);
        settings.forEach(((ObjectNode) body.get("settings"))::put);
        http.put("/" + name, body).ok();
        Iterator<Bulk.Document> sources = IntStream.range(0, vectors.length)
                .mapToObj(i -> withVector(documents.apply(i), vectors[i]))
                .iterator();
        new Bulk(http, name).load(Bulk.Documents.of(sources), done -> {});
        http.post("/" + name + "/_forcemerge?max_num_segments=1", "").ok();
        http.post("/" + name + "/_refresh", "").ok();
        JsonNode counts =
                http.get("/" + name + "/_stats/docs,segments").ok().path("_all").path("primaries");
        long segments = counts.path("segments").path("count").asLong();
        long loaded = counts.path("docs").path("count").asLong();
        if (segments != shards || loaded != vectors.length) {
            throw new IOException("the index must have " + shards + " segments and " + vectors.length
                    + " documents, got " + segments + " and " + loaded);
        }
        return this;
    }

    /** A search that must be answered whole. */
    public JsonNode search(ObjectNode body) throws IOException {
        return http.post("/" + name + "/_search", body).ok();
    }

    private static ObjectNode fields() {
        ObjectNode fields = Http.JSON.createObjectNode();
        fields.putObject("title").put("type", "text");
        fields.putObject("description").put("type", "text");
        fields.putObject("brand").put("type", "keyword");
        fields.putObject(NUMBER).put("type", "integer");
        return fields;
    }

    private static ObjectNode mapping(ObjectNode fields, int dimension, int shards) {
        ObjectNode index = Http.JSON.createObjectNode();
        index.putObject("settings")
                .put("index.number_of_shards", shards)
                .put("index.number_of_replicas", 0)
                .put("index.refresh_interval", "-1")
                .put("index.knn", true);
        index.putObject("mappings").set("properties", fields);
        fields.putObject(VECTOR)
                .put("type", "knn_vector")
                .put("dimension", dimension)
                .putObject("method")
                .put("name", "hnsw")
                .put("engine", "lucene")
                .put("space_type", "cosinesimil");
        return index;
    }

    private static Bulk.Document document(Product product, int number) {
        ObjectNode source = Http.JSON.createObjectNode();
        source.put("title", product.title())
                .put("description", product.description())
                .put("brand", product.brand())
                .put(NUMBER, number + 1);
        return new Bulk.Document(product.id(), source);
    }

    private static Bulk.Document withVector(Bulk.Document document, float[] vector) {
        ArrayNode components = ((ObjectNode) document.source()).putArray(VECTOR);
        for (float component : vector) {
            components.add(component);
        }
        return document;
    }
}
