/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.ThreadLeakLingering;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Against a server that turns documents away, which a real node does under a load that no test should need. */
@ThreadLeakLingering(linger = 10_000) // The server ends its timer thread a little after it has stopped.
public class BulkTests extends RandomizedTest {

    private final Set<String> indexed = new HashSet<>();
    private HttpServer server;
    private Http http;
    private Random random;
    private double refuse;
    private String error;

    @Before
    public void start() throws Exception {
        random = new Random(randomLong());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        http = new Http(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Duration.ofSeconds(30));
    }

    @After
    public void stop() {
        http.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean bulk = exchange.getRequestURI().getPath().endsWith("/_bulk");
        boolean wholly = bulk && random.nextDouble() < refuse / 2;
        byte[] answer = (bulk && !wholly ? items(body) : "{\"error\":{\"reason\":\"too much\"}}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Warning", "299 OpenSearch \"first\"");
        exchange.getResponseHeaders().add("Warning", "299 OpenSearch \"second\"");
        exchange.sendResponseHeaders(wholly ? 429 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String items(String body) throws IOException {
        ObjectNode answer = Http.JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        boolean errors = false;
        String[] lines = body.split("\n", -1);
        for (int i = 0; i + 1 < lines.length; i += 2) {
            JsonNode action = Http.JSON.readTree(lines[i]).path("index");
            ObjectNode item = items.addObject()
                    .putObject("index")
                    .put("_id", action.path("_id").asText());
            boolean turnedAway = random.nextDouble() < refuse;
            errors |= turnedAway || error != null;
            if (error != null) {
                item.put("status", 400).putObject("error").put("reason", error);
            } else if (turnedAway) {
                item.put("status", 429).putObject("error").put("reason", "queue is full");
            } else {
                item.put("status", 201);
                assertTrue("twice", indexed.add(action.path("_id").asText()));
            }
        }
        return answer.put("errors", errors).toString();
    }

    private static Bulk.Documents documents(int count) {
        return Bulk.Documents.of(IntStream.range(0, count)
                .mapToObj(i ->
                        new Bulk.Document("d" + i, Http.JSON.createObjectNode().put("n", i)))
                .iterator());
    }

    @Test
    public void whatIsTurnedAwayIsSentAgainAndNothingTwice() throws Exception {
        refuse = 0.05;
        int count = randomIntBetween(1, 2_500);
        List<Long> progress = new ArrayList<>();
        assertEquals(count, new Bulk(http, "x", 1).load(documents(count), progress::add));
        assertEquals(count, indexed.size());
        assertEquals(Long.valueOf(count), progress.getLast());
        assertEquals((count + 999) / 1000, progress.size());
    }

    @Test
    public void noDocumentsIsNoRequest() throws Exception {
        assertEquals(0, new Bulk(http, "x", 1).load(documents(0), done -> fail("no batch was sent")));
    }

    @Test
    public void aDocumentThatIsRefusedIsNamedWithTheReason() {
        error = "failed to parse field [price]";
        IOException failure =
                assertThrows(IOException.class, () -> new Bulk(http, "x", 1).load(documents(3), done -> {}));
        assertEquals("document [d0] was refused: failed to parse field [price]", failure.getMessage());
    }

    @Test
    public void everyWarningHeaderIsKept() throws Exception {
        Http.Response response = http.get("/any");
        assertEquals(List.of("299 OpenSearch \"first\"", "299 OpenSearch \"second\""), response.warnings());
        assertEquals("too much", response.reason());
    }
}
