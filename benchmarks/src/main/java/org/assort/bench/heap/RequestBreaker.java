/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.heap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.assort.bench.http.KeepAlive;
import org.assort.demo.node.Http;

/**
 * The most that searches charge to a node's request breaker. It tells no peak, but when it refuses it tells what would have been
 * charged: its limit is raised to that until nothing is refused any more. Of one search that is its peak to the byte.
 */
public final class RequestBreaker implements AutoCloseable {

    private static final String LIMIT = "indices.breaker.request.limit";

    private final Http http;

    public RequestBreaker(Http http) {
        this.http = http;
    }

    /** Searches, and what each would have charged where it was refused, else 0. */
    @FunctionalInterface
    public interface Burst {
        List<Long> of(int round) throws IOException, InterruptedException;
    }

    /** The least limit that was reached under which so many rounds in a row go through, in bytes. */
    public long peak(int rounds, Burst burst) throws IOException, InterruptedException {
        long limit = 1;
        limit(limit);
        int calm = 0;
        for (int round = 0; calm < rounds; round++) {
            long wanted =
                    burst.of(round).stream().mapToLong(Long::longValue).max().orElseThrow();
            if (wanted > limit) {
                limit = wanted;
                limit(limit);
                calm = 0;
            } else {
                calm++;
            }
        }
        return limit;
    }

    /** Sends a search, and returns what it would have charged in all where it was refused; 0 where it was not. */
    public static long refused(KeepAlive client, byte[] request) throws IOException {
        int status = client.status(request);
        if (status == 200) {
            return 0;
        }
        List<String> wanted = Http.JSON.readTree(client.body()).findValuesAsText("bytes_wanted");
        if (status != 429 || wanted.isEmpty()) {
            throw new IOException("status " + status + ": " + client.body());
        }
        return Long.parseLong(wanted.getFirst());
    }

    /** Sets the limit in bytes; null is what it was. */
    private void limit(Long bytes) throws IOException {
        ObjectNode settings = Http.JSON.createObjectNode();
        settings.putObject("persistent").put(LIMIT, bytes == null ? null : bytes + "b");
        http.put("/_cluster/settings", settings).ok();
    }

    /** Gives the breaker its own limit again. */
    @Override
    public void close() throws IOException {
        limit(null);
    }
}
