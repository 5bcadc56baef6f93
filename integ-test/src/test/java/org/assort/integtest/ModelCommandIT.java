/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.assort.demo.node.NodeFailure;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchNode;
import org.assort.soak.Await;
import org.assort.soak.StoreClient;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** The command {@code bin/opensearch-assort/model}, as the installer has put it there. */
public final class ModelCommandIT extends NodeTestCase {

    private static OpenSearchNode node;
    private static Path folder;

    @BeforeClass
    public static void start() throws IOException {
        NodeSettings settings = Project.briefNode()
                .withHeap("512m")
                .withPlugin(Project.artifacts().plugin());
        node = OpenSearchNode.run(Project.artifacts().distribution(), settings, SharedNode.PATIENCE);
        folder = node.modelFolder("mini", Project.artifacts().miniLm());
    }

    @AfterClass
    public static void stop() {
        if (node != null) {
            node.close();
            node = null;
        }
    }

    private static String modelAt(String url, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("bin/opensearch-assort/model"));
        command.addAll(List.of(words));
        command.addAll(List.of("--url", url));
        return node.runTool(command, SharedNode.PATIENCE, waited -> {});
    }

    private static String model(String... words) throws IOException {
        return modelAt(node.http().base().toString(), words);
    }

    private static String failure(String... words) {
        return assertThrows(NodeFailure.class, () -> model(words)).getMessage();
    }

    @Test
    public void uploadsTriesListsAndDeletes() throws IOException {
        assertEquals("there is no model", model("list"));
        StoreClient store = new StoreClient(node.http());
        JsonNode begun = store.begin("mini", folder, "").ok();
        store.send("mini", folder, begun, 48);
        assertContains("the list", model("list"), "mini, version " + begun.path("version") + " uploading");
        String uploaded = model("upload", folder.toString());
        assertContains(
                "the end", uploaded, "version " + begun.path("version") + " of model mini is ready on all nodes");
        assertTrue("it goes on where the upload stopped: " + uploaded, uploaded.startsWith("model.onnx 54%"));
        assertContains("the list", model("list"), node.settings().nodeName() + ": warm, from the store");
        assertEquals("again there is nothing to send", 384, store.vector("mini", "lamp").length);
        assertContains(
                "again", model("upload", folder.toString()), "version " + begun.path("version") + " of model mini");

        double near = cosine(model("test", "coffee table", "low table for the living room"));
        double far = cosine(model("test", "coffee table", "laser printer", "--id", "mini"));
        assertTrue("a table is nearer to a table, " + near + ", than to a printer, " + far, near > far + 0.2);

        node.http().put("/_ingest/pipeline/names-it", json("""
                        {'processors': [{'product_vector': {'model': 'mini', 'fields': ['t'], 'target_field': 'v'}}]}
                        """)).ok();
        String refusal = failure("delete", "mini");
        assertContains("the refusal", refusal, "ingest pipeline [names-it]");
        assertFalse("it is an answer: " + refusal, refusal.contains("does not answer"));
        assertEquals("model mini is deleted", model("delete", "mini", "--force"));
        assertContains("gone", failure("delete", "mini"), "status 404");
    }

    @Test
    public void filesAreInTheFolderWhereItIsCalled() throws IOException {
        Path models = folder.getParent();
        assertContains("a file", failureIn(models, "list", "--cacert", "ca.pem"), "there is no " + models + "/ca.pem");
        assertContains("a folder", failureIn(models, "upload", "nowhere"), "there is no " + models + "/nowhere");
        assertContains("the end", modelIn(models, "upload", "mini", "--id", "near"), "of model near is ready");
        String here = modelIn(folder, "upload", ".", "--id", "near");
        assertContains("the same from within", here, "of model near is ready");
        assertEquals("model near is deleted", model("delete", "near"));
        Await.until(
                "the node forgets it", SharedNode.PATIENCE, () -> model("list").equals("there is no model"));
    }

    private static String modelIn(Path place, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", "cd \"$0\" && exec \"$@\"", place.toString()));
        command.add(node.home().resolve("bin/opensearch-assort/model").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("--url", node.http().base().toString()));
        return node.runTool(command, SharedNode.PATIENCE, waited -> {});
    }

    private static String failureIn(Path place, String... words) {
        return assertThrows(NodeFailure.class, () -> modelIn(place, words)).getMessage();
    }

    private static double cosine(String answer) {
        Matcher cosine = Pattern.compile("cosine (-?[0-9.]+); 384 dimensions, [0-9]+ ms, model mini")
                .matcher(answer);
        assertTrue(answer, cosine.matches());
        return Double.parseDouble(cosine.group(1));
    }

    @Test
    public void whatIsWrongIsSaidInALine() throws IOException {
        assertContains("an option", failure("list", "--all"), "[--all] is not an option");
        assertContains("an action", failure("shout"), "[shout] must be one of [upload, list, test, delete]");
        Path nowhere = node.home().toRealPath().resolve("nowhere");
        assertContains("a folder", failure("upload", "nowhere"), "there is no " + nowhere);
        assertContains("an id", failure("delete", "x?force=true&y"), "[delete] must match");
        assertContains("a user without a password", failure("list", "-u", "bob"), "[--user] must be NAME:PASSWORD");
        assertContains("help", model("--help"), "model upload FOLDER");
        Path broken = node.modelFolder("broken", Project.artifacts().miniLm());
        Files.writeString(broken.resolve("tokenizer.json"), "{}");
        assertContains("a file", failure("upload", broken.toString()), "got [2]");
    }

    @Test
    public void speaksTlsAndSaysWhoItIs() throws Exception {
        Path keys = Files.createTempDirectory("assort-keys");
        Keys.make(keys, "CN=x");
        Path pem = node.userHome().resolve("ca.pem");
        Files.copy(keys.resolve(Keys.CERTIFICATE), pem);
        List<String> authorizations = new CopyOnWriteArrayList<>();
        HttpsServer server = server(keys, authorizations);
        try {
            String url = "https://localhost:" + server.getAddress().getPort();
            assertEquals("there is no model", modelAt(url, "list", "-k", "-u", "admin:secret:"));
            assertEquals("there is no model", modelAt(url, "list", "--cacert", pem.toString()));
            assertContains(
                    "an unknown certificate",
                    assertThrows(NodeFailure.class, () -> modelAt(url, "list")).getMessage(),
                    "does not answer");
            String basic = Base64.getEncoder().encodeToString("admin:secret:".getBytes(StandardCharsets.UTF_8));
            assertEquals(List.of("Basic " + basic, "none"), authorizations);
        } finally {
            server.stop(0);
            Folders.delete(keys);
        }
    }

    @Test
    public void theTimeOfATestIsThatOfTheAnswer() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/_plugins/_assort/models/m/_embed", exchange -> {
            answer(exchange, requests.incrementAndGet() == 1 ? 429 : 200, "{\"vectors\": [[1, 0], [1, 0]]}");
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort();
            Matcher busy = Pattern.compile(
                            "cosine 1.000; 2 dimensions, ([0-9]+) ms after ([0-9.]+) s of tries in vain, model m")
                    .matcher(modelAt(url, "test", "a", "b", "--id", "m"));
            assertTrue(busy.toString(), busy.matches());
            double waited = Double.parseDouble(busy.group(2));
            assertTrue("a pause of a second is told, got " + waited, waited >= 1);
            assertContains("no wait", modelAt(url, "test", "a", "b", "--id", "m"), " ms, model m");
        } finally {
            server.stop(0);
        }
    }

    private static HttpsServer server(Path keys, List<String> authorizations) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.resolve(Keys.STORE))) {
            store.load(in, Keys.PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, Keys.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/_plugins/_assort/models", exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            authorizations.add(authorization == null ? "none" : authorization);
            answer(exchange, 200, "{\"models\": {}}");
        });
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] answer = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
