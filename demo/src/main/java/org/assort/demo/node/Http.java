/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A small JSON client of one node's REST interface. Safe for use by several threads. */
public final class Http implements AutoCloseable {

    /** Reads and writes the JSON of requests and answers. */
    public static final ObjectMapper JSON = new ObjectMapper();

    private static final String JSON_TYPE = "application/json";
    private static final String NDJSON_TYPE = "application/x-ndjson";

    private static final int THREADS = 4;
    private static final int CLOSE_SECONDS = 5;

    private final URI base;
    private final Duration timeout;
    private final String authorization;
    private final HttpClient client;

    /** The client's own would keep idle threads for a minute after it is closed. */
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Http::thread);

    /** {@code timeout} bounds each request from its start to its answer. */
    public Http(URI base, Duration timeout) {
        this(base, timeout, null);
    }

    /** The same as somebody, given as {@code name:password}. */
    public Http(URI base, Duration timeout, String user) {
        this.base = base;
        this.timeout = timeout;
        this.authorization = user == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .executor(threads)
                .build();
    }

    /**
     * An answer.
     *
     * @param body the parsed JSON; a missing node where the answer is none
     * @param headers names in lower case
     */
    public record Response(int status, JsonNode body, String text, Map<String, List<String>> headers) {

        public boolean isOk() {
            return status >= 200 && status < 300;
        }

        /** The texts of the {@code Warning} headers, as OpenSearch wrote them. */
        public List<String> warnings() {
            return headers.getOrDefault("warning", List.of());
        }

        /** This answer's JSON. @throws IOException with status and reason unless the status is 2xx */
        public JsonNode ok() throws IOException {
            if (!isOk()) {
                throw new IOException("status " + status + ": " + reason());
            }
            return body;
        }

        /** Why the request failed, in the server's words. */
        public String reason() {
            JsonNode error = body.path("error");
            JsonNode cause = error.path("caused_by").path("reason");
            String reason = error.path("reason").asText(error.asText(""));
            String all =
                    cause.isTextual() && !reason.contains(cause.asText()) ? reason + ": " + cause.asText() : reason;
            return all.isEmpty() ? text : all;
        }
    }

    public URI base() {
        return base;
    }

    public Response get(String path) throws IOException {
        return send("GET", path, JSON_TYPE, "");
    }

    public Response head(String path) throws IOException {
        return send("HEAD", path, JSON_TYPE, "");
    }

    public Response delete(String path) throws IOException {
        return send("DELETE", path, JSON_TYPE, "");
    }

    public Response post(String path, String json) throws IOException {
        return send("POST", path, JSON_TYPE, json);
    }

    public Response post(String path, JsonNode json) throws IOException {
        return post(path, json.toString());
    }

    public Response put(String path, String json) throws IOException {
        return send("PUT", path, JSON_TYPE, json);
    }

    public Response put(String path, JsonNode json) throws IOException {
        return put(path, json.toString());
    }

    /** Posts lines of JSON, each ended by a line feed. */
    public Response postLines(String path, String lines) throws IOException {
        return send("POST", path, NDJSON_TYPE, lines);
    }

    /** Sends any request; an empty body is none. {@code path} begins with a slash and is encoded already. */
    public Response send(String method, String path, String contentType, String body) throws IOException {
        return answer(request(method, path, contentType, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends bytes of any type. */
    public Response putBytes(String path, String contentType, byte[] body) throws IOException {
        // Answers are in the format of the request unless another is asked for.
        return answer(request("PUT", path, contentType, body).header("Accept", JSON_TYPE));
    }

    private HttpRequest.Builder request(String method, String path, String contentType, byte[] body) {
        BodyPublisher content = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(timeout).method(method, content);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return body.length == 0 ? request : request.header("Content-Type", contentType);
    }

    private Response answer(HttpRequest.Builder builder) throws IOException {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Response(
                    answer.statusCode(),
                    parse(answer.body()),
                    answer.body(),
                    answer.headers().map());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(request + " was interrupted").initCause(stopped);
        }
    }

    private static JsonNode parse(String text) {
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            // _cat and the like answer in plain text, which Response.text() holds.
            return MissingNode.getInstance();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "assort-http");
        thread.setDaemon(true);
        return thread;
    }

    /** Lets go of connections, those of requests under way included, and waits for its threads to end. */
    @Override
    public void close() {
        client.shutdownNow();
        try {
            client.awaitTermination(Duration.ofSeconds(CLOSE_SECONDS));
            threads.shutdownNow();
            threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
