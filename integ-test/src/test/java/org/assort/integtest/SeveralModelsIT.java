/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.assort.demo.node.ModelSource;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchNode;
import org.assort.soak.Await;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * A node of its own that loads its models when they are asked for, with models that work and some that do not, and without
 * k-NN.
 */
public final class SeveralModelsIT extends NodeTestCase {

    private static final String INDEX = "several";
    private static final String GROUP = "all";

    /** A model of other vectors than the others. */
    private static final String SUCCESSOR = "bge-small-en-v15";

    private static final String SUCCESSORS = "{'exists': {'field': 'embedding_bge'}}";
    private static final String PREDECESSORS = "{'exists': {'field': 'embedding'}}";

    private static OpenSearchNode node;

    /** What the node said of its models and their memory before anybody asked them for anything. */
    private static JsonNode unasked;

    private static long unaskedBytes;

    @BeforeClass
    public static void startNode() throws IOException {
        ModelSource miniLm = Project.artifacts().miniLm();
        NodeSettings settings = Project.briefNode()
                .withPlugin(Project.artifacts().plugin())
                .withSetting("assort.models.loading", "lazy")
                .withModel("english", miniLm)
                .withModel("english-too", miniLm)
                .withModel(Artifacts.MINI_LM, miniLm)
                .withModel(SUCCESSOR, SeveralModelsIT::firstTokens)
                .withModel("changed", folder -> {
                    miniLm.writeTo(folder);
                    flipByte(folder.resolve("model.onnx"));
                })
                .withModel("cut-off", folder -> {
                    miniLm.writeTo(folder);
                    Files.delete(folder.resolve("tokenizer.json"));
                })
                .withModel("no-manifest", folder -> {
                    miniLm.writeTo(folder);
                    Files.delete(folder.resolve("model.json"));
                });
        node = OpenSearchNode.run(Project.artifacts().distribution(), settings, SharedNode.PATIENCE);
        own().awaitModels();
        unasked = node.http().get(Assort.PREFIX + "/models").ok().path("models");
        unaskedBytes = memory("estimated_size_in_bytes");
        new TextShop(node.http(), INDEX, new Random(randomLong())).create(1).add(10, GROUP, 6);
    }

    @AfterClass
    public static void stopNode() {
        if (node != null) {
            node.close();
            node = null;
        }
    }

    // The same network read in another way: what matters is that its vectors are others.
    private static void firstTokens(Path folder) throws IOException {
        Project.artifacts().miniLm().writeTo(folder);
        Path manifest = folder.resolve("model.json");
        ObjectNode settings = (ObjectNode) Http.JSON.readTree(manifest.toFile());
        Http.JSON.writeValue(manifest.toFile(), settings.put("pooling", "cls"));
    }

    private static Assort own() {
        return new Assort(node.http());
    }

