/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.assort.soak.StoreClient;
import org.junit.Test;

/** What the shared node says of its model, and the vectors that it makes. */
public final class ModelsIT extends NodeTestCase {

    private static final String EMBED = Assort.PREFIX + "/models/" + Artifacts.MINI_LM + "/_embed";
    private static final String MODEL = "/models/" + Artifacts.MINI_LM;

    @Test
    public void modelIsShownAsItIs() throws IOException {
        JsonNode model = assort().model(Artifacts.MINI_LM);
        assertEquals("state", "warm", model.path("state").asText());
        assertEquals("device", "cpu", model.path("device").asText());
        assertEquals("provider", "CPU", model.path("provider").asText());
        assertContains("why", model.path("why_not_cuda").asText(), "this ONNX Runtime has no CUDA provider");
        assertEquals("dimension", 384, model.path("dimension").asInt());
        assertEquals("max_length", 256, model.path("max_length").asInt());
        assertTrue("quantised", model.path("quantised").asBoolean());
        assertTrue("bytes " + model.path("bytes"), model.path("bytes").asLong() > 20_000_000);
        assertTrue("fingerprint " + model, model.path("fingerprint").asText().matches("[0-9a-f]{64}"));
        assertTrue("no reason beside a warm model", model.path("reason").isMissingNode());
        Http.Response one = http().get(Assort.PREFIX + "/models/" + Artifacts.MINI_LM);
        assertEquals("models by id", 1, one.ok().path("models").size());
        Http.Response none = http().get(Assort.PREFIX + "/models/nope");
        assertEquals(none.text(), 404, none.status());
    }

    @Test
    public void uploadUnderTheNameOfAFolderIsRefused() throws IOException {
        Path folder = Files.createTempDirectory("assort-model");
        Project.artifacts().miniLm().writeTo(folder);
        Http.Response refused = new StoreClient(http()).begin(Artifacts.MINI_LM, folder, "?force=true&replace=true");
        Folders.delete(folder);
        assertEquals(refused.text(), 409, refused.status());
        assertContains("the refusal", refused.reason(), "has a model [" + Artifacts.MINI_LM + "] in its folder");
        assertEquals(
                "source",
                "folder",
                assort().model(Artifacts.MINI_LM).path("source").asText());
    }

