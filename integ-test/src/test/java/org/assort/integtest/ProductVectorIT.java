/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.junit.Before;
import org.junit.Test;

/** Vectors at ingest: the processor and the field, on a node without k-NN whose queue is short. */
public final class ProductVectorIT extends IngestTestCase {

    private static final String INDEX = "products";
    private static final String LAMPS = "{'match': {'title': 'lamp'}}";

    private static final String PIPELINE = "'default_pipeline': 'vectors'";
    private static final String CODES = "'encoding': 'int8'";

    @Before
    public void deleteIndices() throws IOException {
        ingest().delete(INDEX, "floats", "codes", "texts");
    }

    private static Http node() {
        return ingest().http();
    }

    private static JsonNode onlyItem(List<JsonNode> items) {
        assertEquals(1, items.size());
        return items.get(0);
    }

    private static void assertAllTaken(List<JsonNode> items) {
        assertEquals(items.toString(), List.of(201), IngestClient.statuses(items));
    }

    private static Answer find(String index, String clause) throws IOException {
        return Answer.of(node().post("/" + index + "/_search", request(json(LAMPS), 100, 100, json(clause))))
                .checked(index + " " + clause);
    }

    @Test
    public void vectorsMadeAtIngestChooseAsThoseMadeAtSearch() throws IOException {
        ingest().pipeline("vectors", IngestClient.processor(""));
        List<ObjectNode> products = products(60);
        ingest().create("floats", "", PIPELINE);
        ingest().create("codes", CODES, PIPELINE, "'sort.field': 'price', 'sort.order': 'desc'");
        ingest().create("texts", "");
        for (String index : List.of("floats", "codes", "texts")) {
            assertAllTaken(ingest().bulk(index, products));
            // Written again: segments with deleted documents, which a merge puts between each other where they are
            // sorted.
            assertEquals(List.of(200), IngestClient.statuses(ingest().bulk(index, products.subList(0, 20))));
        }
        String rest = "'query_text': 'reading lamp', 'relevance': {'semantic': 1}, 'diversity': 0.4";
        Answer fromText = find("texts", "{'text_fields': ['title'], " + rest + "}");
        long texts = ingest().assort().stat("/embedding/texts");
        for (String index : List.of("floats", "codes")) {
            assertEquals(60, ingest().count(index, IngestClient.FILLED));
            for (String state : List.of("several segments", "one segment")) {
                Answer stored = find(index, "{'vector_field': 'vector', " + rest + "}");
                String what = " over " + index + " in " + state;
                assertEquals("order" + what, fromText.ids(), stored.ids());
                assertEquals("scores" + what, fromText.scores(), stored.scores());
                assertEquals("warnings" + what, List.of(), stored.warnings());
                node().post("/" + index + "/_forcemerge?max_num_segments=1", "").ok();
            }
        }
        assertEquals("no product was embedded again", texts, ingest().assort().stat("/embedding/texts"));
    }

    @Test
    public void whatFailsInABulkFailsAloneAndSaysWhy() throws IOException {
        ingest().pipeline("vectors", IngestClient.processor(""));
        ingest().create(INDEX, CODES, PIPELINE);
        List<String> products =
                new ArrayList<>(products(40).stream().map(ObjectNode::toString).toList());
        Map<Integer, String> bad = Map.of(
                3, "{'title': {'en': 'lamp'}}",
                7, "{'price': 3}",
                11, "{'title': '  '}",
                15, "{'title': ['', null, true]}");
        bad.forEach((i, product) -> products.set(i, product.replace('\'', '"')));
        List<String> odd = List.of(
                "{'title': ['red', null, 'lamp']}",
                "{'title': 17}",
                "{'title': 'lamp', 'vector': 'none'}",
                "{'title': 'lamp', 'vector': [1, 2]}",
                "{'title': '" + "lamp ".repeat(20_000) + "'}",
                "{'title': 'лампа 灯 \uD83D\uDCA1 \\u0000'}");
        odd.forEach(product -> products.add(product.replace('\'', '"')));
        products.add("{\"title\": \"lamp\", \"price\": \"dear\"}");
        List<JsonNode> items = ingest().bulkLines(INDEX, products);
        assertEquals(products.size(), items.size());
        int last = products.size() - 1;
        for (int i = 0; i <= last; i++) {
            JsonNode item = items.get(i);
            assertEquals(
                    "position " + i + ": " + item, "p" + i, item.path("_id").asText());
            assertEquals(
                    item.toString(),
                    bad.containsKey(i) || i == last ? 400 : 201,
                    item.path("status").asInt());
            if (bad.containsKey(i)) {
                assertContains("the error", item.toString(), "[fields] must have text in one of [title], got none");
            }
        }
        assertContains("the mapping's error", items.get(last).toString(), "failed to parse field [price]");
        assertEquals(last - bad.size(), ingest().count(INDEX, IngestClient.FILLED));
        assertEquals(last - bad.size(), ingest().count(INDEX));
    }