    static void flipByte(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            long middle = channel.size() / 2;
            channel.read(one, middle);
            one.put(0, (byte) (one.get(0) ^ 1)).flip();
            channel.write(one, middle);
        }
    }

    private static Http.Response search(String clause) throws IOException {
        ObjectNode request = request(json(TextShop.query(GROUP)), 10, 100, json(clause));
        return node.http().post("/" + INDEX + "/_search", request);
    }

    @Test
    public void brokenModelsSayWhyAndTheNodeLives() throws IOException {
        assertFailed("changed", "model.onnx");
        assertFailed("cut-off", "tokenizer.json");
        assertFailed("no-manifest", "model.json");
        assertEquals("state", "warm", stateAfterUse("english"));
        assertEquals("state", "warm", stateAfterUse("english-too"));
        assertTrue("the node lives", node.isAlive());
        assertEquals(
                "hits",
                10,
                Answer.of(search("{'model': 'english', 'query_text': 'lamp'}"))
                        .checked("")
                        .hits()
                        .size());
    }

    private static String stateAfterUse(String id) throws IOException {
        embed(id, "lamp").ok();
        return state(id);
    }

    private static Http.Response embed(String id, String text) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode();
        body.putArray("texts").add(text);
        return node.http().post(Assort.PREFIX + "/models/" + id + "/_embed", body);
    }

    private static String state(String id) throws IOException {
        return own().model(id).path("state").asText();
    }

    private static long memory(String figure) throws IOException {
        return own().stat("/model_memory/" + figure);
    }

    private static Http.Response change(String setting, String value) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode();
        body.putObject("persistent").put(setting, value);
        return node.http().put("/_cluster/settings", body);
    }

    @Test
    public void modelsAreColdUntilTheyAreAskedFor() {
        for (String id : List.of("english", "english-too", Artifacts.MINI_LM, SUCCESSOR)) {
            JsonNode model = unasked.path(id).path("nodes").elements().next();
            assertEquals(id, "cold", model.path("state").asText());
            assertEquals(id, 0, model.path("estimated_size_in_bytes").asLong(-1));
        }
        assertEquals(
                "what can be seen without loading is seen",
                "failed",
                unasked.at("/changed/nodes").elements().next().path("state").asText());
        assertEquals(0, unaskedBytes);
    }

    @Test
    public void modelsTakeTurnsInAMemoryThatHoldsOne() throws Exception {
        JsonNode vector = embed("english", "red lamp").ok().path("vectors");
        long english = own().model("english").path("estimated_size_in_bytes").asLong();
        long file = Files.size(node.home().resolve("config/assort/models/english/model.onnx"));
        assertTrue(english + " bytes, of which the weights are " + file, english > file);
        long limit = Math.max(english, 3 * file);
        try {
            change("assort.models.idle_time", "0s").ok();
            change("assort.models.memory_limit", limit + "b").ok();
            Await.until("the rest has gone", SharedNode.PATIENCE, () -> memory("estimated_size_in_bytes") <= limit);
            assertEquals("what was used last stays", "warm", state("english"));
            assertEquals(limit, memory("limit_size_in_bytes"));

            change("assort.models.idle_time", "1h").ok();
            assertRefused(embed("english-too", "red lamp"));
            assertRefused(search("{'model': 'english-too', 'query_text': 'an unseen lamp " + randomInt() + "'}"));
            assertEquals("cold", state("english-too"));
            assertTrue("refusals are counted", memory("tripped") >= 2);

            change("assort.models.idle_time", "0s").ok();
            for (String id : List.of("english-too", "english", "english-too")) {
                assertEquals(
                        "vectors of " + id, vector, embed(id, "red lamp").ok().path("vectors"));
                assertEquals(id, "warm", state(id));
                assertEquals("the other", "cold", state(id.equals("english") ? "english-too" : "english"));
                assertTrue("within the limit", memory("estimated_size_in_bytes") <= limit);
            }
            String texts =
                    "{'model': 'english', 'query_vector': %s, 'text_fields': ['title']}".formatted(vector.get(0));
            assertEquals(
                    "a search whose products alone are embedded has the model loaded before",
                    10,
                    Answer.of(search(texts)).checked("").hits().size());
            assertEquals("warm", state("english"));
        } finally {
            change("assort.models.idle_time", null).ok();
            change("assort.models.memory_limit", null).ok();
        }
    }

    private static void assertRefused(Http.Response response) {
        assertEquals(response.text(), 429, response.status());
        assertContains("the refusal", response.text(), "model [english-too] needs [");
        assertContains("the refusal", response.text(), "([assort.models.memory_limit])");
        assertContains("what is loaded", response.text(), "[english] with [");
    }

    @Test
    public void aLimitThatIsNoneIsRefused() throws IOException {
        for (String wrong : List.of("much", "-1", "101%", "-1%")) {
            Http.Response refused = change("assort.models.memory_limit", wrong);
            assertEquals(refused.text(), 400, refused.status());
            assertContains("the refusal", refused.text(), "[assort.models.memory_limit] must be a size such as");
            assertContains("the refusal", refused.text(), "got [" + wrong + "]");
        }
    }

    private static void assertFailed(String id, String named) throws IOException {
        JsonNode model = own().model(id);
        assertEquals("state of " + id, "failed", model.path("state").asText());
        String reason = model.path("reason").asText();
        assertContains("the reason for " + id, reason, named);
        Http.Response response = search("{'model': '%s', 'query_text': 'lamp'}".formatted(id));
        assertEquals(response.text(), 503, response.status());
        assertContains(
                "the refusal",
                response.text(),
                "model [" + id + "] could not be loaded on this node, GET /_plugins/_assort/models/" + id);
        assertFalse(
                "no reason, which has the server's paths, for searchers",
                response.text().contains(reason));
    }

    @Test
    public void whichModelMustBeSaid() throws IOException {
        for (String clause : List.of("{}", "{'query_text': 'lamp'}", "{'text_fields': ['title']}")) {
            Http.Response response = search(clause);
            assertEquals(response.text(), 400, response.status());
            assertContains("the refusal of " + clause, response.text(), "[model] must name one of [");
            assertContains("the refusal of " + clause, response.text(), "english, english-too");
        }
        Http.Response unknown = search("{'model': 'french', 'query_text': 'lampe'}");
        assertEquals(unknown.text(), 400, unknown.status());
        assertContains("the refusal", unknown.text(), "english, english-too");
        assertContains("the refusal", unknown.text(), "got [french]");
    }

    @Test
    public void theFieldSaysWhichModelWhereTheClauseDoesNot() throws IOException {
        String index = "vectors";
        node.http().put("/" + index, json("""
                {'mappings': {'properties': {'title': {'type': 'text'},
                  'vector': {'type': 'product_vector', 'dimension': 384, 'model': 'english-too'}}}}
                """)).ok();
        node.http()
                .put("/" + index + "/_doc/one?refresh=true", json("{'title': 'lamp'}"))
                .ok();
        for (String more : List.of("'query_text': 'lamp'", "'diversity': 0.5", "'text_fields': ['title']")) {
            ObjectNode request = request(
                    json("{'match': {'title': 'lamp'}}"),
                    10,
                    10,
                    json("{'vector_field': 'vector', 'report': true, " + more + "}"));
            JsonNode report =
                    node.http().post("/" + index + "/_search", request).ok().at("/ext/assort/diversify");
            assertEquals(
                    report.toString(),
                    "english-too",
                    report.at("/semantic/model").asText());
        }
        node.http().delete("/" + index).ok();
    }

    @Test
    public void anIndexMovesToAnotherModelAsDocumented() throws IOException {
        IngestClient client = new IngestClient(node.http());
        String page = "reference/product_vector.md";
        DocumentedRequests start = new DocumentedRequests(node.http(), page, "# Vectors at ingest");
        start.send("PUT products");
        start.send("PUT _ingest/pipeline/vectors");
        new TextShop(node.http(), "products", new Random(randomLong())).add(30, GROUP, 6);
        String fields = "'_source': ['title', 'group', 'price']";
        node.http()
                .post(
                        "/_reindex?refresh=true",
                        json("{'source': {'index': 'products', %s}, 'dest': {'index': 'texts'}}".formatted(fields)))
                .ok();

        DocumentedRequests move = new DocumentedRequests(node.http(), page, "## Another model");
        move.send("PUT products/_settings");
        Answer before = assertChosenBy(Artifacts.MINI_LM);
        move.send("PUT products/_mapping");
        move.send("PUT _ingest/pipeline/vectors");
        add("both");
        assertEquals("a product that comes gets both", 1, client.count("products", SUCCESSORS));
        assertEquals(31, client.count("products", PREDECESSORS));
        move.send("PUT _ingest/pipeline/vectors-bge");
        String task = move.send("POST /_plugins/_assort/backfill").path("task").asText();
        assertEquals(30, client.done(task).path("updated").asInt());
        client.count("products");
        assertEquals(0, move.send("POST products/_count").path("count").asInt(-1));
        assertEquals(
                "filled, and not yet chosen by",
                before.ids(),
                assertChosenBy(Artifacts.MINI_LM).ids());

        move.send("PUT products/_settings");
        Answer after = assertChosenBy(SUCCESSOR);
        assertNotEquals(before.ids(), after.ids());
        move.send("PUT _ingest/pipeline/vectors");
        add("new");
        move.send("PUT _ingest/pipeline/without-minilm");
        String removal = move.send(
                        "POST products/_update_by_query?pipeline=without-minilm&conflicts=proceed&wait_for_completion=false")
                .path("task")
                .asText();
        assertEquals(31, client.done(removal).path("updated").asInt());
        move.assertAllSent();
        assertEquals(0, client.count("products", PREDECESSORS));
        assertEquals(32, client.count("products", SUCCESSORS));
        assertEquals(after.ids(), assertChosenBy(SUCCESSOR).ids());
        client.delete("products", "texts");
    }

    private static void add(String id) throws IOException {
        node.http()
                .put("/products/_doc/" + id + "?refresh=true", json("{'title': 'lamp " + id + "', 'group': 'later'}"))
                .ok();
    }

    /** Searches as a client does that names neither field nor model, and fails unless the choice is that of this model. */
    private static Answer assertChosenBy(String model) throws IOException {
        String clause = "{'query_text': 'red lamp', 'relevance': {'semantic': 1}, 'diversity': 0.4, 'report': true %s}";
        ObjectNode request = request(json(TextShop.query(GROUP)), 30, 30, json(clause.formatted("")));
        Http.Response response = node.http().post("/products/_search", request);
        Answer found = Answer.of(response).checked("by " + model);
        assertEquals(
                response.text(),
                model,
                response.body().at("/ext/assort/diversify/semantic/model").asText());
        String texts = ", 'model': '" + model + "', 'text_fields': ['title']";
        ObjectNode anew = request(json(TextShop.query(GROUP)), 30, 30, json(clause.formatted(texts)));
        Answer expected = Answer.of(node.http().post("/texts/_search", anew)).checked("texts by " + model);
        assertEquals(30, found.ids().size());
        assertEquals("chosen by " + model, expected.ids(), found.ids());
        assertEquals("warnings", List.of(), found.warnings());
        return found;
    }

    @Test
    public void modelsOfTheSameFilesShareTheirVectors() throws IOException {
        Answer one = Answer.of(search("{'model': 'english', 'query_text': 'red lamp'}"))
                .checked("english");
        long texts = own().stat("/embedding/texts");
        Answer other = Answer.of(search("{'model': 'english-too', 'query_text': 'red lamp'}"))
                .checked("english-too");
        assertEquals("order", one.ids(), other.ids());
        assertEquals("texts embedded", texts, own().stat("/embedding/texts"));
    }

    @Test
    public void restartedNodeAnswersAlike() throws IOException {
        Answer before = Answer.of(search("{'model': 'english', 'query_text': 'red lamp'}"))
                .checked("before");
        node.restart(SharedNode.PATIENCE);
        own().awaitModels();
        Answer after = Answer.of(search("{'model': 'english', 'query_text': 'red lamp'}"))
                .checked("after");
        assertEquals("order", before.ids(), after.ids());
        Answer.assertSameScores("scores", before.scores(), after.scores());
    }
}
