/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.assort.soak.Await;
import org.junit.Before;
import org.junit.Test;

/** Vectors for documents that were there before, on the node whose queue is short. */
public final class BackfillIT extends IngestTestCase {

    private static final String INDEX = "backfilled";
    private static final String OTHER = "other";
    private static final String PIPELINE = "vectors";

    /** Several batches of a task. */
    private static final int SIZE = 600;

    private static final int GROUPS = 6;

    private static final String CODES = "'encoding': 'int8'";

    @Before
    public void start() throws IOException {
        ingest().delete(INDEX, OTHER);
        ingest().pipeline(PIPELINE, IngestClient.processor(""));
    }

    private static String shards() {
        return "'number_of_shards': " + randomIntBetween(1, 3);
    }

    private static void fill(int size) throws IOException {
        ingest().create(INDEX, CODES, shards());
        List<ObjectNode> products = products(size);
        for (int i = 0; i < size; i++) {
            products.get(i).put("group", String.valueOf(i % GROUPS));
        }
        ingest().bulk(INDEX, products);
        // The pipeline becomes the default after the documents have come.
        ingest().http()
                .put("/" + INDEX + "/_settings", json("{'index.default_pipeline': '" + PIPELINE + "'}"))
                .ok();
    }

    private static long filled() throws IOException {
        return ingest().count(INDEX, IngestClient.FILLED);
    }

    private static long updated(JsonNode status) {
        return status.path("updated").asLong();
    }

    @Test
    public void everyDocumentGetsItsVectorThoughTheQueueIsFull() throws IOException {
        fill(SIZE);
        // More tasks at once than the pool has places, so that each has its turn to be refused.
        List<String> tasks = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            tasks.add(ingest().startBackfill(
                            "{'index': '%s', 'query': {'term': {'group': %d}}}".formatted(INDEX, group)));
        }
        long refused = 0;
        for (String id : tasks) {
            JsonNode response = ingest().done(id);
            assertEquals(response.toString(), SIZE / GROUPS, updated(response));
            refused += response.at("/retries/bulk").asLong();
            assertEquals(
                    "indices:data/write/update/byquery",
                    ingest().task(id).at("/task/action").asText());
        }
        assertTrue("none was refused", refused > 0);
        assertEquals(SIZE, filled());
        Answer answer = Answer.of(ingest().http()
                        .post(
                                "/" + INDEX + "/_search",
                                request(json("{'match_all': {}}"), 20, 50, json("{'vector_field': 'vector'}"))))
                .checked("chosen by what was filled");
        assertEquals(20, answer.hits().size());

