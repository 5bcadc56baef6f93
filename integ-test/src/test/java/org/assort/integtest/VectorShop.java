/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;

/** An index of products with random vectors, over several segments, and what is known of each product. */
final class VectorShop {

    /** How a vector is kept: by k-NN, or in a field of our own. */
    enum Storage {
        FLOATS,
        BYTES,
        DOC_VALUES,
        BYTE_DOC_VALUES,
        PRODUCT_FLOATS,
        PRODUCT_CODES;

        boolean own() {
            return this == PRODUCT_FLOATS || this == PRODUCT_CODES;
        }

        boolean bytes() {
            return this == BYTES || this == BYTE_DOC_VALUES;
        }

        boolean indexed() {
            return this == FLOATS || this == BYTES;
        }
    }

    /** Where the vectors stand: within an object, so that the name has a dot. */
    static final String FIELD = "media.vector";

    /** A query that every product answers, with its sales as the score. */
    static final String QUERY = """
            {'function_score': {'query': {'match': {'title': 'lamp'}},
              'field_value_factor': {'field': 'sales'}, 'boost_mode': 'replace'}}
            """;

    private static final int BATCHES = 4;

    private final Http http;
    private final String index;
    private final Storage storage;
    private final int dimension;
    private final Random random;
    private final Map<String, SlowChoice.Product> products = new TreeMap<>();

    VectorShop(Http http, String index, Storage storage, int dimension, Random random) {
        this.http = http;
        this.index = index;
        this.storage = storage;
        this.dimension = dimension;
        this.random = random;
    }

    String index() {
        return index;
    }

    /** Creates the index and fills it; some products have no vector, some are deleted and some changed afterwards. */
    VectorShop open(int size) throws IOException {
        http.put("/" + index, settings()).ok();
        Map<String, SlowChoice.Product> batch = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            // Some alone and some in a row: a reader that only goes forward may trip over either.
            put(batch, "p" + i, (i % 30 < 10 || i % 30 > 15) && random.nextInt(12) > 0);
            if (batch.size() == size / BATCHES) {
                load(batch);
            }
        }
        List<String> ids = new ArrayList<>(products.keySet());
        for (int i = 0; i < ids.size(); i += 10) {
            http.delete("/" + index + "/_doc/" + ids.get(i)).ok();
            products.remove(ids.get(i));
        }
        for (int i = 5; i < ids.size(); i += 10) {
            put(batch, ids.get(i), i % 20 < 10);
        }
        load(batch);
        return this;
    }

    private ObjectNode settings() {
        ObjectNode body = Http.JSON.createObjectNode();
        body.putObject("settings")
                .put("number_of_shards", 1)
                .put("number_of_replicas", 0)
                .put("index.knn", storage.indexed());
        ObjectNode mappings = body.putObject("mappings");
        mappings.putObject("_source").putArray("excludes").add(FIELD);
        ObjectNode properties = mappings.putObject("properties");
        properties.putObject("title").put("type", "text");
        properties.putObject("sales").put("type", "float");
        ObjectNode vector = properties
                .putObject("media")
                .putObject("properties")
                .putObject("vector")
                .put("type", storage.own() ? "product_vector" : "knn_vector")
                .put("dimension", dimension);
        if (storage == Storage.PRODUCT_CODES) {
            vector.put("encoding", "int8");
        }
        if (storage.bytes()) {
            vector.put("data_type", "byte");
        }
        if (storage.indexed()) {
            vector.putObject("method")
                    .put("name", "hnsw")
                    .put("engine", "lucene")
                    .put("space_type", storage.bytes() ? "l2" : "cosinesimil");
        }
        return body;
    }

    private void put(Map<String, SlowChoice.Product> batch, String id, boolean withVector) {
        double sales = (1 + random.nextInt(400)) / 8.0;
        batch.put(id, new SlowChoice.Product(id, sales, withVector ? vector() : null));
    }

    /** A vector that leans to one side, so that cosines of both signs come, most of them above 0. */
    private double[] vector() {
        double[] vector = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            double value = random.nextGaussian() + (i == 0 ? 2 : 0);
            vector[i] = storage.bytes() ? Math.clamp(Math.round(value * 30), -128, 127) : (float) value;
        }
        return vector;
    }

    // Each load ends in a refresh, and so in a segment of its own.
    private void load(Map<String, SlowChoice.Product> batch) throws IOException {
        List<Bulk.Document> documents = new ArrayList<>();
        batch.forEach((id, product) -> documents.add(new Bulk.Document(id, source(product))));
        new Bulk(http, index).load(Bulk.Documents.of(documents.iterator()), done -> {});
        products.putAll(batch);
        batch.clear();
    }

    private JsonNode source(SlowChoice.Product product) {
        ObjectNode source = Http.JSON.createObjectNode();
        source.put("title", "lamp " + product.id());
        source.put("sales", product.firstPass());
        if (product.vector() != null) {
            source.putObject("media").set("vector", array(product.vector()));
        }
        return source;
    }

    /** A random query vector. */
    double[] queryVector() {
        return vector();
    }

    /** A vector as JSON, in whole numbers where they are. */
    ArrayNode array(double[] vector) {
        ArrayNode array = Http.JSON.createArrayNode();
        for (double component : vector) {
            if (storage.bytes()) {
                array.add((int) component);
            } else {
                array.add((float) component);
            }
        }
        return array;
    }

    /** The products in the order of the hits of a search without a clause, with its scores. */
    List<SlowChoice.Product> products(List<Answer.Hit> plain) {
        return plain.stream()
                .map(hit -> new SlowChoice.Product(
                        hit.id(), hit.score(), codes(products.get(hit.id()).vector())))
                .toList();
    }

    // Bytes are codes already.
    private double[] codes(double[] vector) {
        return storage.bytes() ? vector : SlowChoice.codes(vector);
    }

    int size() {
        return products.size();
    }

    /** How many segments the index has. */
    int segments() throws IOException {
        return http.get("/_cat/segments/" + index + "?format=json").ok().size();
    }
}
