/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.assort.soak.Await;

/** Makes pipelines and indices with vectors, and sends documents through them, all by one node. */
record IngestClient(Http http) {

    /** Finds the documents with a vector. */
    static final String FILLED = "{'exists': {'field': 'vector'}}";

    /** A processor of a pipeline that embeds {@code title} into {@code vector}; {@code more} begins with a comma. */
    static String processor(String more) {
        return processor(Artifacts.MINI_LM, "'fields': ['title'], 'target_field': 'vector'" + more);
    }

    /** A processor of a pipeline, with the model and these fields. */
    static String processor(String model, String fields) {
        return "{'product_vector': {'model': '%s', %s}}".formatted(model, fields);
    }

    Assort assort() {
        return new Assort(http);
    }

    void pipeline(String id, String... processors) throws IOException {
        String body = "{'processors': [" + String.join(",", processors) + "]}";
        http.put("/_ingest/pipeline/" + id, NodeTestCase.json(body)).ok();
    }

    /**
     * Creates an index with vectors of the model.
     *
     * @param vector parameters of the field {@code vector} that differ from its defaults
     * @param settings that differ from one shard without copies and without a pipeline
     */
    void create(String index, String vector, String... settings) throws IOException {
        createMapped(index, "", vector, settings);
    }

    /** {@link #create} with more at the mapping's root, which ends in a comma. */
    void createMapped(String index, String mapping, String vector, String... settings) throws IOException {
        ObjectNode body = NodeTestCase.json("""
                {'settings': {'number_of_replicas': 0},
                 'mappings': { %s 'properties': {
                   'title': {'type': 'text', 'store': true}, 'price': {'type': 'integer'}, 'group': {'type': 'keyword'},
                   'hash': {'type': 'keyword', 'index': false},
                   'vector': {'type': 'product_vector', 'dimension': 384, 'model': '%s'}}}}
                """.formatted(mapping, Artifacts.MINI_LM));
        ((ObjectNode) body.path("settings")).setAll(NodeTestCase.json("{" + String.join(",", settings) + "}"));
        ((ObjectNode) body.at("/mappings/properties/vector")).setAll(NodeTestCase.json("{" + vector + "}"));
        http.put("/" + index, body).ok();
    }

    void delete(String... indices) throws IOException {
        for (String index : indices) {
            http.delete("/" + index + "?ignore_unavailable=true").ok();
        }
    }

    /** Sends documents as {@code p0}, {@code p1} and so on, and returns what became of each. */
    List<JsonNode> bulk(String index, List<? extends JsonNode> documents) throws IOException {
        return bulkLines(index, documents.stream().map(JsonNode::toString).toList());
    }

    /** {@link #bulk} with the documents as they are on the wire. */
    List<JsonNode> bulkLines(String index, List<String> documents) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < documents.size(); i++) {
            lines.append("{\"index\": {\"_id\": \"p").append(i).append("\"}}\n");
            lines.append(documents.get(i)).append('\n');
        }
        return items(http.postLines("/" + index + "/_bulk?refresh=true", lines.toString())
                .ok());
    }

    /** What an answer to {@code _bulk} says of each document, without the name of the action. */
    static List<JsonNode> items(JsonNode answer) {
        List<JsonNode> items = new ArrayList<>();
        answer.path("items").forEach(item -> items.add(item.elements().next()));
        return items;
    }

    /** The statuses of what {@link #bulk} gives, each once. */
    static List<Integer> statuses(List<JsonNode> items) {
        return items.stream()
                .map(item -> item.path("status").asInt())
                .distinct()
                .sorted()
                .toList();
    }

    /** How many documents a query finds, after a refresh. */
    long count(String index, String query) throws IOException {
        http.post("/" + index + "/_refresh", "").ok();
        return http.post("/" + index + "/_count", NodeTestCase.json("{'query': " + query + "}"))
                .ok()
                .path("count")
                .asLong();
    }

    /** How many documents an index has. */
    long count(String index) throws IOException {
        return count(index, "{'match_all': {}}");
    }

    JsonNode source(String index, String id) throws IOException {
        return http.get("/" + index + "/_doc/" + id).ok().path("_source");
    }

    List<JsonNode> hits(String index, String request) throws IOException {
        JsonNode hits = http.post("/" + index + "/_search", NodeTestCase.json(request))
                .ok()
                .at("/hits/hits");
        return StreamSupport.stream(hits.spliterator(), false).toList();
    }

    /** Asks for a backfill. */
    Http.Response backfill(String body) throws IOException {
        return http.post(Assort.PREFIX + "/backfill", NodeTestCase.json(body));
    }

    /** Starts a backfill, and returns its task. */
    String startBackfill(String body) throws IOException {
        return backfill(body).ok().path("task").asText();
    }

    JsonNode task(String id) throws IOException {
        return http.get("/_tasks/" + id).ok();
    }

    /** Returns what a task has to say when it is done. */
    JsonNode ended(String task) throws IOException {
        Await.until(
                "the end of " + task,
                SharedNode.PATIENCE,
                () -> task(task).path("completed").asBoolean());
        return task(task).path("response");
    }

    /** {@link #ended} of a task that must not fail. */
    JsonNode done(String task) throws IOException {
        JsonNode response = ended(task);
        if (response.path("failures").isEmpty() == false) {
            throw new AssertionError("the task failed: " + response);
        }
        return response;
    }

    /** Runs a backfill to its end. */
    JsonNode runBackfill(String body) throws IOException {
        return done(startBackfill(body));
    }
}
