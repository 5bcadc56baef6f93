/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchCluster;
import org.assort.demo.node.OpenSearchNode;
import org.assort.soak.Await;
import org.assort.soak.StoreClient;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** Two nodes without a folder of models, and models that come in through one of them. */
public final class ModelStoreIT extends NodeTestCase {

    private static final String TEXT = "red lamp";
    private static final String MODEL_FILE = "model.onnx";

    private static OpenSearchCluster cluster;

    /** A model folder as its publisher would have it. */
    private static Path folder;

    @BeforeClass
    public static void start() throws IOException {
        folder = Files.createTempDirectory("assort-model");
        Project.artifacts().miniLm().writeTo(folder);
        List<NodeSettings> members = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            members.add(Project.briefNode()
                    .withHeap("512m")
                    .withSetting("assort.store.interval", "2s")
                    .withPlugin(Project.artifacts().plugin()));
        }
        cluster =
                OpenSearchCluster.run(Project.artifacts().distribution(), "assort-store", members, SharedNode.PATIENCE);
    }

    @AfterClass
    public static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
        Folders.delete(folder);
    }

    private static StoreClient store(int node) {
        return new StoreClient(cluster.node(node).http());
    }

    private static void delete(String id) throws IOException {
        cluster.node(0).http().delete(StoreClient.MODELS + id + "?force=true").ok();
        Await.until(
                id + " is gone",
                SharedNode.PATIENCE,
                () -> store(0).http().get(StoreClient.MODELS + id).status() == 404);
    }

    private static void assertStatus(int status, Http.Response response, String... words) {
        assertEquals(response.text(), status, response.status());
        for (String word : words) {
            assertContains("the answer", response.reason(), word);
        }
    }

    @Test
    public void uploadedToOneNodeAndServedByBoth() throws IOException {
        JsonNode done = store(0).upload("mini", folder, "");
        assertEquals("active", done.path("state").asText());
        store(0).awaitWarm("mini", 2, 0);
        float[] vector = store(0).vector("mini", TEXT);
        assertEquals(384, vector.length);
        assertArrayEquals(vector, store(1).vector("mini", TEXT), 0);
        JsonNode shown = store(1).model("mini");
        assertEquals("active", shown.at("/store/active/state").asText());
        for (JsonNode node : shown.path("nodes")) {
            assertEquals("store", node.path("source").asText());
        }
        assertSearchesWork("mini");

        Http.Response again = store(1).begin("mini", folder, "");
        assertEquals(
                "the same once more is no upload",
                "active",
                again.ok().path("state").asText());
        delete("mini");
        assertStatus(400, store(1).embed("mini", TEXT), "got [mini]");
    }

    private static void assertSearchesWork(String model) throws IOException {
        Http http = cluster.node(1).http();
        http.put("/shop", json("{'mappings': {'properties': {'title': {'type': 'text'}}}}"))
                .ok();
        for (String title : List.of("red lamp", "blue lamp", "green garden chair lamp")) {
            http.post("/shop/_doc?refresh=true", Http.JSON.createObjectNode().put("title", title))
                    .ok();
        }
        JsonNode clause =
                json("{'query_text': 'red lamp', 'text_fields': ['title'], 'model': '" + model + "', 'report': true}");
        for (OpenSearchNode node : cluster.nodes()) {
            JsonNode report = node.http()
                    .post("/shop/_search", request(json("{'match': {'title': 'lamp'}}"), 10, 10, clause))
                    .ok()
                    .at("/ext/assort/diversify");
            assertEquals(report.toString(), model, report.at("/semantic/model").asText());
        }
        http.delete("/shop").ok();
    }

    @Test
    public void uploadIsTakenUpWhereItStopped() throws IOException {
        JsonNode begun = store(0).begin("resumed", folder, "").ok();
        int chunk = begun.path("chunk_bytes").asInt();
        store(0).send("resumed", folder, begun, 2);
        JsonNode there = store(1).model("resumed").at("/store/next");
        assertEquals("uploading", there.path("state").asText());
        assertEquals(2L * chunk, there.at("/files/model.onnx/received").asLong());

        byte[] first = StoreClient.bytes(folder.resolve(MODEL_FILE), 0, chunk);
        JsonNode repeated = store(1).chunk("resumed", MODEL_FILE, 0, first).ok();
        assertEquals(
                "a chunk sent twice",
                2L * chunk,
                repeated.at("/files/model.onnx/received").asLong());
        assertStatus(
                409,
                store(1).chunk(
                                "resumed",
                                MODEL_FILE,
                                3L * chunk,
                                StoreClient.bytes(folder.resolve(MODEL_FILE), 3L * chunk, chunk)),
                "[" + 2 * chunk + "] bytes are there");
        assertStatus(400, store(1).chunk("resumed", MODEL_FILE, 1, first), "[offset] must be a multiple", "got [1]");
        assertStatus(400, store(1).chunk("resumed", MODEL_FILE, 2L * chunk, new byte[7]), "got [7]");
        assertStatus(
                400,
                store(1).http().putBytes(StoreClient.MODELS + "resumed/files/" + MODEL_FILE, "application/cbor", first),
                "[offset] must say where the chunk begins");
        assertStatus(404, store(1).chunk("resumed", "other", 0, first), "got [other]");
        assertStatus(404, store(1).chunk("nobody", MODEL_FILE, 0, first), "[nobody]");

        JsonNode resumed = store(1).begin("resumed", folder, "").ok();
        assertEquals(begun.path("version"), resumed.path("version"));
        assertEquals(2L * chunk, resumed.at("/files/model.onnx/received").asLong());
        assertEquals(
                "active",
                store(1).send("resumed", folder, resumed, Integer.MAX_VALUE)
                        .path("state")
                        .asText());
        store(0).awaitWarm("resumed", 2, 0);
        delete("resumed");
    }

    @Test
    public void wrongBytesAreRefusedAndSentAgain() throws IOException {
        JsonNode begun = store(0).begin("wrong", folder, "").ok();
        int chunk = begun.path("chunk_bytes").asInt();
        long size = Files.size(folder.resolve(MODEL_FILE));
        store(0).send("wrong", folder, begun, 1);
        byte[] second = StoreClient.bytes(folder.resolve(MODEL_FILE), chunk, chunk);
        JsonNode wrong = store(0).chunk("wrong", MODEL_FILE, chunk, StoreClient.flipped(second))
                .ok();
        int left = (int) ((size - 1) / chunk + 1 - 2);
        JsonNode before = store(0).send("wrong", folder, wrong, left);
        Path tokenizer = folder.resolve("tokenizer.json");
        long lastOffset = (Files.size(tokenizer) - 1) / chunk * chunk;
        store(0).send("wrong", folder, before, (int) (lastOffset / chunk));
        Http.Response last =
                store(0).chunk("wrong", "tokenizer.json", lastOffset, StoreClient.bytes(tokenizer, lastOffset, chunk));
        assertStatus(400, last, "[model.onnx] must have the SHA-256");
        JsonNode after = store(0).model("wrong").at("/store/next");
        assertEquals(size, before.at("/files/model.onnx/received").asLong());
        assertEquals("thrown away", 0, after.at("/files/model.onnx/received").asLong());
        assertEquals("uploading", after.path("state").asText());
        assertEquals(
                "active", store(0).upload("wrong", folder, "").path("state").asText());
        store(0).awaitWarm("wrong", 2, 0);
        delete("wrong");
    }

    @Test
    public void badManifestsAreRefused() throws IOException {
        Http http = cluster.node(0).http();
        String manifest = Files.readString(folder.resolve("model.json"));
        assertStatus(400, http.put(StoreClient.MODELS + "UPPER", manifest), "got [UPPER]");
        assertStatus(
                400,
                http.put(StoreClient.MODELS + "m", manifest.replace("\"mean\"", "\"max\"")),
                "[pooling]",
                "got [max]");
        assertStatus(400, http.put(StoreClient.MODELS + "m", "{}"), "[dimension] is missing");
        assertStatus(400, http.put(StoreClient.MODELS + "m", "foo"), "the manifest is not JSON");
        byte[] latin1 =
                manifest.replaceFirst("\"passage_prefix\" ?: ?\"", "$0\u00e9 ").getBytes(StandardCharsets.ISO_8859_1);
        for (byte[] bytes : List.of(latin1, new byte[] {(byte) 0xff, (byte) 0xfe, '{'}, new byte[] {(byte) 0xc3})) {
            assertStatus(
                    400,
                    http.putBytes(StoreClient.MODELS + "m", "application/json", bytes),
                    "the manifest must be UTF-8");
        }
        String huge = manifest.replaceFirst("\"bytes\" ?: ?[0-9]+", "\"bytes\": 9223372036854775807");
        assertStatus(400, http.put(StoreClient.MODELS + "m", huge), "[assort.store.max_model_size]");
        assertEquals(404, http.get(StoreClient.MODELS + "m").status());
        assertEquals(404, http.delete(StoreClient.MODELS + "m").status());
    }

    @Test
    public void deletingIsRefusedWhileSomethingNamesTheModel() throws IOException {
        store(0).upload("named", folder, "");
        store(0).awaitWarm("named", 2, 0);
        Http http = cluster.node(1).http();
        http.put("/named-shop", json("""
                {'mappings': {'properties': {'nested': {'properties': {
                  'vector': {'type': 'product_vector', 'dimension': 384, 'model': 'named'}}}}}}
                """)).ok();
        http.put("/_ingest/pipeline/named-pipeline", json("""
                {'processors': [{'product_vector': {'model': 'named', 'fields': ['title'], 'target_field': 'nested.vector'}}]}
                """)).ok();
        assertStatus(
                409,
                http.delete(StoreClient.MODELS + "named"),
                "field [nested.vector] of index [named-shop]",
                "ingest pipeline [named-pipeline]");
        Path other = Files.createTempDirectory("assort-other");
        Project.artifacts().miniLm().writeTo(other);
        String manifest = Files.readString(other.resolve("model.json"));
        Files.writeString(other.resolve("model.json"), manifest.replace("\"mean\"", "\"cls\""));
        assertStatus(409, store(0).begin("named", other, ""), "named-shop", "[force=true]");
        Folders.delete(other);
        assertEquals(2, store(0).states("named").size());
        http.delete("/named-shop").ok();
        assertStatus(409, http.delete(StoreClient.MODELS + "named"), "ingest pipeline [named-pipeline]");
        delete("named");
        http.delete("/_ingest/pipeline/named-pipeline").ok();
    }

    @Test
    public void ofTwoUploadsAtOnceOneIsRefused() throws IOException {
        JsonNode begun = store(0).begin("twice", folder, "").ok();
        store(0).send("twice", folder, begun, 1);
        Path other = Files.createTempDirectory("assort-other");
        Project.artifacts().miniLm().writeTo(other);
        String manifest = Files.readString(other.resolve("model.json"));
        Files.writeString(other.resolve("model.json"), manifest.replace("\"mean\"", "\"cls\""));
        assertStatus(409, store(1).begin("twice", other, ""), "another upload of model [twice]", "[replace=true]");
        JsonNode replaced = store(1).begin("twice", other, "?replace=true").ok();
        assertTrue(replaced.path("version").asLong() > begun.path("version").asLong());
        assertEquals(0, replaced.at("/files/model.onnx/received").asLong());
        assertStatus(409, store(0).begin("twice", folder, ""), "another upload");
        store(1).send("twice", other, replaced, Integer.MAX_VALUE);
        store(1).awaitWarm("twice", 2, replaced.path("version").asLong());
        Folders.delete(other);
        delete("twice");
    }

    @Test
    public void twoClientsMaySendTheSameUpload() throws Exception {
        List<Callable<JsonNode>> clients =
                List.of(() -> store(0).upload("both", folder, ""), () -> store(1).upload("both", folder, ""));
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            for (Future<JsonNode> done : threads.invokeAll(clients)) {
                assertEquals("active", done.get().path("state").asText());
            }
        } finally {
            threads.shutdown();
        }
        store(0).awaitWarm("both", 2, 0);
        delete("both");
    }

    @Test
    public void shardThatStartsIsWaitedFor() throws IOException {
        store(0).begin("late", folder, "").ok();
        Http http = cluster.node(0).http();
        http.put(
                        "/.assort-models/_settings",
                        json("{'index.auto_expand_replicas': false, 'index.number_of_replicas': 0}"))
                .ok();
        try {
            for (int i = 0; i < 5; i++) {
                JsonNode primary =
                        http.get("/_cat/shards/.assort-models?format=json").ok().path(0);
                ObjectNode cancel = json("{'index': '.assort-models', 'shard': 0, 'allow_primary': true}");
                cancel.put("node", primary.path("node").asText());
                ObjectNode commands = json("{'commands': []}");
                commands.withArray("commands").addObject().set("cancel", cancel);
                http.post("/_cluster/reroute", commands).ok();
                for (int node = 0; node < 2; node++) {
                    assertEquals(
                            "uploading",
                            store(node).model("late").at("/store/next/state").asText());
                }
            }
        } finally {
            http.put("/.assort-models/_settings", json("{'index.auto_expand_replicas': '0-1'}"))
                    .ok();
        }
        delete("late");
    }

    @Test
    public void newVersionTakesOverWhenAllHaveIt() throws IOException {
        long first = store(0).upload("versions", folder, "").path("version").asLong();
        store(0).awaitWarm("versions", 2, first);
        long deleted = store(0).upload("deleted", folder, "").path("version").asLong();
        store(0).awaitWarm("deleted", 2, deleted);
        float[] before = store(0).vector("versions", TEXT);
        Path other = Files.createTempDirectory("assort-other");
        Project.artifacts().miniLm().writeTo(other);
        String manifest = Files.readString(other.resolve("model.json"));
        Files.writeString(other.resolve("model.json"), manifest.replace("\"mean\"", "\"cls\""));
        JsonNode begun = store(1).begin("versions", other, "").ok();
        long second = begun.path("version").asLong();
        assertArrayEquals(before, store(1).vector("versions", TEXT), 0);
        assertEquals(
                "preparing",
                store(1).send("versions", other, begun, Integer.MAX_VALUE)
                        .path("state")
                        .asText());
        // Whoever asks meanwhile gets the old vectors or the new ones, and always some.
        while (store(0).model("versions").at("/store/active/version").asLong() != second) {
            assertEquals(384, store(0).vector("versions", TEXT).length);
        }
        store(0).awaitWarm("versions", 2, second);
        float[] after = store(0).vector("versions", TEXT);
        assertFalse("other vectors", Arrays.equals(before, after));
        assertArrayEquals(after, store(1).vector("versions", TEXT), 0);
        Folders.delete(other);
        delete("deleted");
        for (OpenSearchNode node : cluster.nodes()) {
            Await.until(
                    "the files of the old version and of the deleted model are gone",
                    SharedNode.PATIENCE,
                    () -> files(node, first).isEmpty() && files(node, deleted).isEmpty());
            assertEquals(3, files(node, second).size());
        }
        delete("versions");
        Await.until("only the catalogue is left in the index", SharedNode.PATIENCE, () -> {
            Http http = cluster.node(0).http();
            http.post("/.assort-models/_refresh", "").ok();
            return http.get("/.assort-models/_count").ok().path("count").asInt() == 1;
        });
    }

    private static Path cache(OpenSearchNode node) {
        return node.home().resolve("data/nodes/0/assort/models");
    }

    private static List<String> files(OpenSearchNode node, long version) throws IOException {
        Path folder = cache(node).resolve(Long.toString(version));
        return Files.isDirectory(folder) ? Folders.files(folder) : List.of();
    }
}