    // The platform reads the documents of a bulk together, before any processor gets them.
    @Test
    public void whatIsNoDocumentIsRefusedWithItsWholeBulk() throws IOException {
        for (String processor : List.of(IngestClient.processor(""), "{'set': {'field': 'price', 'value': 1}}")) {
            ingest().pipeline("vectors", processor);
            for (String broken : List.of("{\"title\": \"lamp\"", "[1]", "7", "{\"title\": lamp}")) {
                ingest().delete(INDEX);
                ingest().create(INDEX, CODES, PIPELINE);
                List<String> documents =
                        new ArrayList<>(List.of("{\"title\": \"desk\"}", broken, "{\"title\": \"lamp\"}"));
                List<JsonNode> refused = ingest().bulkLines(INDEX, documents);
                assertEquals(broken + ": " + refused, 3, refused.size());
                assertEquals(broken + ": " + refused, List.of(400), IngestClient.statuses(refused));
                assertEquals("each is told, and none is there", 0, ingest().count(INDEX));
                documents.remove(1);
                assertAllTaken(ingest().bulkLines(INDEX, documents));
            }
        }
    }

    @Test
    public void updatesRunThePipelineButThoseOfABulk() throws IOException {
        ingest().pipeline("vectors", IngestClient.processor(""));
        ingest().create(INDEX, "", PIPELINE);
        List<ObjectNode> products = products(2);
        ingest().bulk(INDEX, products);
        JsonNode vector = vector("p0");
        long texts = ingest().assort().stat("/ingest/texts");
        ingest().bulk(
                        INDEX,
                        products.stream()
                                .map(product -> product.put("price", 7))
                                .toList());
        assertEquals("vector after a new price", vector, vector("p0"));
        assertEquals(
                "texts embedded after a new price", texts, ingest().assort().stat("/ingest/texts"));

        String first = title();
        ObjectNode update = Http.JSON.createObjectNode();
        update.putObject("doc").put("title", first);
        node().postLines("/" + INDEX + "/_bulk?refresh=true", "{\"update\": {\"_id\": \"p0\"}}\n" + update + "\n")
                .ok();
        assertEquals("vector after an update in a bulk", vector, vector("p0"));
        node().post("/" + INDEX + "/_update_by_query?pipeline=vectors&refresh=true", "")
                .ok();
        assertMadeOf(first, "p0");

        String second = title();
        update("p0", "title", second);
        assertMadeOf(second, "p0");
    }

    /** Something that sends documents through a pipeline. */
    private interface Sending {
        void run() throws IOException;
    }

    /** Asserts how many texts are embedded meanwhile, and how many documents keep the vectors that they bring. */
    private static void assertIngest(String what, long embedded, long kept, Sending sending) throws IOException {
        Assort assort = ingest().assort();
        long texts = assort.stat("/ingest/texts");
        long skipped = assort.stat("/ingest/skipped");
        sending.run();
        assertEquals("embedded by " + what, embedded, assort.stat("/ingest/texts") - texts);
        assertEquals("kept by " + what, kept, assort.stat("/ingest/skipped") - skipped);
    }

