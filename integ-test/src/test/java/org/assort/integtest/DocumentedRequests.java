/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assort.demo.node.Http;

/** The requests of a page of the documentation, in their order, sent as a reader would who copies them. */
final class DocumentedRequests {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```json\n(.*?)^ *```$");
    private static final Pattern REQUEST =
            Pattern.compile("(?ms)^ *(GET|PUT|POST|DELETE) +(\\S+)\n(.*?)(?=^ *(?:GET|PUT|POST|DELETE) |\\z)");

    private final Http http;
    private final Deque<Request> requests = new ArrayDeque<>();

    private record Request(String method, String path, String body) {}

    /** Reads the requests under one heading of a page, from the line of the heading to the next of its kind. */
    DocumentedRequests(Http http, String page, String heading) throws IOException {
        this.http = http;
        String text = Files.readString(Project.root().resolve("docs").resolve(page), StandardCharsets.UTF_8);
        int from = text.indexOf(heading + "\n");
        assertTrue(heading + " is in " + page, from >= 0);
        int to = text.indexOf("\n" + heading.substring(0, heading.indexOf(' ') + 1), from + 1);
        Matcher block = BLOCK.matcher(to < 0 ? text.substring(from) : text.substring(from, to));
        while (block.find()) {
            Matcher request = REQUEST.matcher(block.group(1));
            while (request.find()) {
                requests.add(new Request(request.group(1), request.group(2), request.group(3)));
            }
        }
    }

    /** Sends the next request, which must be this one, and returns the answer, which must be no failure. */
    JsonNode send(String line) throws IOException {
        Request next = requests.remove();
        assertEquals("the next request", line, next.method + " " + next.path);
        String path = next.path.startsWith("/") ? next.path : "/" + next.path;
        return http.send(next.method, path, "application/json", next.body).ok();
    }

    /** Fails if requests are left. */
    void assertAllSent() {
        assertTrue("left: " + requests, requests.isEmpty());
    }
}
