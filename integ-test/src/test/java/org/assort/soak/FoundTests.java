/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.assort.demo.node.Http;
import org.junit.Test;

/** What judges the answers of real nodes sees every difference that it has to see. */
public final class FoundTests extends RandomizedTest {

    private static final String ANSWER = """
            {'timed_out': false, '_shards': {'total': 5, 'successful': 5, 'skipped': 0, 'failed': 0},
             'hits': {'total': {'value': 7, 'relation': 'eq'}, 'max_score': 0.75, 'hits': [
               {'_id': 'a', '_score': 0.75, '_explanation': {'value': 0.75, 'description': 'sum of:', 'details': [
                 {'value': 0.5, 'description': 'weight(title:tv in 17) [BooleanSimilarity]', 'details': []},
                 {'value': 0.25, 'description': 'other', 'details': []}]}},
               {'_id': 'b', '_score': 0.5}]},
             'ext': {'assort': {'diversify': {'list_distance': 0.4, 'lambda': 0.2, 'took_millis': {'read': 7}, 'vectors': {'stored': 6, 'cached': 0, 'embedded': 1}}}}}
            """;

    private static ObjectNode answer() throws IOException {
        return (ObjectNode) Http.JSON.readTree(ANSWER.replace('\'', '"'));
    }

    private static ObjectNode at(JsonNode answer, String pointer) {
        return (ObjectNode) answer.at(pointer);
    }

    private interface Change {
        void make(ObjectNode answer);
    }

    private static Optional<String> difference(Change change) throws IOException {
        ObjectNode changed = answer();
        change.make(changed);
        return Found.of(changed).difference(Found.of(answer()));
    }

    private static void assertSeen(Change change) throws IOException {
        assertTrue(difference(change).isPresent());
    }

    @Test
    public void seesWhatDiffers() throws IOException {
        String first = "/hits/hits/0";
        assertSeen(answer -> at(answer, first).put("_id", "c"));
        assertSeen(answer -> at(answer, first).put("_score", 0.75001));
        assertSeen(answer -> at(answer, "/hits").put("max_score", 0.76));
        assertSeen(answer -> at(answer, "/hits").putNull("max_score"));
        assertSeen(answer -> at(answer, "/hits/total").put("value", 8));
        assertSeen(answer -> answer.withArray("/hits/hits").remove(1));
        assertSeen(answer -> at(answer, first).remove("_explanation"));
        assertSeen(answer -> at(answer, first + "/_explanation").put("value", 0.7));
        assertSeen(answer -> answer.withArray(first + "/_explanation/details").remove(1));
        assertSeen(answer -> at(answer, first + "/_explanation/details/1").put("description", "another"));
        assertSeen(answer -> at(answer, first + "/_explanation/details/1").put("value", 0.2));
        assertSeen(answer -> answer.remove("ext"));
        assertSeen(answer -> at(answer, "/ext/assort/diversify").put("lambda", 0.3));
        assertSeen(answer -> at(answer, "/ext/assort/diversify").remove("lambda"));
        assertSeen(answer -> at(answer, "/ext/assort/diversify").put("more", 1));
        assertSeen(answer -> at(answer, "/ext/assort/diversify/vectors").put("stored", 5));
    }

    @Test
    public void leavesOutWhatMayDiffer() throws IOException {
        assertEquals(
                Optional.empty(),
                difference(answer -> at(answer, "/hits/hits/0/_explanation/details/0")
                        .put("description", "weight(title:tv in 4) [BooleanSimilarity]")));
        assertEquals(
                Optional.empty(),
                difference(answer ->
                        at(answer, "/ext/assort/diversify/took_millis").put("read", 9)));
        assertEquals(
                Optional.empty(),
                difference(answer -> at(answer, "/ext/assort/diversify/vectors")
                        .put("cached", 1)
                        .put("embedded", 0)));
        assertEquals(
                Optional.empty(), difference(answer -> at(answer, "/_shards").put("total", 5)));
    }

    @Test
    public void scoresDescendAndTermsAddUp() throws IOException {
        assertEquals(Optional.empty(), Found.of(answer()).flaw());
        ObjectNode tied = answer();
        at(tied, "/hits/hits/1").put("_score", 0.75);
        assertTrue(Found.of(tied).flaw().isPresent());
        ObjectNode missed = answer();
        at(missed, "/hits/hits/0/_explanation/details/1").put("value", 0.2501);
        assertTrue(Found.of(missed).flaw().isPresent());
        ObjectNode other = answer();
        at(other, "/hits/hits/0").put("_score", 0.8);
        assertTrue(Found.of(other).flaw().isPresent());
    }

    @Test
    public void anAnswerIsWholeWhenEveryShardGaveIts() throws IOException {
        assertTrue(Found.isWhole(answer()));
        ObjectNode failed = answer();
        at(failed, "/_shards").put("failed", 1);
        assertFalse(Found.isWhole(failed));
        ObjectNode missing = answer();
        at(missing, "/_shards").put("successful", 4);
        assertFalse(Found.isWhole(missing));
        ObjectNode late = answer();
        late.put("timed_out", true);
        assertFalse(Found.isWhole(late));
        assertFalse(Found.isWhole(Http.JSON.createObjectNode()));
    }
}