    @Test
    public void aVectorWhoseTextIsUnchangedIsKept() throws IOException {
        ingest().pipeline("vectors", IngestClient.processor(", 'hash_field': 'hash'"));
        ingest().create(INDEX, CODES, PIPELINE, "'derived_source.enabled': " + randomBoolean());
        ingest().create("codes", CODES, PIPELINE);
        List<ObjectNode> products = products(20);
        assertIngest("the first load", 20, 0, () -> assertAllTaken(ingest().bulk(INDEX, products)));
        assertIngest("a new price", 0, 1, () -> update("p0", "price", "7"));
        String title = title();
        assertIngest("an update in a bulk", 0, 0, () -> {
            String lines = "{\"update\": {\"_id\": \"p1\"}}\n{\"doc\": {\"title\": \"" + title + "\"}}\n";
            node().postLines("/" + INDEX + "/_bulk?refresh=true", lines).ok();
        });
        assertIngest(
                "an update by query",
                1,
                19,
                () -> node().post("/" + INDEX + "/_update_by_query?pipeline=vectors&refresh=true", "")
                        .ok());
        assertMadeOf(title, "p1");
        String other = title();
        assertIngest("a new title", 1, 0, () -> update("p2", "title", other));
        assertMadeOf(other, "p2");
        assertIngest(
                "a reindex",
                0,
                20,
                () -> node().post(
                                "/_reindex?refresh=true",
                                json("{'source': {'index': '" + INDEX + "'}, 'dest': {'index': 'codes'}}"))
                        .ok());
        assertEquals(20, ingest().count("codes", IngestClient.FILLED));
        assertEquals("a hash beside each vector", 20, ingest().count("codes", "{'exists': {'field': 'hash'}}"));
        // Nothing to compare with: it is the cache that does without the model here.
        ingest().create("texts", CODES, PIPELINE);
        assertIngest("the same whole documents", 0, 0, () -> assertAllTaken(ingest().bulk("texts", products)));
    }

    private static void update(String id, String field, String value) throws IOException {
        ObjectNode update = Http.JSON.createObjectNode();
        update.putObject("doc").put(field, value);
        node().post("/" + INDEX + "/_update/" + id + "?refresh=true", update).ok();
    }

    // To within what int8 keeps.
    private static void assertMadeOf(String title, String id) throws IOException {
        float[] made = embedded(ingest(), title);
        assertEquals("vector of " + title, made[0], vector(id).path(0).asDouble(), 1e-3);
    }

    private static JsonNode vector(String id) throws IOException {
        return ingest().source(INDEX, id).path("vector");
    }