        JsonNode again = ingest().runBackfill("{'index': '" + INDEX + "'}");
        assertEquals("nothing is left: " + again, 0, again.path("total").asLong());
    }

    @Test
    public void onlyWhatTheQueryFindsIsFilled() throws IOException {
        fill(60);
        JsonNode response = ingest().runBackfill(
                        "{'index': '%s', 'pipeline': '%s', 'query': {'terms': {'group': [1, 2]}}}"
                                .formatted(INDEX, PIPELINE));
        assertEquals(response.toString(), 20, updated(response));
        assertEquals(20, filled());
        assertEquals(
                0,
                ingest().count(
                                INDEX,
                                "{'bool': {'filter': [{'exists': {'field': 'vector'}}, {'terms': {'group': [0, 3, 4, 5]}}]}}"));
    }

    /** Starts a task that waits long before its second batch, and returns when it has that batch and waits. */
    private static String startSlowly() throws IOException {
        String id = ingest().startBackfill("{'index': '" + INDEX + "', 'requests_per_second': 1}");
        Await.until("the first batch", SharedNode.PATIENCE, () -> {
            JsonNode status = ingest().task(id).at("/task/status");
            return updated(status) > 0 && status.path("throttled_until_millis").asLong() > 0;
        });
        return id;
    }

    @Test
    public void aCancelledOneGoesOnWhereItStopped() throws IOException {
        fill(SIZE);
        String slow = startSlowly();
        ingest().http().post("/_tasks/" + slow + "/_cancel", "").ok();
        JsonNode response = ingest().done(slow);
        assertEquals(
                response.toString(),
                "by user request",
                response.path("canceled").asText());
        long first = updated(response);
        assertTrue(first + " of " + SIZE, first > 0 && first < SIZE);
        assertEquals(first, filled());

        JsonNode rest = ingest().runBackfill("{'index': '" + INDEX + "'}");
        assertEquals(rest.toString(), SIZE - first, updated(rest));
        assertEquals(rest.toString(), 0, rest.path("version_conflicts").asLong());
        assertEquals(SIZE, filled());
        ingest().http()
                .post("/" + INDEX + "/_search", json("{'size': 1000, 'version': true}"))
                .ok()
                .at("/hits/hits")
                .forEach(hit -> assertEquals(
                        "written once, filled once: " + hit.path("_id"),
                        2,
                        hit.path("_version").asLong()));
    }

    @Test
    public void whatHasChangedMeanwhileIsNotOverwritten() throws IOException {
        fill(SIZE);
        String slow = startSlowly();
        filled();
        String id = ingest().http()
                .post(
                        "/" + INDEX + "/_search",
                        json("{'query': {'bool': {'must_not': {'exists': {'field': 'vector'}}}}}"))
                .ok()
                .at("/hits/hits/0/_id")
                .asText();
        ingest().http()
                .put("/" + INDEX + "/_doc/" + id + "?refresh=true", json("{'title': 'a new title'}"))
                .ok();
        ingest().http()
                .post("/_update_by_query/" + slow + "/_rethrottle?requests_per_second=-1", "")
                .ok();
        JsonNode response = ingest().done(slow);
        assertEquals(response.toString(), 1, response.path("version_conflicts").asLong());
        assertEquals(response.toString(), SIZE - 1, updated(response));
        assertEquals(
                "a new title",
                ingest().http()
                        .get("/" + INDEX + "/_doc/" + id)
                        .ok()
                        .at("/_source/title")
                        .asText());
        assertEquals("the one that changed got its own at ingest", SIZE, filled());
    }

    private static void assertRefused(String body, int status, String reason) throws IOException {
        Http.Response refused = ingest().backfill(body);
        assertEquals(body + ": " + refused.text(), status, refused.status());
        assertContains("the refusal of " + body, refused.text().replace("\\\"", "\""), reason);
    }

    @Test
    public void whatCannotBeFilledIsRefusedBeforeItStarts() throws IOException {
        fill(2);
        assertRefused("{}", 400, "[backfill] needs [index], got none");
        assertRefused("{'indices': 'a'}", 400, "[backfill] may have the fields [index, pipeline, query, req");
        assertRefused("{'index': ','}", 400, "[index] must name indices by commas, got [,]");
        assertRefused("{'index': 'a', 'query': null}", 400, "[query] must be a query, got [null]");
        assertRefused("{'index': 'nowhere'}", 404, "no such index [nowhere]");
        assertRefused(
                "{'index': '" + INDEX + "', 'requests_per_second': 0}",
                400,
                "[requests_per_second] must be above 0, got [0.0]");
        assertRefused(
                "{'index': '" + INDEX + "', 'pipeline': 'none'}",
                400,
                "[pipeline] must have a processor [product_vector], got [none], which is not defined");
        ingest().pipeline("bare", "{'set': {'field': 'a', 'value': 1}}");
        assertRefused(
                "{'index': '" + INDEX + "', 'pipeline': 'bare'}",
                400,
                "[pipeline] must have a processor [product_vector], got [bare], which has none");
        ingest().pipeline(
                        "unmapped",
                        IngestClient.processor(Artifacts.MINI_LM, "'fields': ['title'], 'target_field': 'typo'"));
        assertRefused(
                "{'index': '" + INDEX + "', 'pipeline': 'unmapped'}",
                400,
                "got [typo], which is not mapped in index [" + INDEX + "]");

        ingest().create(OTHER, "'model': 'french'", shards());
        assertRefused("{'index': '" + OTHER + "'}", 400, "[pipeline] must be given where [index] has no default");
        assertRefused(
                "{'index': '" + OTHER + "', 'pipeline': '" + PIPELINE + "'}",
                400,
                "[model] of the pipeline must be [french], whose vectors [target_field] [vector] of index [" + OTHER
                        + "] is for, got [" + Artifacts.MINI_LM + "]");
        ingest().http().delete("/" + OTHER).ok();
        ingest().createMapped(OTHER, "'_source': {'excludes': ['vector', 'secret.*']},", CODES, shards());
        assertRefused(
                "{'index': '" + OTHER + "', 'pipeline': '" + PIPELINE + "'}",
                400,
                "got [" + OTHER + "], whose _source leaves out [secret.*]");
        ingest().http().post("/" + OTHER + "/_close", "").ok();
        assertRefused("{'index': '" + OTHER + "', 'pipeline': '" + PIPELINE + "'}", 400, "closed");
        assertEquals(0, filled());
    }

    @Test
    public void aFieldThatHoldsNoVectorsIsNotFilled() throws IOException {
        String request = "{'index': '" + OTHER + "', 'pipeline': '" + PIPELINE + "'}";
        String allowed =
                "[target_field] of the pipeline must be a field of type [product_vector] or [knn_vector], got [vector] of type ";
        // So the platform maps it where documents with vectors come before the mapping.
        for (String type : List.of("'type': 'float'", "'type': 'alias', 'path': 'title'", "'properties': {}")) {
            ingest().delete(OTHER);
            ObjectNode mapping =
                    json("{'mappings': {'properties': {'title': {'type': 'text'}, 'vector': {" + type + "}}}}");
            ingest().http().put("/" + OTHER, mapping).ok();
            String named =
                    mapping.at("/mappings/properties/vector").path("type").asText("object");
            assertRefused(request, 400, allowed + "[" + named + "] in index [" + OTHER + "]");
        }
    }

    @Test
    public void theIndicesOfADataStreamAreFilled() throws IOException {
        String stream = "stream";
        ingest().http()
                .put("/_index_template/" + stream, json("""
                {'index_patterns': ['%s'], 'data_stream': {}, 'template': {
                  'settings': {'number_of_replicas': 0}, 'mappings': {'properties': {
                    'title': {'type': 'text'},
                    'vector': {'type': 'product_vector', 'dimension': 384, 'model': '%s'}}}}}
                """.formatted(stream, Artifacts.MINI_LM)))
                .ok();
        ingest().http()
                .post(
                        "/" + stream + "/_doc?refresh=true",
                        json("{'title': 'lamp', '@timestamp': '2026-01-31T12:00:00Z'}"))
                .ok();
        JsonNode response = ingest().runBackfill("{'index': '%s', 'pipeline': '%s'}".formatted(stream, PIPELINE));
        assertEquals(response.toString(), 1, updated(response));
        assertEquals(
                1,
                ingest().http()
                        .post("/" + stream + "/_count", json("{'query': {'exists': {'field': 'vector'}}}"))
                        .ok()
                        .path("count")
                        .asLong());
        ingest().http().delete("/_data_stream/" + stream).ok();
    }

    @Test
    public void aSourceWithoutTheVectorIsFilledToo() throws IOException {
        ingest().pipeline(
                        PIPELINE,
                        IngestClient.processor(
                                Artifacts.MINI_LM,
                                "'fields': ['title'], 'target_field': '_source.vector', 'hash_field': 'hash'"));
        ingest().createMapped(
                        OTHER,
                        "'_source': {'excludes': ['vector', 'hash']},",
                        CODES,
                        shards(),
                        "'default_pipeline': '" + PIPELINE + "'");
        ingest().http()
                .put("/" + OTHER + "/_doc/one?pipeline=_none&refresh=true", json("{'title': 'lamp', 'left': 1}"))
                .ok();
        assertEquals(1, updated(ingest().runBackfill("{'index': '" + OTHER + "'}")));
        JsonNode hits = ingest().http()
                .post("/" + OTHER + "/_search", json("{'query': {'exists': {'field': 'vector'}}}"))
                .ok()
                .at("/hits/hits");
        assertEquals(json("{'title': 'lamp', 'left': 1}"), hits.at("/0/_source"));
    }
}
