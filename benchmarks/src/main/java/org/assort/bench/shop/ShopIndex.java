/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
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

    /** The index setting without which k-NN does not search. */
    public static final String KNN = "index.knn";

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
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(KNN, "true");
        create(withVectors(fields, vectors[0].length), shards, all);
        add(IntStream.range(0, vectors.length)
                .mapToObj(i -> withVector(documents.apply(i), vectors[i]))
                .iterator());
        merge(1);
        check(shards, vectors.length);
        return this;
    }

    /**
     * Makes the index, without documents.
     *
     * @param fields the mapping's properties
     */
    public void create(ObjectNode fields, int shards, Map<String, String> settings) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode();
        ObjectNode all = body.putObject("settings")
                .put("index.number_of_shards", shards)
                .put("index.number_of_replicas", 0)
                .put("index.refresh_interval", "-1");
        settings.forEach(all::put);
        body.putObject("mappings").set("properties", fields);
        http.put("/" + name, body).ok();
    }

    /** Indexes documents and refreshes. */
    public void add(Iterator<Bulk.Document> documents) throws IOException {
        new Bulk(http, name).load(Bulk.Documents.of(documents), done -> {});
    }

    /** Merges each shard to so many segments at most. */
    public void merge(int segments) throws IOException {
        http.post("/" + name + "/_forcemerge?max_num_segments=" + segments, "").ok();
        http.post("/" + name + "/_refresh", "").ok();
    }

    /** Returns the number of segments of all shards. */
    public long segments() throws IOException {
        return counts().path("segments").path("count").asLong();
    }

    /**
     * Checks what is in the index.
     *
     * @throws IOException unless there are so many segments and documents
     */
    public void check(long segments, long documents) throws IOException {
        long loaded = counts().path("docs").path("count").asLong();
        if (segments() != segments || loaded != documents) {
            throw new IOException("the index must have " + segments + " segments and " + documents + " documents, got "
                    + segments() + " and " + loaded);
        }
    }

    private JsonNode counts() throws IOException {
        return http.get("/" + name + "/_stats/docs,segments").ok().path("_all").path("primaries");
    }

    /** A search that must be answered whole. */
    public JsonNode search(ObjectNode body) throws IOException {
        return http.post("/" + name + "/_search", body).ok();
    }

    /** Returns fields for title, description, brand and number. */
    public static ObjectNode fields() {
        ObjectNode fields = Http.JSON.createObjectNode();
        fields.putObject("title").put("type", "text");
        fields.putObject("description").put("type", "text");
        fields.putObject("brand").put("type", "keyword");
        fields.putObject(NUMBER).put("type", "integer");
        return fields;
    }

    /** Adds {@link #VECTOR}, compared by cosine, to a mapping's properties. */
    public static ObjectNode withVectors(ObjectNode fields, int dimension) {
        fields.putObject(VECTOR)
                .put("type", "knn_vector")
                .put("dimension", dimension)
                .putObject("method")
                .put("name", "hnsw")
                .put("engine", "lucene")
                .put("space_type", "cosinesimil");
        return fields;
    }

    /** Returns a product as a document without its vector. */
    public static Bulk.Document document(Product product, int number) {
        ObjectNode source = Http.JSON.createObjectNode();
        source.put("title", product.title())
                .put("description", product.description())
                .put("brand", product.brand())
                .put(NUMBER, number + 1);
        return new Bulk.Document(product.id(), source);
    }

    private static Bulk.Document withVector(Bulk.Document document, float[] vector) {
        ((ObjectNode) document.source()).set(VECTOR, Components.of(vector));
        return document;
    }
}