    @Test
    public void anOverloadedNodeTurnsDocumentsAwayAndNoneIsLost() throws Exception {
        ingest().pipeline("vectors", IngestClient.processor(", 'batch_size': 8"));
        ingest().create(INDEX, CODES, PIPELINE);
        long rejected = ingest().assort().stat("/ingest/rejected");
        int clients = 4;
        int each = 60;
        long all = (long) clients * each;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<Long>> loads = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                Bulk.Documents documents = documents(client + "-", each);
                loads.add(() -> new Bulk(node(), INDEX).load(documents, done -> {}));
            }
            for (Future<Long> load : threads.invokeAll(loads)) {
                assertEquals(each, (long) load.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue("some were turned away", ingest().assort().stat("/ingest/rejected") > rejected);
        assertEquals("all are there", all, ingest().count(INDEX, "{'match_all': {}}"));
        assertEquals("with vectors", all, ingest().count(INDEX, IngestClient.FILLED));
    }

    @Test
    public void thePlatformsOwnOptionsHold() throws IOException {
        String none = "'fields': ['none'], 'target_field': 'vector', ";
        ingest().pipeline(
                        "vectors",
                        IngestClient.processor(", 'if': 'ctx.price > 10', 'tag': 'embed', 'ignore_missing': true"),
                        IngestClient.processor(Artifacts.MINI_LM, none + "'ignore_failure': true"),
                        IngestClient.processor(
                                Artifacts.MINI_LM,
                                none
                                        + "'on_failure': [{'set': {'field': 'why', 'value': '{{_ingest.on_failure_message}}'}}]"));
        ingest().create(INDEX, CODES, PIPELINE);
        List<ObjectNode> products = List.of(
                json("{'title': 'lamp', 'price': 5}"), json("{'title': 'lamp', 'price': 50}"), json("{'price': 50}"));
        assertAllTaken(ingest().bulk(INDEX, products));
        for (int i = 0; i < 3; i++) {
            JsonNode source = ingest().source(INDEX, "p" + i);
            assertEquals(
                    "vector of " + i, i == 1 ? 384 : 0, source.path("vector").size());
            assertContains("of the failure", source.path("why").asText(), "[fields] must have text in one of [none]");
        }
    }

    @Test
    public void aPipelineCanBeSimulated() throws IOException {
        String body = "{'pipeline': {'processors': [%s, {'set': {'field': 'after', 'value': 1}}]}, 'docs': [%s, %s]}"
                .formatted(IngestClient.processor(""), "{'_source': {'title': 'red lamp'}}", "{'_source': {}}");
        for (String verbose : List.of("", "?verbose=true")) {
            JsonNode docs = node().post("/_ingest/pipeline/_simulate" + verbose, json(body))
                    .ok()
                    .path("docs");
            assertEquals(docs.toString(), 384, docs.path(0).findValue("vector").size());
            assertContains("the second", docs.path(1).toString(), "[fields] must have text in one of [title]");
        }
    }

    @Test
    public void theSourceIsDerivedWhereTheIndexSaysSo() throws IOException {
        ingest().pipeline("vectors", IngestClient.processor(""));
        List<ObjectNode> products = products(10);
        for (Map.Entry<String, String> entry :
                Map.of("floats", "float32", "codes", "int8").entrySet()) {
            String index = entry.getKey();
            ingest().create(
                            index,
                            "'encoding': '" + entry.getValue() + "'",
                            PIPELINE,
                            "'derived_source.enabled': true");
            assertAllTaken(ingest().bulk(index, products));
        }
        String all = "{'size': 10, 'sort': ['price', '_doc'], 'fields': ['vector']}";
        List<JsonNode> floats = ingest().hits("floats", all);
        List<JsonNode> codes = ingest().hits("codes", all);
        for (int i = 0; i < 10; i++) {
            JsonNode source = floats.get(i).path("_source");
            assertEquals(floats.get(i).toString(), 384, source.path("vector").size());
            float[] made = embedded(ingest(), source.path("title").asText());
            for (int j = 0; j < 384; j++) {
                double component = source.path("vector").path(j).asDouble();
                assertEquals(made[j], component, 1e-6);
                assertEquals(component, floats.get(i).at("/fields/vector/" + j).asDouble(), 0);
                assertEquals(component, codes.get(i).at("/_source/vector/" + j).asDouble(), 0.002);
            }
        }
        // What is left of a vector is enough to choose by it again.
        ingest().create("texts", CODES);
        node().post("/_reindex?refresh=true", json("{'source': {'index': 'codes'}, 'dest': {'index': 'texts'}}"))
                .ok();
        String clause = "{'vector_field': 'vector', 'query_text': 'desk', 'relevance': {'semantic': 1}}";
        assertEquals(find("floats", clause).ids(), find("codes", clause).ids());
        assertEquals(find("codes", clause).scores(), find("texts", clause).scores());
    }

    @Test
    public void theFieldSaysWhatItIsAndWhatItIsNot() throws IOException {
        ingest().create(INDEX, CODES);
        ObjectNode product = json("{'title': 'lamp', 'vector': [1, 2]}");
        JsonNode item = onlyItem(ingest().bulk(INDEX, List.of(product)));
        assertEquals(400, item.path("status").asInt());
        assertEquals("mapper_parsing_exception", item.at("/error/type").asText());
        assertEquals(
                "[vector] must be an array of [384] finite numbers, got [2] values",
                item.at("/error/reason").asText());
        ingest().bulk(INDEX, List.of(json("{'title': 'lamp'}").set("vector", Http.JSON.valueToTree(new float[384]))));
        JsonNode caps =
                node().get("/" + INDEX + "/_field_caps?fields=vector").ok().at("/fields/vector/product_vector");
        assertEquals(caps.toString(), false, caps.path("searchable").asBoolean(true));
        assertEquals(caps.toString(), false, caps.path("aggregatable").asBoolean(true));
        assertEquals(Artifacts.MINI_LM, caps.at("/meta/model/0").asText());
        String can = "of type [product_vector] can be read by [diversify] and asked for by [exists]";
        for (String request : List.of(
                "{'query': {'term': {'vector': 1}}}",
                "{'query': {'match': {'vector': '1'}}}",
                "{'sort': ['vector']}",
                "{'docvalue_fields': ['vector']}",
                "{'aggs': {'a': {'terms': {'field': 'vector'}}}}",
                "{'query': {'match': {'title': 'lamp'}}, 'highlight': {'type': 'plain', 'fields': {'vector': {}}}}",
                "{'query': {'match': {'title': 'lamp'}}, 'highlight': {'require_field_match': false, 'fields': {'vector': {}}}}",
                "{'script_fields': {'a': {'script': {'source': 'doc.vector.size()'}}}}")) {
            Http.Response refused = node().post("/" + INDEX + "/_search", json(request));
            assertEquals(request + ": " + refused.text(), 400, refused.status());
            assertContains("the refusal of " + request, refused.text(), can);
        }
        assertEquals("searched with all fields", 1, ingest().count(INDEX, "{'query_string': {'query': 'lamp'}}"));
        Answer zero = find(INDEX, "{'vector_field': 'vector', 'query_text': 'lamp'}");
        assertAnyContains("the header", zero.warnings(), "[1] of [1] candidates have no vector");
        Http.Response changed = node().put(
                        "/" + INDEX + "/_mapping",
                        json("{'properties': {'vector': {'type': 'product_vector', 'dimension': 3}}}"));
        assertEquals(400, changed.status());
        assertContains("the refusal", changed.text(), "Cannot update parameter [dimension] from [384] to [3]");
    }

    /** Creates an index whose vectors another model made, of as many components as the node's. */
    private static void createOfOther(String index) throws IOException {
        node().put("/" + index, json("""
                {'settings': {'number_of_shards': %d}, 'mappings': {'properties': {'title': {'type': 'text'},
                  'vector': {'type': 'product_vector', 'dimension': 384, 'model': 'other'},
                  'same': {'type': 'alias', 'path': 'vector'}}}}
                """.formatted(randomIntBetween(1, 3)))).ok();
        List<ObjectNode> lamps = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            float[] vector = new float[384];
            vector[i] = 1;
            lamps.add(json("{'title': 'lamp'}").set("vector", Http.JSON.valueToTree(vector)));
        }
        ingest().bulk(index, lamps);
    }

