/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchCluster;
import org.assort.demo.node.OpenSearchNode;
import org.assort.soak.Await;
import org.assort.soak.StoreClient;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * What becomes of stored models when nodes, disks and the index have faults: the second of two nodes is the one they befall.
 * A node takes long to start, so that each of its absences has several models, each with a fate of its own.
 */
public final class ModelStoreFaultsIT extends NodeTestCase {

    private static final String TEXT = "red lamp";
    private static final String FILE = "model.onnx";

    private static OpenSearchCluster cluster;
    private static OpenSearchNode faulty;
    private static Path folder;
    private static long bytes;

    @BeforeClass
    public static void start() throws IOException {
        folder = Files.createTempDirectory("assort-model");
        Project.artifacts().miniLm().writeTo(folder);
        bytes = Files.size(folder.resolve(FILE)) + Files.size(folder.resolve("tokenizer.json"));
        cluster = OpenSearchCluster.run(
                Project.artifacts().distribution(),
                "assort-store-faults",
                List.of(settings(), settings().withSetting("node.roles", "[data, ingest]")),
                SharedNode.PATIENCE);
        faulty = cluster.node(1);
    }

    private static NodeSettings settings() throws IOException {
        return Project.briefNode()
                .withHeap("1g")
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

    private static StoreClient store() {
        return new StoreClient(cluster.node(0).http());
    }

    private static long upload(String id) throws IOException {
        return store().upload(id, folder, "").path("version").asLong();
    }

    /** Uploads models and returns their versions, in the same order, when both nodes serve them all. */
    private static long[] uploadAll(String... ids) throws IOException {
        long[] versions = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            versions[i] = upload(ids[i]);
        }
        for (int i = 0; i < ids.length; i++) {
            store().awaitWarm(ids[i], 2, versions[i]);
        }
        cluster.awaitHealth(cluster.node(0), "green", 2, SharedNode.PATIENCE);
        return versions;
    }

    /** Where a version lies on the faulty node. */
    private static Path cache(long version) {
        return faulty.home().resolve("data/nodes/0/assort/models/" + version);
    }

    private static void startAgain() throws IOException {
        faulty.start().awaitReady(SharedNode.PATIENCE);
        cluster.awaitHealth(cluster.node(0), "green", 2, SharedNode.PATIENCE);
    }

    /** What the faulty node says of a model. */
    private static JsonNode onFaultyNode(String id) throws IOException {
        for (JsonNode node : store().model(id).path("nodes")) {
            if (node.path("name").asText().equals(faulty.settings().nodeName())) {
                return node;
            }
        }
        return Http.JSON.createObjectNode();
    }

    private static String awaitFailed(String id) throws IOException {
        Await.until(
                id + " fails",
                SharedNode.PATIENCE,
                () -> onFaultyNode(id).path("state").asText().equals("failed"));
        assertEquals("the other node goes on", 384, store().vector(id, TEXT).length);
        return onFaultyNode(id).path("reason").asText();
    }

    private static void assertFetched(String id, long version, long expected) throws IOException {
        store().awaitWarm(id, 2, version);
        assertEquals(id, expected, onFaultyNode(id).path("fetched_bytes").asLong());
        assertEquals(id, 384, new StoreClient(faulty.http()).vector(id, TEXT).length);
    }

