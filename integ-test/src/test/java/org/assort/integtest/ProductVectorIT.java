/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchNode;
import org.assort.demo.node.Ports;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

/** Vectors at ingest: the processor and the field, on a node of its own without k-NN, whose queue is short. */
public final class ProductVectorIT extends NodeTestCase {

    private static final String INDEX = "products";
    private static final String LAMPS = "{'match': {'title': 'lamp'}}";

    private static OpenSearchNode node;
    private static TextShop words;

    @BeforeClass
    public static void startNode() throws IOException {
        NodeSettings settings = NodeSettings.onPort(Ports.free())
                .withPlugin(Project.artifacts().plugin())
                .withModel(Artifacts.MINI_LM, Project.artifacts().miniLm())
                .withSetting("thread_pool.assort_ingest.size", "1")
                .withSetting("thread_pool.assort_ingest.queue_size", "2");
        node = OpenSearchNode.run(Project.artifacts().distribution(), settings, SharedNode.PATIENCE);
        own().awaitModels();
        words = new TextShop(node.http(), INDEX, new Random(randomLong()));
    }

    @AfterClass
    public static void stopNode() {
        if (node != null) {
            node.close();
            node = null;
        }
        words = null;
    }

    @Before
    public void deleteIndices() throws IOException {
        for (String index : List.of(INDEX, "floats", "codes", "texts")) {
            node.http().delete("/" + index + "?ignore_unavailable=true").ok();
        }
    }

    private static Assort own() {
        return new Assort(node.http());
    }

    /** Creates an index with the field, and with the pipeline where it is named. */
    private static void create(String index, String encoding, String settings, String pipeline) throws IOException {
        ObjectNode body = json("""
                {'settings': {'number_of_shards': 1, 'number_of_replicas': 0 %s},
                 'mappings': {'properties': {
                   'title': {'type': 'text', 'store': true},
                   'price': {'type': 'integer'},
                   'vector': {'type': 'product_vector', 'dimension': 384, 'model': '%s', 'encoding': '%s'}}}}
                """.formatted(settings, Artifacts.MINI_LM, encoding));
        if (pipeline != null) {
            ((ObjectNode) body.path("settings")).put("default_pipeline", pipeline);
        }
        node.http().put("/" + index, body).ok();
    }

    private static void pipeline(String id, String processors) throws IOException {
        node.http()
                .put("/_ingest/pipeline/" + id, json("{'processors': [" + processors + "]}"))
                .ok();
    }

    private static String processor(String more) {
        return "{'product_vector': {'model': '%s', 'fields': ['title'], 'target_field': 'vector' %s}}"
                .formatted(Artifacts.MINI_LM, more);
    }

