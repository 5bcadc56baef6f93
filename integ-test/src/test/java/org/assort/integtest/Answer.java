/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assort.demo.node.Http;

/**
 * The answer to a search.
 *
 * @param hits in their order
 * @param total all that matched
 * @param maxScore NaN where there is none
 * @param warnings texts of the Warning headers
 */
record Answer(List<Hit> hits, long total, double maxScore, List<String> warnings) {

    /** A product found. */
    record Hit(String index, String id, double score, JsonNode json) {}

    /** The answer in a response that succeeded on every shard. */
    static Answer of(Http.Response response) throws IOException {
        return of(response.ok(), response.warnings());
    }

    /** The same of a body, such as one of those in an answer to {@code _msearch}. */
    static Answer of(JsonNode body, List<String> warnings) {
        if (body.at("/_shards/failed").asInt(-1) != 0 || body.path("timed_out").asBoolean()) {
            throw new AssertionError("the search did not succeed everywhere: " + body);
        }
        List<Hit> hits = new ArrayList<>();
        for (JsonNode hit : body.at("/hits/hits")) {
            hits.add(new Hit(
                    hit.path("_index").asText(),
                    hit.path("_id").asText(),
                    hit.path("_score").asDouble(),
                    hit));
        }
        JsonNode max = body.at("/hits/max_score");
        return new Answer(
                List.copyOf(hits),
                body.at("/hits/total/value").asLong(),
                max.isNumber() ? max.asDouble() : Double.NaN,
                warnings);
    }

    List<String> ids() {
        return hits.stream().map(Hit::id).toList();
    }

    List<Double> scores() {
        return hits.stream().map(Hit::score).toList();
    }

    /** Returns this, once it is sure that no product comes twice and that each score lies below the one before. */
    Answer checked(String what) {
        Set<String> seen = new HashSet<>();
        double before = Double.POSITIVE_INFINITY;
        for (Hit hit : hits) {
            if (seen.add(hit.index + "/" + hit.id) == false) {
                throw new AssertionError(what + ": [" + hit.id + "] comes twice in " + ids());
            }
            if (!(hit.score < before)) {
                throw new AssertionError(
                        what + ": the score of [" + hit.id + "] is not below the one before: " + scores());
            }
            before = hit.score;
        }
        return this;
    }

    /**
     * Fails unless two lists of scores are the same but for the last bits: vectorised sums may be ordered otherwise once
     * they are compiled.
     */
    static void assertSameScores(String what, List<Double> expected, List<Double> scores) {
        assertEquals(what + ": number of scores", expected.size(), scores.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(what + ": score " + i, expected.get(i), scores.get(i), 1e-5);
        }
    }
}
