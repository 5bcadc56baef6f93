/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.assort.plugin.AssortPlugin;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;

/**
 * Speaks to one node. What may pass by itself is tried again for a while: a 429 or a 503, and a connection that was lost after
 * there had been one.
 */
final class Connection implements AutoCloseable {

    /** Where models are, below the node's address. */
    static final String MODELS = AssortPlugin.REST_PREFIX + "/models";

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int MOST_TRIES = 6;
    private static final long FIRST_PAUSE_MILLIS = 500;

    private final URI base;
    private final String authorization;
    private final HttpClient client;
    private boolean answered;
    private long answerNanos;
    private long vainNanos;

    Connection(Access access) throws IOException {
        String address = access.url().toString();
        this.base = URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
        this.authorization = access.user() == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(access.user().getBytes(StandardCharsets.UTF_8));
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(20))
                .sslContext(Trust.of(access))
                .build();
    }

    Map<String, Object> get(String path) throws IOException {
        return send("GET", path, null, new byte[0]);
    }

    Map<String, Object> delete(String path) throws IOException {
        return send("DELETE", path, null, new byte[0]);
    }

    Map<String, Object> sendJson(String method, String path, byte[] json) throws IOException {
        return send(method, path, "application/json", json);
    }

    /** Puts bytes as they are: the server takes no type for them that it does not know, and does not look into them. */
    Map<String, Object> putBytes(String path, byte[] bytes) throws IOException {
        return send("PUT", path, "application/cbor", bytes);
    }

    /** Returns how long the node took for the last answer. */
    double answerMillis() {
        return answerNanos / 1e6;
    }

    /** Returns how long it was tried in vain before that, with the pauses between. */
    double vainSeconds() {
        return vainNanos / 1e9;
    }

    private Map<String, Object> send(String method, String path, String type, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return send(request.build());
    }

    private Map<String, Object> send(HttpRequest request) throws IOException {
        long begun = System.nanoTime();
        for (int tries = 1; true; tries++) {
            long asked = System.nanoTime();
            HttpResponse<String> answer = null;
            try {
                answer = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
                answered = true;
            } catch (IOException e) {
                if (answered == false || tries == MOST_TRIES) {
                    throw new IOException(base + " does not answer: " + e, e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            if (answer != null && (mayPass(answer.statusCode()) == false || tries == MOST_TRIES)) {
                answerNanos = System.nanoTime() - asked;
                vainNanos = tries == 1 ? 0 : asked - begun;
                return body(answer);
            }
            pause(FIRST_PAUSE_MILLIS << tries);
        }
    }

    private static boolean mayPass(int status) {
        return status == 429 || status == 503;
    }

    private static Map<String, Object> body(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() < 200 || answer.statusCode() > 299) {
            throw new IOException("status " + answer.statusCode() + ": " + reason(answer.body()));
        }
        return XContentHelper.convertToMap(JsonXContent.jsonXContent, answer.body(), true);
    }

    /** Returns what the server said is wrong, and all of the answer where it is not of OpenSearch. */
    private static String reason(String body) {
        try {
            Object error = XContentHelper.convertToMap(JsonXContent.jsonXContent, body, false)
                    .get("error");
            return error instanceof Map<?, ?> fields && fields.get("reason") != null
                    ? fields.get("reason").toString()
                    : String.valueOf(error == null ? body : error);
        } catch (RuntimeException notJson) {
            return body;
        }
    }

    static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return (IOException) new InterruptedIOException("interrupted").initCause(cause);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
