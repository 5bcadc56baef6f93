/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assort.demo.node.Http;
import org.assort.soak.Await;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

/** Many clients at once, and searches that are given up. */
public final class LoadIT extends NodeTestCase {

    private static final String INDEX = "load";
    private static final String GROUP = "warm";
    private static final int PRODUCTS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static TextShop shop;

    private ExecutorService clients;

    @BeforeClass
    public static void open() throws IOException {
        deleteIndices(INDEX);
        shop = new TextShop(http(), INDEX, new Random(randomLong())).create(1).add(PRODUCTS, GROUP, 8);
    }

    @AfterClass
    public static void close() throws IOException {
        deleteIndices(INDEX);
        shop = null;
    }

    @Before
    public void startClients() {
        clients = Executors.newFixedThreadPool(16);
    }

    @After
    public void stopClients() throws InterruptedException {
        clients.shutdownNow();
        assertTrue("clients end", clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    private static ObjectNode request(String group, int size, int window, String clause) throws IOException {
        return request(json(TextShop.query(group)), size, window, clause == null ? null : json(clause));
    }

    private static List<JsonNode> mixedRequests() throws IOException {
        List<JsonNode> requests = new ArrayList<>();
        for (String method : List.of("mmr", "dpp")) {
            for (double lambda : List.of(0.0, 0.2, 0.7)) {
                String common = "'method': '%s', 'diversity': %s".formatted(method, lambda);
                requests.add(request(GROUP, 10, 50, "{'query_text': 'red lamp', " + common + "}"));
                requests.add(request(GROUP, PRODUCTS, 100, "{'text_fields': ['title'], " + common + "}"));
                requests.add(
                        request(GROUP, 5, 20, "{" + common + "}").put("from", 7).put("explain", true));
            }
        }
        requests.add(request(GROUP, 20, 0, null));
        requests.add(request(GROUP, 0, 100, "{}"));
        return requests;
    }

    @Test
    public void eightClientsGetWhatOneGets() throws Exception {
        List<JsonNode> requests = mixedRequests();
        List<Answer> alone = new ArrayList<>();
        for (JsonNode request : requests) {
            alone.add(search(INDEX, request));
        }
        List<Future<Integer>> running = new ArrayList<>();
        for (int client = 0; client < 8; client++) {
            Random random = new Random(randomLong());
            running.add(clients.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    int which = random.nextInt(requests.size());
                    Answer answer = search(INDEX, requests.get(which));
                    assertEquals(
                            "order of " + requests.get(which), alone.get(which).ids(), answer.ids());
                    Answer.assertSameScores(
                            "scores of " + requests.get(which), alone.get(which).scores(), answer.scores());
                }
                return 50;
            }));
        }
        int answered = 0;
        for (Future<Integer> client : running) {
            answered += client.get();
        }
        assertEquals("answers", 400, answered);
    }

    @Test
    public void floodOfNewTextsLeavesOtherSearchesAlone() throws Exception {
        int groups = 72;
        int size = 8;
        for (int group = 0; group < groups; group++) {
            shop.add(size, "flood" + group, 12);
        }
        List<Callable<Integer>> flood = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            ObjectNode request = request("flood" + group, size, 100, "{'text_fields': ['title']}");
            ((ObjectNode) request.at("/rescore/diversify")).put("query_text", shop.title(6));
            flood.add(() -> {
                Http.Response response = http().post("/" + INDEX + "/_search", request);
                if (response.isOk()) {
                    assertEquals(
                            "hits of " + request,
                            size,
                            Answer.of(response).checked("flood").hits().size());
                } else {
                    assertEquals(response.text(), 429, response.status());
                }
                return response.status();
            });
        }
        AtomicBoolean over = new AtomicBoolean();
        Future<Integer> bystander = clients.submit(() -> {
            int answered = 0;
            do {
                assertEquals(
                        "hits",
                        10,
                        search(INDEX, request(GROUP, 10, 0, null)).hits().size());
                answered++;
            } while (over.get() == false);
            return answered;
        });
        int accepted = 0;
        try {
            for (Future<Integer> search : clients.invokeAll(flood)) {
                accepted += search.get() == 200 ? 1 : 0;
            }
        } finally {
            over.set(true);
        }
        assertTrue("some of the flood are answered", accepted > 0);
        assertTrue("searches beside the flood are answered", bystander.get() > 1);
        Await.until("the embedding pool is idle", PATIENCE, LoadIT::isIdle);
        assertEquals(
                "hits afterwards",
                10,
                search(INDEX, request(GROUP, 10, 100, "{}")).hits().size());
    }

    private static boolean isIdle() throws IOException {
        return assort().stat("/embedding/active") == 0 && assort().stat("/embedding/queue") == 0;
    }

    @Test
    public void cancelledSearchEnds() throws Exception {
        int products = 1_000;
        shop.add(products, "long", 60);
        setting("assort.rescore.max_embeddings", Integer.toString(products));
        setting("assort.embed.timeout", "10m");
        try {
            long texts = assort().stat("/embedding/texts");
            ObjectNode request = request("long", 10, products, "{'text_fields': ['title']}");
            Future<Http.Response> search = clients.submit(() -> http().post("/" + INDEX + "/_search", request));
            Await.until("texts are embedded", PATIENCE, () -> assort().stat("/embedding/texts") > texts);
            JsonNode cancelled =
                    http().post("/_tasks/" + task() + "/_cancel", "").ok();
            assertEquals(
                    "tasks cancelled " + cancelled,
                    0,
                    cancelled.path("node_failures").size());
            Http.Response response = search.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertFalse("a cancelled search fails: " + response.text(), response.isOk());
            assertContains("the answer", response.text(), "cancel");
            Await.until("the embedding pool is idle", PATIENCE, LoadIT::isIdle);
            long embedded = assort().stat("/embedding/texts") - texts;
            assertTrue("texts embedded before the search was given up: " + embedded, embedded < products);
        } finally {
            setting("assort.rescore.max_embeddings", null);
            setting("assort.embed.timeout", null);
        }
        assertEquals(
                "hits afterwards",
                10,
                search(INDEX, request(GROUP, 10, 100, "{}")).hits().size());
    }

    /** The id of the one search that runs on the index. */
    private static String task() throws IOException {
        JsonNode nodes = http().get("/_tasks?detailed=true&actions=indices:data/read/search")
                .ok()
                .path("nodes");
        for (JsonNode node : nodes) {
            for (JsonNode task : node.path("tasks")) {
                if (task.path("description").asText().contains("indices[" + INDEX + "]")) {
                    return task.path("node").asText() + ":" + task.path("id").asText();
                }
            }
        }
        throw new AssertionError("no search on [" + INDEX + "] among the tasks " + nodes);
    }
}
