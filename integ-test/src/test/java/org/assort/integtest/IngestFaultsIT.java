/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.assort.demo.node.ModelSource;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchCluster;
import org.assort.demo.node.OpenSearchNode;
import org.assort.soak.Await;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * Documents that meet a node without their model, or one that dies, in a cluster of two of which only the first can embed.
 * None is lost: each is there with its vector, or was turned away by name and can be sent again.
 */
public final class IngestFaultsIT extends IngestTestCase {

    private static final String INDEX = "loaded";
    private static final String OLD = "old";
    private static final String PIPELINE = "'default_pipeline': 'vectors'";
    private static final String COPIES = "'number_of_shards': 2, 'number_of_replicas': 1";

    /** A model that the second node lacks; the other one is broken there. */
    private static final String ELSEWHERE = "elsewhere";

    private static OpenSearchCluster cluster;

    @BeforeClass
    public static void startCluster() throws IOException {
        ModelSource miniLm = Project.artifacts().miniLm();
        NodeSettings able = member("[cluster_manager, data, ingest]")
                .withModel(Artifacts.MINI_LM, miniLm)
                .withModel(ELSEWHERE, miniLm);
        NodeSettings unable = member("[data, ingest]").withModel(Artifacts.MINI_LM, folder -> {
            miniLm.writeTo(folder);
            Files.delete(folder.resolve("tokenizer.json"));
        });
        cluster = OpenSearchCluster.run(
                Project.artifacts().distribution(),
                "assort-ingest-" + ProcessHandle.current().pid(),
                List.of(able, unable),
                SharedNode.PATIENCE);
        able().assort().awaitModels();
    }

    private static NodeSettings member(String roles) throws IOException {
        return IngestNode.settings().withSetting("node.roles", roles);
    }