    private static void assertRefused(String index, String clause, String reason) throws IOException {
        Http.Response refused = node().post("/" + index + "/_search", request(json(LAMPS), 10, 10, json(clause)));
        assertEquals(clause + ": " + refused.text(), 400, refused.status());
        assertContains("the refusal of " + clause, refused.text(), reason);
    }

    @Test
    public void aClauseWithAnotherModelThanTheFieldsIsRefused() throws IOException {
        createOfOther(INDEX);
        String named = "[model] must be [other], which made the vectors of [vector_field] [vector], got [%s]"
                .formatted(Artifacts.MINI_LM);
        assertRefused(INDEX, "{'vector_field': 'vector', 'model': '%s'}".formatted(Artifacts.MINI_LM), named);
        String setting = "/" + INDEX + "/_settings";
        node().put(setting, json("{'index.assort.diversify.model': '%s'}".formatted(Artifacts.MINI_LM)))
                .ok();
        assertRefused(INDEX, "{'vector_field': 'vector'}", named);
    }

    @Test
    public void aModelThatNobodyNamedDoesNotStandInForTheFields() throws IOException {
        createOfOther(INDEX);
        for (String field : List.of("vector", "same")) {
            String reason = "must be embedded by [other], which made the vectors of [vector_field] [" + field
                    + "] and must be a model of the cluster, as [GET /_plugins/_assort/models] lists them; this node has ["
                    + Artifacts.MINI_LM + "]";
            String clause = "{'vector_field': '" + field + "' %s}";
            assertRefused(INDEX, clause.formatted(", 'query_text': 'lamp'"), "[query_text] " + reason);
            assertRefused(INDEX, clause.formatted(", 'text_fields': ['title']"), "[text_fields] " + reason);
            // The text of the search's own query is an offer: the products are still chosen by their vectors.
            ObjectNode request = request(json(LAMPS), 10, 10, json(clause.formatted(", 'report': true")));
            Http.Response response = node().post("/" + INDEX + "/_search", request);
            Answer answer = Answer.of(response).checked(field);
            assertEquals("hits", 4, answer.hits().size());
            assertAnyContains("the header", answer.warnings(), "the text of the query was left out");
            JsonNode semantic = response.body().at("/ext/assort/diversify/semantic");
            assertEquals(semantic.toString(), false, semantic.path("on").asBoolean(true));
            assertContains(
                    "the reason",
                    semantic.path("reason").asText(),
                    "the model that made the vectors of [vector_field] is not there");
            String vector = Http.JSON.valueToTree(new float[384]).toString().replaceFirst("0.0", "1.0");
            Answer given = find(INDEX, clause.formatted(", 'query_vector': " + vector));
            assertEquals(
                    "the warnings of " + given.warnings(), 0, given.warnings().size());
        }
    }

