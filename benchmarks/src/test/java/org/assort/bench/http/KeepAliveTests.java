/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.ThreadLeakLingering;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

@ThreadLeakLingering(linger = 10_000) // The server ends its timer thread a little after it has stopped.
public class KeepAliveTests extends RandomizedTest {

    private final Set<Integer> ports = new ConcurrentSkipListSet<>();
    private HttpServer server;

    /** Answers with what came; /chunked without telling the length, /refused with a 400. */
    @Before
    public void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::echo);
        server.start();
    }

    @After
    public void stopServer() {
        server.stop(0);
    }

    private void echo(HttpExchange exchange) throws IOException {
        ports.add(exchange.getRemoteAddress().getPort());
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        int status = path.equals("/refused") ? 400 : 200;
        exchange.sendResponseHeaders(status, path.equals("/chunked") ? 0 : body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private KeepAlive connect() throws IOException {
        return new KeepAlive(
                server.getAddress().getHostString(), server.getAddress().getPort());
    }

    @Test
    public void bodiesOfAllSizesComeWholeOverOneConnection() throws IOException {
        try (KeepAlive client = connect()) {
            for (int i = 0; i < 30; i++) {
                String text = "é" + "x".repeat(randomIntBetween(0, rarely() ? 500_000 : 3000));
                long nanos = client.exchange(KeepAlive.post("/echo", text));
                assertTrue(nanos > 0);
                assertEquals(text, client.body());
            }
        }
        assertEquals(1, ports.size());
    }

    @Test
    public void aRefusalIsNoMeasurement() throws IOException {
        try (KeepAlive client = connect()) {
            assertEquals("status 400: why", failure(client, "/refused", "why"));
            assertTrue(client.exchange(KeepAlive.post("/echo", "again")) > 0);
            assertEquals("again", client.body());
        }
    }

    @Test
    public void anAnswerOfUnknownLengthIsNotGuessedAt() throws IOException {
        try (KeepAlive client = connect()) {
            String failure = failure(client, "/chunked", "text");
            assertTrue(failure, failure.startsWith("only answers that tell their length are read, got HTTP/1.1 200"));
        }
    }

    @Test
    public void aClosedConnectionIsSaid() throws IOException {
        try (KeepAlive client = connect()) {
            byte[] nonsense = "no HTTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            String failure = failure(client, nonsense);
            assertTrue(failure, failure.contains("closed") || failure.contains("status 4"));
        }
    }

    private static String failure(KeepAlive client, String path, String body) {
        return failure(client, KeepAlive.post(path, body));
    }

    private static String failure(KeepAlive client, byte[] request) {
        try {
            throw new AssertionError("took " + client.exchange(request) + " ns");
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