    @Test
    public void textHasOneVectorWhateverItsBatch() throws IOException {
        TextShop words = new TextShop(http(), "none", new Random(randomLong()));
        List<String> texts = new ArrayList<>(List.of("lamp", "a", "咖啡桌", "…", "x".repeat(3_000)));
        while (texts.size() < 30) {
            texts.add(words.title(randomIntBetween(1, 80)));
        }
        List<float[]> alone = new ArrayList<>();
        for (String text : texts) {
            alone.add(assort().embed(List.of(text)).get(0));
        }
        for (int batch = 0; batch < 3; batch++) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(randomLong()));
            List<Integer> some = order.subList(0, randomIntBetween(2, texts.size()));
            List<float[]> together =
                    assort().embed(some.stream().map(texts::get).toList());
            for (int i = 0; i < some.size(); i++) {
                assertArrayEquals(
                        "[" + texts.get(some.get(i)) + "] among " + some.size(),
                        alone.get(some.get(i)),
                        together.get(i),
                        1e-6f);
            }
        }
        for (float[] vector : alone) {
            double squared = 0;
            for (float component : vector) {
                squared += (double) component * component;
            }
            assertEquals("components", 384, vector.length);
            assertEquals("length", 1, squared, 1e-5);
        }
    }

    @Test
    public void vectorsKnowWhatTheirTextsMean() throws IOException {
        List<float[]> vectors =
                assort().embed(List.of("coffee table", "low table for the living room", "laser printer"));
        double near = cosine(vectors.get(0), vectors.get(1));
        double far = cosine(vectors.get(0), vectors.get(2));
        assertTrue("a table is nearer to a table, " + near + ", than to a printer, " + far, near > far + 0.2);
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        return dot;
    }

    @Test
    public void badTextsAreRefused() throws IOException {
        assertRefused(Assort.PREFIX + "/models/nope/_embed", "{'texts': ['a']}", "got [nope]");
        assertRefused(EMBED, "{'texts': []}", "[texts] must have 1 to 256 strings, got [0]");
        assertRefused(
                EMBED, "{'texts': [" + "'a',".repeat(256) + "'a']}", "[texts] must have 1 to 256 strings, got [257]");
        assertRefused(EMBED, "{}", "[texts] must have 1 to 256 texts, got [0]");
        assertRefused(EMBED, "{'texts': 'a'}", "[texts] must be an array of strings, got [a]");
        assertRefused(EMBED, "{'texts': [7]}", "[texts] must hold strings only, got [7]");
        assertRefused(EMBED, "{'texts': ['a'], 'purpose': 'x'}", "[purpose] must be one of [query, passage], got [x]");
        assertRefused(EMBED, "{'text': ['a']}", "[_embed] may have the fields [texts, purpose], got [text]");
        assertRefused(EMBED, "[]", "[_embed] must be an object, got [an array]");
        assertRefused(EMBED, "{'texts': ['a']} xx", "[_embed] must be one object, got more after it");
        assertRefused(EMBED, "{'texts': ['a']}{'texts': ['b']}", "[_embed] must be one object, got more after it");
        assertRefused(EMBED, "", "body");
    }

    private static void assertRefused(String path, String body, String reason) throws IOException {
        Http.Response response = http().post(path, body.replace('\'', '"'));
        assertEquals(response.text(), 400, response.status());
        assertContains("the refusal of " + body, response.text().replace("\\\"", "\""), reason);
    }

    @Test
    public void countersMove() throws IOException {
        long requests = assort().stat("/embedding/requests");
        long texts = assort().stat("/embedding/texts");
        long tokenising = assort().stat("/embedding/tokenise_millis");
        long running = assort().stat("/embedding/run_millis");
        long ofModel = assort().stat(MODEL + "/embedding/texts");
        long failed = assort().stat("/embedding/failed");
        TextShop words = new TextShop(http(), "none", new Random(randomLong()));
        assort().embed(Collections.nCopies(40, words.title(60)));
        assertEquals("requests", requests + 1, assort().stat("/embedding/requests"));
        assertEquals("texts", texts + 40, assort().stat("/embedding/texts"));
        assertTrue("tokenising", assort().stat("/embedding/tokenise_millis") >= tokenising);
        assertTrue("running", assort().stat("/embedding/run_millis") > running);
        assertEquals("texts of the model", ofModel + 40, assort().stat(MODEL + "/embedding/texts"));
        assertEquals("queue of the model", 0, assort().stat(MODEL + "/embedding/queue"));
        assertEquals("for documents", 0, assort().stat(MODEL + "/ingest/rejected"));
        assertTrue("looked for", assort().stat(MODEL + "/cache/misses") >= 0);
        assertTrue("bytes", assort().stat(MODEL + "/bytes") > 20_000_000);
        assertEquals("failed", failed, assort().stat("/embedding/failed"));
    }

    @Test
    public void statsAreOfTheNodesThatAreAsked() throws IOException {
        JsonNode all = http().get(Assort.PREFIX + "/stats").ok();
        String id = all.path("nodes").fieldNames().next();
        String name = all.at("/nodes/" + id + "/name").asText();
        for (String nodes : List.of(id, name, "_local", "data:true", "nobody," + id)) {
            JsonNode some = http().get(Assort.PREFIX + "/" + nodes + "/stats").ok();
            assertEquals(nodes, id, some.path("nodes").fieldNames().next());
        }
        JsonNode none = http().get(Assort.PREFIX + "/nobody/stats").ok();
        assertEquals(none.toString(), 0, none.path("nodes").size());
        assertEquals(none.toString(), 0, none.at("/_nodes/total").asInt(-1));
    }
}