    @Test
    public void vectorsOfTwoModelsAreNotCompared() throws IOException {
        createOfOther("texts");
        ingest().create("codes", CODES);
        ingest().bulk("codes", List.of(json("{'title': 'lamp', 'price': 5}")));
        String reason =
                "[vector_field] must have vectors of one model in all searched indices, got [vector] with vectors of ["
                        + Artifacts.MINI_LM + ", other]";
        assertRefused("texts,codes", "{'vector_field': 'vector'}", reason);
        assertRefused("texts,codes", "{'vector_field': 'vector', 'relevance': {'query': 1}}", reason);
        // A shopper's products lie in an index of their own, whose vectors are checked on its shards.
        assertRefused(
                "codes",
                "{'vector_field': 'vector', 'query_text': 'lamp', 'profile': {'products': [{'id': 'p0'}], 'index': 'texts'}}",
                "[model] must be [other], which made the vectors of [vector_field] [vector], got none, and ["
                        + Artifacts.MINI_LM + "] was taken");
        String point = node().post("/codes/_search/point_in_time?keep_alive=1m", "")
                .ok()
                .path("pit_id")
                .asText();
        ObjectNode request = request(json(LAMPS), 10, 10, json("{'vector_field': 'vector', 'query_text': 'lamp'}"));
        request.putObject("pit").put("id", point);
        assertEquals(
                1,
                Answer.of(node().post("/_search", request))
                        .checked("of a point in time")
                        .hits()
                        .size());
    }

    @Test
    public void aDocumentOfAnotherModelThanItsFieldIsRefused() throws IOException {
        createOfOther(INDEX);
        ingest().create("codes", CODES);
        ingest().pipeline("vectors", IngestClient.processor(""));
        String lines = """
                {"index": {"_index": "%s"}}
                {"title": "desk"}
                {"index": {"_index": "codes"}}
                {"title": "desk"}
                """.formatted(INDEX);
        JsonNode items = node().postLines("/_bulk?refresh=true&pipeline=vectors", lines)
                .ok()
                .path("items");
        assertEquals(items.toString(), 400, items.at("/0/index/status").asInt());
        assertContains(
                "the refusal",
                items.at("/0/index/error/reason").asText(),
                "[model] must be [other], whose vectors [target_field] [vector] of index [" + INDEX + "] is for, got ["
                        + Artifacts.MINI_LM + "]");
        assertEquals(items.toString(), 201, items.at("/1/index/status").asInt());
        assertEquals(1, ingest().count("codes", IngestClient.FILLED));
    }
}
