/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchCluster;
import org.assort.demo.node.OpenSearchNode;
import org.assort.demo.node.Ports;
import org.assort.soak.Await;
import org.assort.soak.StoreClient;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** What becomes of a stored model when nodes, disks and the index have faults: the second of two nodes is the one they befall. */
public final class ModelStoreFaultsIT extends NodeTestCase {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String MODEL = "mini";
    private static final String TEXT = "red lamp";

    private static OpenSearchCluster cluster;
    private static OpenSearchNode faulty;
    private static Path folder;
    private static long bytes;

    @BeforeClass
    public static void start() throws IOException {
        folder = Files.createTempDirectory("assort-model");
        Project.artifacts().miniLm().writeTo(folder);
        bytes = Files.size(folder.resolve("model.onnx")) + Files.size(folder.resolve("tokenizer.json"));
        NodeSettings settings = settings();
        cluster = OpenSearchCluster.run(
                Project.artifacts().distribution(),
                "assort-store-faults",
                List.of(settings, settings().withSetting("node.roles", "[data, ingest]")),
                PATIENCE);
        faulty = cluster.node(1);
    }

    private static NodeSettings settings() throws IOException {
        return NodeSettings.onPort(Ports.free())
                .withHeap("512m")
                .withJvmOption("-XX:TieredStopAtLevel=1")
                .withSetting("assort.store.interval", "1s")
                .withPlugin(Project.artifacts().plugin());
    }

    @AfterClass
    public static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
            cluster = null;
            faulty = null;
        }
        Folders.delete(folder);
    }

    @After
    public void deleteModel() throws IOException {
        if (cluster.node(0).http().get(StoreClient.MODELS + MODEL).status() == 200) {
            cluster.node(0).http().delete(StoreClient.MODELS + MODEL).ok();
        }
    }

    private static StoreClient store() {
        return new StoreClient(cluster.node(0).http());
    }

    private static long upload() throws IOException {
        JsonNode done = store().upload(MODEL, folder, "?replace=true");
        long version = done.path("version").asLong();
        store().awaitWarm(MODEL, 2, version);
        cluster.awaitHealth(cluster.node(0), "green", 2, PATIENCE);
        return version;
    }

    private static Path cache() {
        return faulty.home().resolve("data/nodes/0/assort/models");
    }

    private static void startAgain() throws IOException {
        faulty.start().awaitReady(PATIENCE);
        cluster.awaitHealth(cluster.node(0), "green", 2, PATIENCE);
    }

    /** What the faulty node says of the model. */
    private static JsonNode faultyNode() throws IOException {
        for (JsonNode node : store().model(MODEL).path("nodes")) {
            if (node.path("name").asText().equals(faulty.settings().nodeName())) {
                return node;
            }
        }
        return Http.JSON.createObjectNode();
    }

    private static String awaitFailed() throws IOException {
        Await.until(
                "the model fails",
                PATIENCE,
                () -> faultyNode().path("state").asText().equals("failed"));
        assertEquals("the other node goes on", 384, store().vector(MODEL, TEXT).length);
        return faultyNode().path("reason").asText();
    }

    @Test
    public void restartedNodeTakesWhatItsDiskHas() throws IOException {
        long version = upload();
        faulty.stop();
        startAgain();
        store().awaitWarm(MODEL, 2, version);
        assertEquals("with its cache", 0, faultyNode().path("fetched_bytes").asLong());

        faulty.stop();
        Folders.delete(cache());
        startAgain();
        store().awaitWarm(MODEL, 2, version);
        assertEquals("without", bytes, faultyNode().path("fetched_bytes").asLong());

        faulty.stop();
        SeveralModelsIT.flipByte(cache().resolve(version + "/" + MODEL + "/model.onnx"));
        startAgain();
        store().awaitWarm(MODEL, 2, version);
        assertEquals(
                "with a broken one", bytes, faultyNode().path("fetched_bytes").asLong());
        assertEquals(384, new StoreClient(faulty.http()).vector(MODEL, TEXT).length);
    }

    @Test
    public void corruptedChunkIsSaidAndFetchedAgainWhenItIsWhole() throws IOException {
        long version = upload();
        faulty.stop();
        Folders.delete(cache());
        String chunk = "/.assort-models/_doc/" + version + "%2Fmodel.onnx%2F1";
        Http http = cluster.node(0).http();
        ObjectNode whole = (ObjectNode) http.get(chunk).ok().path("_source");
        byte[] data = Base64.getDecoder().decode(whole.path("data").asText());
        ObjectNode corrupted = whole.deepCopy();
        corrupted.put("data", Base64.getEncoder().encodeToString(StoreClient.flipped(data)));
        http.put(chunk, corrupted).ok();
        startAgain();
        assertContains(
                "the reason",
                awaitFailed(),
                "chunk 1 of [model.onnx] of model [mini] in the store is not what was uploaded");
        assertEquals(List.of(), Folders.files(cache()));

        http.delete(chunk).ok();
        Await.until(
                "a missing chunk is said",
                PATIENCE,
                () -> faultyNode().path("reason").asText().contains("is missing"));
        http.put(chunk, whole).ok();
        store().awaitWarm(MODEL, 2, version);
    }

    @Test
    public void nodeThatWasAwayForgetsWhatWasDeleted() throws IOException {
        upload();
        faulty.stop();
        cluster.node(0).http().delete(StoreClient.MODELS + MODEL).ok();
        startAgain();
        Await.until("the files are gone", PATIENCE, () -> Folders.files(cache()).isEmpty());
        assertEquals(400, new StoreClient(faulty.http()).embed(MODEL, TEXT).status());
        assertEquals(404, store().http().get(StoreClient.MODELS + MODEL).status());
    }

    @Test
    public void nodeWhoseDiskTakesNothingSaysSoAndTriesAgain() throws IOException {
        upload();
        faulty.stop();
        Folders.delete(cache());
        Files.writeString(cache(), "in the way");
        startAgain();
        assertContains("the reason", awaitFailed(), cache().toString());
        Files.delete(cache());
        store().awaitWarm(MODEL, 2, 0);
    }

    @Test
    public void nodeKilledWhileItFetchesFetchesAnew() throws IOException {
        JsonNode done = store().upload(MODEL, folder, "");
        faulty.killHard();
        long version = done.path("version").asLong();
        store().awaitWarm(MODEL, 1, version);
        startAgain();
        store().awaitWarm(MODEL, 2, version);
        assertEquals("nothing else on the disk", 3, Folders.files(cache()).size());
    }

    @Test
    public void newVersionDoesNotWaitForANodeThatLeft() throws IOException {
        long first = upload();
        faulty.killHard();
        JsonNode done = store().upload(MODEL, folder, "?replace=true");
        long second = done.path("version").asLong();
        Await.until(
                "it is active",
                PATIENCE,
                () -> store().model(MODEL).at("/store/active/version").asLong() == second);
        startAgain();
        store().awaitWarm(MODEL, 2, second);
        Await.until(
                "the old version's files are gone", PATIENCE, () -> Files.exists(cache().resolve("" + first)) == false);
    }
}
