/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.first;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.assort.bench.Workplace;
import org.assort.bench.data.Product;
import org.assort.bench.http.KeepAlive;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.assort.demo.node.ModelSource;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchNode;
import org.assort.demo.node.Ports;

/** A real node with our plugin beside k-NN, and one index of products. */
final class ShopNode implements AutoCloseable {

    static final String INDEX = "products";
    static final String VECTOR = "embedding";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final OpenSearchNode node;

    private ShopNode(OpenSearchNode node) {
        this.node = node;
    }

    /** Starts it on a free port of 127.0.0.1 and waits until its model is warm. */
    static ShopNode start(Workplace workplace, Encoder encoder) throws IOException, InterruptedException {
        NodeSettings settings = NodeSettings.onPort(Ports.free())
                .withHeap("2g")
                .withPlugin(workplace.peer("opensearch-job-scheduler"))
                .withPlugin(workplace.peer("opensearch-knn"))
                .withPlugin(workplace.artifacts().plugin())
                .withModel(Artifacts.MINI_LM, ModelSource.copyOf(encoder.folder()));
        ShopNode shop = new ShopNode(OpenSearchNode.run(workplace.artifacts().distribution(), settings, PATIENCE));
        try {
            shop.awaitModel(Artifacts.MINI_LM);
            return shop;
        } catch (IOException | InterruptedException e) {
            shop.close();
            throw e;
        }
    }

    private void awaitModel(String model) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String state = "";
        while (System.nanoTime() - deadline < 0) {
            JsonNode answer =
                    node.http().get("/_plugins/_assort/models/" + model).body();
            state = answer.findPath("state").asText();
            if (state.equals("warm")) {
                return;
            }
            if (state.equals("failed")) {
                break;
            }
            Thread.sleep(200);
        }
        throw new IOException("model [" + model + "] is not warm but [" + state + "]; the end of the node's log:\n"
                + node.logTail(20));
    }

    /** Makes the index: one shard, one segment. */
    void fill(List<Product> products, float[][] vectors) throws IOException {
        node.http().put("/" + INDEX, mapping(vectors[0].length)).ok();
        Iterator<Bulk.Document> sources = IntStream.range(0, vectors.length)
                .mapToObj(i -> document(products.get(i), vectors[i]))
                .iterator();
        new Bulk(node.http(), INDEX).load(Bulk.Documents.of(sources), done -> {});
        node.http().post("/" + INDEX + "/_forcemerge?max_num_segments=1", "").ok();
        node.http().post("/" + INDEX + "/_refresh", "").ok();
        JsonNode counts = node.http()
                .get("/" + INDEX + "/_stats/docs,segments")
                .ok()
                .path("_all")
                .path("primaries");
        long segments = counts.path("segments").path("count").asLong();
        long documents = counts.path("docs").path("count").asLong();
        if (segments != 1 || documents != vectors.length) {
            throw new IOException("the index must have one segment and " + vectors.length + " documents, got "
                    + segments + " and " + documents);
        }
    }

    private static ObjectNode mapping(int dimension) {
        ObjectNode index = Http.JSON.createObjectNode();
        index.putObject("settings")
                .put("index.number_of_shards", 1)
                .put("index.number_of_replicas", 0)
                .put("index.refresh_interval", "-1")
                .put("index.knn", true);
        ObjectNode fields = index.putObject("mappings").putObject("properties");
        fields.putObject("title").put("type", "text");
        fields.putObject("description").put("type", "text");
        fields.putObject("brand").put("type", "keyword");
        fields.putObject(VECTOR)
                .put("type", "knn_vector")
                .put("dimension", dimension)
                .putObject("method")
                .put("name", "hnsw")
                .put("engine", "lucene")
                .put("space_type", "cosinesimil");
        return index;
    }

    private static Bulk.Document document(Product product, float[] vector) {
        ObjectNode source = Http.JSON.createObjectNode();
        source.put("title", product.title())
                .put("description", product.description())
                .put("brand", product.brand());
        ArrayNode components = source.putArray(VECTOR);
        for (float component : vector) {
            components.add(component);
        }
        return new Bulk.Document(product.id(), source);
    }

    Http http() {
        return node.http();
    }

    /** A connection for what is timed. */
    KeepAlive connect() throws IOException {
        return new KeepAlive(Ports.HOST, node.settings().httpPort());
    }

    long pid() {
        return node.pid();
    }

    @Override
    public void close() {
        node.close();
    }
}