    @AfterClass
    public static void stopCluster() {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    private static IngestClient able() {
        return new IngestClient(cluster.node(0).http());
    }

    private static IngestClient unable() {
        return new IngestClient(cluster.node(1).http());
    }

    @Before
    public void deleteIndices() throws IOException {
        able().delete(INDEX, OLD);
        able().pipeline("vectors", IngestClient.processor(""));
    }

    @Test
    public void aNodeThatCannotEmbedTurnsDocumentsAwayAndAnotherTakesThem() throws IOException {
        Map<String, String> reasons = Map.of(
                Artifacts.MINI_LM,
                "model [" + Artifacts.MINI_LM + "] could not be loaded on this node",
                ELSEWHERE,
                "[model] must be a model of this node, as [GET /_plugins/_assort/models] lists them; this node has ["
                        + Artifacts.MINI_LM + "], got [" + ELSEWHERE + "]");
        for (Map.Entry<String, String> reason : reasons.entrySet()) {
            String model = reason.getKey();
            able().delete(INDEX);
            able().pipeline("vectors", IngestClient.processor(model, "'fields': ['title'], 'target_field': 'vector'"));
            able().create(INDEX, "'model': '" + model + "'", PIPELINE);
            List<ObjectNode> products = products(10);
            for (JsonNode item : unable().bulk(INDEX, products)) {
                assertEquals(item.toString(), 503, item.path("status").asInt());
                assertContains("the refusal", item.at("/error/reason").asText(), reason.getValue());
            }
            assertEquals(0, able().count(INDEX));
            assertEquals(List.of(201), IngestClient.statuses(able().bulk(INDEX, products)));
            assertEquals(10, able().count(INDEX, IngestClient.FILLED));
        }
    }

    @Test
    public void aModelThatNoNodeHasTurnsDocumentsAwayUntilThePipelineNamesOne() throws IOException {
        String fields = "'fields': ['title'], 'target_field': 'vector'";
        able().pipeline("vectors", IngestClient.processor("nowhere", fields));
        able().create(INDEX, "", PIPELINE);
        List<ObjectNode> products = products(10);
        for (IngestClient node : List.of(able(), unable())) {
            List<JsonNode> items = node.bulk(INDEX, products);
            assertEquals("each is told", 10, items.size());
            assertEquals(items.toString(), List.of(503), IngestClient.statuses(items));
            assertContains("the refusal", items.get(0).at("/error/reason").asText(), "got [nowhere]");
        }
        assertEquals(0, able().count(INDEX));
        able().pipeline("vectors", IngestClient.processor(""));
        assertEquals(List.of(201), IngestClient.statuses(able().bulk(INDEX, products)));
        assertEquals(10, able().count(INDEX, IngestClient.FILLED));
    }

    @Test
    public void whatIsTakenWithoutAVectorGetsItLater() throws IOException {
        able().pipeline("lenient", IngestClient.processor(", 'ignore_failure': true"));
        able().create(INDEX, "", "'default_pipeline': 'lenient'");
        List<ObjectNode> products = products(10);
        assertEquals(List.of(201), IngestClient.statuses(unable().bulk(INDEX, products)));
        assertEquals(0, able().count(INDEX, IngestClient.FILLED));

        // Who starts a backfill there loses nothing by it.
        JsonNode failed = unable().ended(unable().startBackfill("{'index': '" + INDEX + "', 'pipeline': 'vectors'}"));
        assertEquals(failed.toString(), 503, failed.at("/failures/0/status").asInt());
        assertEquals(0, able().count(INDEX, IngestClient.FILLED));
        JsonNode filled = able().runBackfill("{'index': '" + INDEX + "', 'pipeline': 'vectors'}");
        assertEquals(filled.toString(), 10, filled.path("updated").asInt());
        assertEquals(10, able().count(INDEX, IngestClient.FILLED));
        for (int i = 0; i < 10; i++) {
            assertEquals(
                    products.get(i).path("title"), able().source(INDEX, "p" + i).path("title"));
        }
    }

    @Test
    public void aDataNodeThatDiesCostsNoDocument() throws Exception {
        able().create(INDEX, "'encoding': 'int8'", COPIES, PIPELINE);
        OpenSearchNode data = cluster.node(1);
        cluster.awaitHealth(cluster.node(0), "green", 2, SharedNode.PATIENCE);
        Client client = new Client(able().http(), 300);
        client.awaitTaken(50);
        data.killHard();
        client.join();
        assertEquals("taken", 300, client.taken.size());
        data.start().awaitReady(SharedNode.PATIENCE);
        cluster.awaitHealth(cluster.node(0), "green", 2, SharedNode.PATIENCE);
        assertEquals(300, able().count(INDEX));
        assertEquals(300, able().count(INDEX, IngestClient.FILLED));
    }

    @Test
    public void theNodeThatEmbedsDiesWhileItIngestsAndFills() throws Exception {
        able().create(INDEX, "", COPIES, PIPELINE);
        able().create(OLD, "", COPIES);
        assertEquals(List.of(201), IngestClient.statuses(able().bulk(OLD, products(200))));
        cluster.awaitHealth(cluster.node(0), "green", 2, SharedNode.PATIENCE);
        String task = able().startBackfill("{'index': '" + OLD + "', 'pipeline': 'vectors', 'requests_per_second': 1}");
        Await.until(
                "the first batch",
                SharedNode.PATIENCE,
                () -> able().task(task).at("/task/status/updated").asInt() > 0);
        Client client = new Client(able().http(), 400);
        client.awaitTaken(50);
        OpenSearchNode node = cluster.node(0);
        node.killHard();
        client.join();
        assertTrue("cut off: " + client.taken.size(), client.taken.size() < 400);
        node.start().awaitReady(SharedNode.PATIENCE);
        // Not green: the other node may have a copy open for the scroll of the task that died, until that runs out.
        // So it does where _update_by_query runs over an index that knows nothing of the plugin.
        cluster.awaitHealth(node, "yellow", 2, SharedNode.PATIENCE);
        able().assort().awaitModels();

        String taken = Http.JSON.valueToTree(client.taken).toString().replace('"', '\'');
        assertEquals(
                "taken, and there with its vector",
                client.taken.size(),
                able().count(
                                INDEX,
                                "{'bool': {'filter': [{'ids': {'values': %s}}, %s]}}"
                                        .formatted(taken, IngestClient.FILLED)));
        new Bulk(able().http(), INDEX).load(Bulk.Documents.of(client.documents.iterator()), done -> {});
        assertEquals(400, able().count(INDEX));
        assertEquals(400, able().count(INDEX, IngestClient.FILLED));

        long filled = able().count(OLD, IngestClient.FILLED);
        assertTrue(filled + " filled", filled > 0 && filled < 200);
        JsonNode rest = able().runBackfill("{'index': '" + OLD + "', 'pipeline': 'vectors'}");
        assertEquals(rest.toString(), 200 - filled, rest.path("updated").asLong());
        assertEquals(200, able().count(OLD));
        assertEquals(200, able().count(OLD, IngestClient.FILLED));
    }

    /** Sends documents in small bulks, each again until it is taken, and stops when the node answers no more. */
    private static final class Client {

        private static final int BATCH = 5;
        private static final int TRIES = 100;

        private final Http http;
        private final List<Bulk.Document> documents = new ArrayList<>();
        private final Set<String> taken = ConcurrentHashMap.newKeySet();
        private final Thread thread;

        Client(Http http, int size) throws IOException {
            this.http = http;
            Bulk.Documents all = documents("d", size);
            for (int i = 0; i < size; i++) {
                documents.add(all.next());
            }
            this.thread = Thread.ofPlatform().start(this::run);
        }

        private void run() {
            try {
                for (int from = 0; from < documents.size(); from += BATCH) {
                    send(documents.subList(from, from + BATCH));
                }
            } catch (IOException gone) {
                // The node has died under it: what was not taken by then is sent again later.
            }
        }

        private void send(List<Bulk.Document> batch) throws IOException {
            for (int i = 0;
                    i < TRIES
                            && taken.containsAll(batch.stream()
                                            .map(Bulk.Document::id)
                                            .toList())
                                    == false;
                    i++) {
                StringBuilder lines = new StringBuilder();
                for (Bulk.Document document : batch) {
                    lines.append("{\"index\": {\"_id\": \"")
                            .append(document.id())
                            .append("\"}}\n");
                    lines.append(document.source()).append('\n');
                }
                for (JsonNode item : IngestClient.items(
                        http.postLines("/" + INDEX + "/_bulk", lines.toString()).body())) {
                    if (item.path("status").asInt() / 100 == 2) {
                        taken.add(item.path("_id").asText());
                    }
                }
            }
        }

        void awaitTaken(int count) throws IOException {
            Await.until(count + " are taken", SharedNode.PATIENCE, () -> taken.size() >= count);
        }

        void join() throws InterruptedException {
            thread.join();
        }
    }
}
