/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.bundles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.assort.bench.http.KeepAlive;
import org.assort.demo.node.Http;

/** Searches that no cache answers, and what they answer. */
final class Asked {

    private Asked() {}

    /** A search of an index, ready to be sent; what it would be answered from memory with is counted anew. */
    static byte[] request(String index, ObjectNode search) {
        return KeepAlive.post("/" + index + "/_search?request_cache=false", search.toString());
    }

    /**
     * Sends one, before the clock starts.
     *
     * @return the answer
     * @throws IOException unless it is whole, of all shards and in time
     */
    static JsonNode whole(KeepAlive client, byte[] request) throws IOException {
        client.exchange(request);
        return whole(client);
    }

    /** The last answer; the same. */
    static JsonNode whole(KeepAlive client) throws IOException {
        JsonNode answer = Http.JSON.readTree(client.body());
        if (answer.path("timed_out").asBoolean()
                || answer.path("_shards").path("failed").asInt() > 0) {
            throw new IOException("an answer must be of all shards in time, got " + answer);
        }
        return answer;
    }
}
