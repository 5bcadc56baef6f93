/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.assort.demo.node.Http;

/**
 * What a search found.
 *
 * @param ids best first
 * @param scores as many
 */
record Page(List<String> ids, List<Double> scores) {

    /**
     * Reads an answer.
     *
     * @throws IOException unless it is whole: {@code size} different hits, no failed shard, in time
     */
    static Page of(String answer, int size) throws IOException {
        JsonNode body = Http.JSON.readTree(answer);
        JsonNode hits = body.path("hits").path("hits");
        Page page = new Page(
                hits.findValuesAsText("_id"),
                StreamSupport.stream(hits.spliterator(), false)
                        .map(hit -> hit.path("_score").asDouble())
                        .toList());
        boolean whole = page.ids.stream().distinct().count() == size
                && hits.size() == size
                && !body.path("timed_out").asBoolean()
                && body.path("_shards").path("failed").asInt() == 0;
        if (!whole) {
            throw new IOException("a search must give " + size + " hits of all shards in time, got " + answer);
        }
        return page;
    }
}