    private static JsonNode bulk(String index, List<ObjectNode> products) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < products.size(); i++) {
            lines.append("{\"index\": {\"_id\": \"p")
                    .append(i)
                    .append("\"}}\n")
                    .append(products.get(i))
                    .append('\n');
        }
        return node.http()
                .postLines("/" + index + "/_bulk?refresh=true", lines.toString())
                .ok();
    }

    private static List<ObjectNode> products(int count) {
        return Stream.generate(() -> Http.JSON
                        .createObjectNode()
                        .put("title", words.title(8))
                        .put("price", randomIntBetween(1, 1000)))
                .limit(count)
                .toList();
    }

    private static Answer find(String index, String clause) throws IOException {
        return Answer.of(node.http().post("/" + index + "/_search", request(json(LAMPS), 100, 100, json(clause))))
                .checked(index + " " + clause);
    }

    private static long count(String index, String query) throws IOException {
        return node.http()
                .post("/" + index + "/_count", json("{'query': " + query + "}"))
                .ok()
                .path("count")
                .asLong();
    }

    @Test
    public void vectorsMadeAtIngestChooseAsThoseMadeAtSearch() throws IOException {
        pipeline("vectors", processor(""));
        List<ObjectNode> products = products(60);
        create("floats", "float32", "", "vectors");
        create("codes", "int8", ", 'sort.field': 'price', 'sort.order': 'desc'", "vectors");
        create("texts", "float32", "", null);
        for (String index : List.of("floats", "codes", "texts")) {
            JsonNode answer = bulk(index, products);
            assertEquals(answer.toString(), false, answer.path("errors").asBoolean());
        }
        String rest = "'query_text': 'reading lamp', 'relevance': {'semantic': 1}, 'diversity': 0.4";
        Answer fromText = find("texts", "{'text_fields': ['title'], " + rest + "}");
        long texts = own().stat("/embedding/texts");
        for (String index : List.of("floats", "codes")) {
            assertEquals(60, count(index, "{'exists': {'field': 'vector'}}"));
            node.http()
                    .post("/" + index + "/_forcemerge?max_num_segments=1", "")
                    .ok();
            Answer stored = find(index, "{'vector_field': 'vector', " + rest + "}");
            assertEquals("order over " + index, fromText.ids(), stored.ids());
            assertEquals("scores over " + index, fromText.scores(), stored.scores());
            assertEquals("warnings", List.of(), stored.warnings());
        }
        assertEquals("no product was embedded again", texts, own().stat("/embedding/texts"));
    }

    @Test
    public void whatFailsInABulkFailsAloneAndSaysWhy() throws IOException {
        pipeline("vectors", processor(""));
        create(INDEX, "int8", "", "vectors");
        List<ObjectNode> products = new ArrayList<>(products(40));
        products.set(7, json("{'price': 3}"));
        products.set(11, json("{'title': '  '}"));
        JsonNode items = bulk(INDEX, products).path("items");
        assertEquals(40, items.size());
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.path(i).path("index");
            boolean bad = i == 7 || i == 11;
            assertEquals(
                    "position " + i + ": " + item, "p" + i, item.path("_id").asText());
            assertEquals(item.toString(), bad ? 400 : 201, item.path("status").asInt());
            if (bad) {
                assertContains("the error", item.toString(), "[fields] must have text in one of [title], got none");
            }
        }
        assertEquals(38, count(INDEX, "{'exists': {'field': 'vector'}}"));
    }

    @Test
    public void updatesRunThePipelineButThoseOfABulk() throws IOException {
        pipeline("vectors", processor(""));
        create(INDEX, "float32", "", "vectors");
        List<ObjectNode> products = products(2);
        bulk(INDEX, products);
        JsonNode vector = vector("p0");
        long texts = own().stat("/ingest/texts");
        bulk(INDEX, products.stream().map(product -> product.put("price", 7)).toList());
        assertEquals("vector after a new price", vector, vector("p0"));
        assertEquals("texts embedded after a new price", texts, own().stat("/ingest/texts"));

        String first = words.title(6);
        ObjectNode update = Http.JSON.createObjectNode();
        update.putObject("doc").put("title", first);
        node.http()
                .postLines("/" + INDEX + "/_bulk?refresh=true", "{\"update\": {\"_id\": \"p0\"}}\n" + update + "\n")
                .ok();
        assertEquals("vector after an update in a bulk", vector, vector("p0"));
        node.http()
                .post("/" + INDEX + "/_update_by_query?pipeline=vectors&refresh=true", "")
                .ok();
        assertMadeOf(first);

        String second = words.title(6);
        update.putObject("doc").put("title", second);
        node.http().post("/" + INDEX + "/_update/p0?refresh=true", update).ok();
        assertMadeOf(second);
    }

    private static void assertMadeOf(String title) throws IOException {
        float[] made = own().embed(List.of(title)).get(0);
        assertEquals("vector of " + title, made[0], vector("p0").path(0).asDouble(), 1e-6);
    }

    private static JsonNode vector(String id) throws IOException {
        return node.http().get("/" + INDEX + "/_doc/" + id).ok().at("/_source/vector");
    }

    @Test
    public void aModelThatIsNotThereFailsEachDocument() throws IOException {
        pipeline("other", processor("").replace(Artifacts.MINI_LM, "other"));
        create(INDEX, "float32", "", "other");
        for (JsonNode item : bulk(INDEX, products(3)).path("items")) {
            assertEquals(400, item.at("/index/status").asInt());
            assertContains(
                    "the error", item.toString(), "[model] must be a model of this node, one of [" + Artifacts.MINI_LM);
        }
    }

    @Test
    public void anOverloadedNodeTurnsDocumentsAwayAndNoneIsLost() throws Exception {
        pipeline("vectors", processor(", 'batch_size': 8"));
        create(INDEX, "int8", "", "vectors");
        long rejected = own().stat("/ingest/rejected");
        int clients = 4;
        int each = 60;
        long all = (long) clients * each;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<Long>> loads = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                Iterator<Bulk.Document> documents = documents(client, each);
                loads.add(() -> new Bulk(node.http(), INDEX).load(Bulk.Documents.of(documents), done -> {}));
            }
            for (Future<Long> load : threads.invokeAll(loads)) {
                assertEquals(each, (long) load.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue("some were turned away", own().stat("/ingest/rejected") > rejected);
        assertEquals("all are there", all, count(INDEX, "{'match_all': {}}"));
        assertEquals("with vectors", all, count(INDEX, "{'exists': {'field': 'vector'}}"));
    }

    private static Iterator<Bulk.Document> documents(int client, int count) {
        List<ObjectNode> products = products(count);
        return IntStream.range(0, count)
                .mapToObj(i -> new Bulk.Document(client + "-" + i, products.get(i)))
                .iterator();
    }

    @Test
    public void thePlatformsOwnOptionsHold() throws IOException {
        pipeline(
                "options",
                processor(", 'if': 'ctx.price > 10', 'tag': 'embed', 'ignore_missing': true") + ","
                        + processor(", 'fields': ['none'], 'ignore_failure': true")
                                .replace("'fields': ['title'],", "")
                        + ","
                        + processor(", 'fields': ['none'], 'on_failure': [{'set': {'field': 'why', 'value':"
                                        + " '{{_ingest.on_failure_message}}'}}]")
                                .replace("'fields': ['title'],", ""));
        create(INDEX, "int8", "", "options");
        List<ObjectNode> products = List.of(
                json("{'title': 'lamp', 'price': 5}"), json("{'title': 'lamp', 'price': 50}"), json("{'price': 50}"));
        JsonNode answer = bulk(INDEX, products);
        assertEquals(answer.toString(), false, answer.path("errors").asBoolean());
        for (int i = 0; i < 3; i++) {
            JsonNode source = node.http().get("/" + INDEX + "/_doc/p" + i).ok().path("_source");
            assertEquals(
                    "vector of " + i, i == 1 ? 384 : 0, source.path("vector").size());
            assertContains("of the failure", source.path("why").asText(), "[fields] must have text in one of [none]");
        }
    }

    @Test
    public void aPipelineCanBeSimulated() throws IOException {
        String body = "{'pipeline': {'processors': [%s, {'set': {'field': 'after', 'value': 1}}]}, 'docs': [%s, %s]}"
                .formatted(processor(""), "{'_source': {'title': 'red lamp'}}", "{'_source': {}}");
        for (String verbose : List.of("", "?verbose=true")) {
            JsonNode docs = node.http()
                    .post("/_ingest/pipeline/_simulate" + verbose, json(body))
                    .ok()
                    .path("docs");
            assertEquals(docs.toString(), 384, docs.path(0).findValue("vector").size());
            assertContains("the second", docs.path(1).toString(), "[fields] must have text in one of [title]");
        }
    }

    @Test
    public void theSourceIsDerivedWhereTheIndexSaysSo() throws IOException {
        pipeline("vectors", processor(""));
        List<ObjectNode> products = products(10);
        for (Map.Entry<String, String> entry :
                Map.of("floats", "float32", "codes", "int8").entrySet()) {
            String index = entry.getKey();
            create(index, entry.getValue(), ", 'derived_source.enabled': true", "vectors");
            JsonNode answer = bulk(index, products);
            assertEquals(answer.toString(), false, answer.path("errors").asBoolean());
        }
        ObjectNode all = json("{'size': 10, 'sort': ['price', '_doc'], 'fields': ['vector']}");
        List<JsonNode> floats = hits("floats", all);
        List<JsonNode> codes = hits("codes", all);
        for (int i = 0; i < 10; i++) {
            JsonNode source = floats.get(i).path("_source");
            assertEquals(floats.get(i).toString(), 384, source.path("vector").size());
            float[] made = own().embed(List.of(source.path("title").asText())).get(0);
            for (int j = 0; j < 384; j++) {
                double component = source.path("vector").path(j).asDouble();
                assertEquals(made[j], component, 1e-6);
                assertEquals(component, floats.get(i).at("/fields/vector/" + j).asDouble(), 0);
                assertEquals(component, codes.get(i).at("/_source/vector/" + j).asDouble(), 0.002);
            }
        }
        // What is left of a vector is enough to choose by it again.
        create("texts", "int8", "", null);
        node.http()
                .post("/_reindex?refresh=true", json("{'source': {'index': 'codes'}, 'dest': {'index': 'texts'}}"))
                .ok();
        String clause = "{'vector_field': 'vector', 'query_text': 'desk', 'relevance': {'semantic': 1}}";
        assertEquals(find("floats", clause).ids(), find("codes", clause).ids());
        assertEquals(find("codes", clause).scores(), find("texts", clause).scores());
    }

    private static List<JsonNode> hits(String index, ObjectNode request) throws IOException {
        List<JsonNode> hits = new ArrayList<>();
        node.http()
                .post("/" + index + "/_search", request)
                .ok()
                .at("/hits/hits")
                .forEach(hits::add);
        return hits;
    }

    @Test
    public void theFieldSaysWhatItIsAndWhatItIsNot() throws IOException {
        create(INDEX, "int8", "", null);
        ObjectNode product = json("{'title': 'lamp', 'vector': [1, 2]}");
        JsonNode item = bulk(INDEX, List.of(product)).at("/items/0/index");
        assertEquals(400, item.path("status").asInt());
        assertEquals("mapper_parsing_exception", item.at("/error/type").asText());
        assertEquals(
                "[vector] must be an array of [384] finite numbers, got [2] values",
                item.at("/error/reason").asText());
        bulk(INDEX, List.of(json("{'title': 'lamp'}").set("vector", Http.JSON.valueToTree(new float[384]))));
        JsonNode caps =
                node.http().get("/" + INDEX + "/_field_caps?fields=vector").ok().at("/fields/vector/product_vector");
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
                "{'script_fields': {'a': {'script': {'source': 'doc.vector.size()'}}}}")) {
            Http.Response refused = node.http().post("/" + INDEX + "/_search", json(request));
            assertEquals(request + ": " + refused.text(), 400, refused.status());
            assertContains("the refusal of " + request, refused.text(), can);
        }
        assertEquals("searched with all fields", 1, count(INDEX, "{'query_string': {'query': 'lamp'}}"));
        Answer zero = find(INDEX, "{'vector_field': 'vector', 'query_text': 'lamp'}");
        assertAnyContains("the header", zero.warnings(), "[1] of [1] candidates have no vector");
        Http.Response changed = node.http()
                .put(
                        "/" + INDEX + "/_mapping",
                        json("{'properties': {'vector': {'type': 'product_vector', 'dimension': 3}}}"));
        assertEquals(400, changed.status());
        assertContains("the refusal", changed.text(), "Cannot update parameter [dimension] from [384] to [3]");
    }

    /** Creates an index whose vectors another model made, of as many components as the node's. */
    private static void createOfOther(String index) throws IOException {
        node.http()
                .put("/" + index, json("""
                {'settings': {'number_of_shards': %d}, 'mappings': {'properties': {'title': {'type': 'text'},
                  'vector': {'type': 'product_vector', 'dimension': 384, 'model': 'other'},
                  'same': {'type': 'alias', 'path': 'vector'}}}}
                """.formatted(randomIntBetween(1, 3))))
                .ok();
        List<ObjectNode> lamps = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            float[] vector = new float[384];
            vector[i] = 1;
            lamps.add(json("{'title': 'lamp'}").set("vector", Http.JSON.valueToTree(vector)));
        }
        bulk(index, lamps);
    }

    private static void assertRefused(String index, String clause, String reason) throws IOException {
        Http.Response refused = node.http().post("/" + index + "/_search", request(json(LAMPS), 10, 10, json(clause)));
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
        node.http()
                .put(setting, json("{'index.assort.diversify.model': '%s'}".formatted(Artifacts.MINI_LM)))
                .ok();
        assertRefused(INDEX, "{'vector_field': 'vector'}", named);
    }

    @Test
    public void aModelThatNobodyNamedDoesNotStandInForTheFields() throws IOException {
        createOfOther(INDEX);
        for (String field : List.of("vector", "same")) {
            String reason = "must be embedded by [other], which made the vectors of [vector_field] [" + field
                    + "], and this node has [" + Artifacts.MINI_LM + "]";
            String clause = "{'vector_field': '" + field + "' %s}";
            assertRefused(INDEX, clause.formatted(", 'query_text': 'lamp'"), "[query_text] " + reason);
            assertRefused(INDEX, clause.formatted(", 'text_fields': ['title']"), "[text_fields] " + reason);
            // The text of the search's own query is an offer: the products are still chosen by their vectors.
            ObjectNode request = request(json(LAMPS), 10, 10, json(clause.formatted(", 'report': true")));
            Http.Response response = node.http().post("/" + INDEX + "/_search", request);
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
        create("codes", "int8", "", null);
        bulk("codes", List.of(json("{'title': 'lamp', 'price': 5}")));
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
        String point = node.http()
                .post("/codes/_search/point_in_time?keep_alive=1m", "")
                .ok()
                .path("pit_id")
                .asText();
        ObjectNode request = request(json(LAMPS), 10, 10, json("{'vector_field': 'vector', 'query_text': 'lamp'}"));
        request.putObject("pit").put("id", point);
        assertEquals(
                1,
                Answer.of(node.http().post("/_search", request))
                        .checked("of a point in time")
                        .hits()
                        .size());
    }

    @Test
    public void aDocumentOfAnotherModelThanItsFieldIsRefused() throws IOException {
        createOfOther(INDEX);
        create("codes", "int8", "", null);
        pipeline("vectors", processor(""));
        String lines = """
                {"index": {"_index": "%s"}}
                {"title": "desk"}
                {"index": {"_index": "codes"}}
                {"title": "desk"}
                """.formatted(INDEX);
        JsonNode items = node.http()
                .postLines("/_bulk?refresh=true&pipeline=vectors", lines)
                .ok()
                .path("items");
        assertEquals(items.toString(), 400, items.at("/0/index/status").asInt());
        assertContains(
                "the refusal",
                items.at("/0/index/error/reason").asText(),
                "[model] must be [other], whose vectors [target_field] [vector] of index [" + INDEX + "] is for, got ["
                        + Artifacts.MINI_LM + "]");
        assertEquals(items.toString(), 201, items.at("/1/index/status").asInt());
        assertEquals(1, count("codes", "{'exists': {'field': 'vector'}}"));
    }
}