    /** The node stops; meanwhile its disk, the index and the catalogue change. */
    @Test
    public void stoppedNodeComesBackToWhatHasChanged() throws IOException {
        long[] versions = uploadAll("kept", "lost", "flipped", "corrupt", "gone");
        faulty.stop();
        Folders.delete(cache(versions[1]));
        SeveralModelsIT.flipByte(cache(versions[2]).resolve("flipped").resolve(FILE));
        Folders.delete(cache(versions[3]));
        String chunk = "/.assort-models/_doc/" + versions[3] + "%2F" + FILE + "%2F0%2F1";
        Http http = cluster.node(0).http();
        ObjectNode whole = (ObjectNode) http.get(chunk).ok().path("_source");
        ObjectNode corrupt = whole.deepCopy();
        byte[] data = Base64.getDecoder().decode(whole.path("data").asText());
        corrupt.put("data", Base64.getEncoder().encodeToString(StoreClient.flipped(data)));
        http.put(chunk, corrupt).ok();
        http.delete(StoreClient.MODELS + "gone").ok();
        startAgain();

        assertFetched("kept", versions[0], 0);
        assertFetched("lost", versions[1], bytes);
        assertFetched("flipped", versions[2], bytes);
        Await.until("the files are gone", SharedNode.PATIENCE, () -> Files.exists(cache(versions[4])) == false);
        assertEquals(400, new StoreClient(faulty.http()).embed("gone", TEXT).status());
        assertEquals(404, store().http().get(StoreClient.MODELS + "gone").status());

        assertContains(
                "the reason",
                awaitFailed("corrupt"),
                "chunk 1 of [model.onnx] of model [corrupt] in the store is not what was uploaded");
        assertFalse("nothing of it stays", Files.exists(cache(versions[3])));
        http.delete(chunk).ok();
        Await.until(
                "a missing chunk is said",
                SharedNode.PATIENCE,
                () -> onFaultyNode("corrupt").path("reason").asText().contains("is missing"));
        http.put(chunk, whole).ok();
        store().awaitWarm("corrupt", 2, versions[3]);
    }

    @Test
    public void nodeWhoseDiskTakesNothingSaysSoAndTriesAgain() throws IOException {
        long before = uploadAll("before")[0];
        Path models = cache(before).getParent();
        Path away = models.resolveSibling("away");
        Files.move(models, away);
        Files.writeString(models, "in the way");
        long blocked = upload("blocked");
        store().awaitWarm("blocked", 1, blocked);
        assertContains("the reason", awaitFailed("blocked"), models.toString());
        assertEquals(384, new StoreClient(faulty.http()).vector("before", TEXT).length);
        Files.delete(models);
        Files.move(away, models);
        store().awaitWarm("blocked", 2, blocked);
    }

    /** Its memory is wanted, so that it is loaded anew; meanwhile its file was damaged. */
    @Test
    public void modelThatIsDamagedWhileTheNodeRunsIsFetchedAgain() throws IOException {
        long version = uploadAll("damaged")[0];
        setMemory("'0b'", "'0s'");
        try {
            Await.until(
                    "it is cold",
                    SharedNode.PATIENCE,
                    () -> onFaultyNode("damaged").path("state").asText().equals("cold"));
        } finally {
            setMemory("null", "null");
        }
        Path file = cache(version).resolve("damaged").resolve(FILE);
        SeveralModelsIT.flipByte(file);
        StoreClient there = new StoreClient(faulty.http());
        Http.Response lost = there.embed("damaged", TEXT);
        assertEquals(lost.text(), 503, lost.status());
        Await.until(
                "it is fetched again",
                SharedNode.PATIENCE,
                () -> Files.exists(file) && Files.mismatch(file, folder.resolve(FILE)) == -1);
        Await.until(
                "it is served",
                SharedNode.PATIENCE,
                () -> onFaultyNode("damaged").path("state").asText().equals("warm"));
        assertEquals(384, there.vector("damaged", TEXT).length);
    }

    private static void setMemory(String limit, String idle) throws IOException {
        ObjectNode settings = json("{'persistent': {'assort.models.memory_limit': " + limit
                + ", 'assort.models.idle_time': " + idle + "}}");
        cluster.node(0).http().put("/_cluster/settings", settings).ok();
    }

    /** The node dies in the middle of a fetch; meanwhile another model gets a new version, which must not wait for it. */
    @Test
    public void killedNodeFetchesAnew() throws IOException {
        long first = uploadAll("replaced")[0];
        long fetched = upload("fetched");
        faulty.killHard();
        store().awaitWarm("fetched", 1, fetched);
        long second = store().upload("replaced", folder, "?replace=true")
                .path("version")
                .asLong();
        Await.until(
                "it is active",
                SharedNode.PATIENCE,
                () -> store().model("replaced").at("/store/active/version").asLong() == second);
        startAgain();
        store().awaitWarm("fetched", 2, fetched);
        store().awaitWarm("replaced", 2, second);
        Await.until("the old version's files are gone", SharedNode.PATIENCE, () -> Files.exists(cache(first)) == false);
        assertEquals(
                "no more is there of the fetch",
                3,
                Folders.files(cache(fetched)).size());
        Path part = cache(fetched).resolveSibling(fetched + ".part");
        assertFalse("nor its beginning", Files.exists(part));
    }
}
