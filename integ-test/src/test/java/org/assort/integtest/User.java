/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.assort.demo.node.Http;

/**
 * Somebody who speaks to a node with the deny plugin.
 *
 * @param name {@code admin} sees everything, all others do not
 * @param base address of the node
 */
record User(String name, URI base, HttpClient client) {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** Sends a search and the like. */
    Http.Response post(String path, JsonNode body) throws IOException {
        return send(path, HttpRequest.newBuilder().POST(BodyPublishers.ofString(body.toString())), "application/json");
    }

    /** Sends lines of JSON, each ended by a line feed. */
    Http.Response postLines(String path, String lines) throws IOException {
        return send(path, HttpRequest.newBuilder().POST(BodyPublishers.ofString(lines)), "application/x-ndjson");
    }

    Http.Response get(String path) throws IOException {
        return send(path, HttpRequest.newBuilder().GET(), "application/json");
    }

    private Http.Response send(String path, HttpRequest.Builder request, String contentType) throws IOException {
        request.uri(base.resolve(path)).timeout(TIMEOUT);
        request.header("Content-Type", contentType).header("X-Test-User", name);
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            String text = answer.body();
            JsonNode json = text.startsWith("{") ? Http.JSON.readTree(text) : MissingNode.getInstance();
            return new Http.Response(
                    answer.statusCode(), json, text, answer.headers().map());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(path + " was interrupted").initCause(stopped);
        }
    }
}
