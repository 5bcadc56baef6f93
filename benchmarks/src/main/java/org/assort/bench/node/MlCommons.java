/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assort.bench.shop.Encoder;
import org.assort.demo.node.Http;
import org.assort.demo.node.Ports;

/** The same encoder in ml-commons on the same node, which fetches it from this JVM. */
final class MlCommons {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PATH = "/model.zip";

    private final Http http;
    private final String model;

    private MlCommons(Http http, String model) {
        this.http = http;
        this.model = model;
    }

    /**
     * Registers and deploys the encoder.
     *
     * @throws IOException with what ml-commons says if it cannot be had
     */
    static MlCommons deploy(Http http, Encoder encoder) throws IOException, InterruptedException {
        allow(http);
        byte[] zip = zip(encoder.folder());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, exchange -> {
            exchange.sendResponseHeaders(200, zip.length);
            exchange.getResponseBody().write(zip);
            exchange.close();
        });
        server.start();
        try {
            ObjectNode body = Http.JSON
                    .createObjectNode()
                    .put("name", encoder.id())
                    .put("version", "1")
                    .put("model_format", "ONNX")
                    .put("function_name", "TEXT_EMBEDDING")
                    .put("model_content_hash_value", sha256(zip))
                    .put(
                            "url",
                            "http://" + Ports.HOST + ":" + server.getAddress().getPort() + PATH);
            body.putObject("model_config")
                    .put("model_type", "bert")
                    .put("embedding_dimension", encoder.dimension())
                    .put("framework_type", "sentence_transformers")
                    .put("pooling_mode", "mean")
                    .put("normalize_result", true);
            String model =
                    task(http, http.post("/_plugins/_ml/models/_register", body).ok());
            task(
                    http,
                    http.post("/_plugins/_ml/models/" + model + "/_deploy", "").ok());
            return new MlCommons(http, model);
        } finally {
            server.stop(0);
        }
    }

    private static void allow(Http http) throws IOException {
        ObjectNode settings = Http.JSON.createObjectNode();
        settings.putObject("persistent")
                .put("plugins.ml_commons.only_run_on_ml_node", false)
                .put("plugins.ml_commons.allow_registering_model_via_url", true)
                .put("plugins.ml_commons.connector.private_ip_enabled", true)
                .put("plugins.ml_commons.native_memory_threshold", 100)
                .put("plugins.ml_commons.jvm_heap_memory_threshold", 100);
        http.put("/_cluster/settings", settings).ok();
    }

    private static byte[] zip(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(0);
            for (String file : List.of("model.onnx", "tokenizer.json")) {
                zip.putNextEntry(new ZipEntry(file));
                Files.copy(folder.resolve(file), zip);
            }
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    /** Waits for a task, and returns the model that it is about. */
    private static String task(Http http, JsonNode started) throws IOException, InterruptedException {
        String path = "/_plugins/_ml/tasks/" + started.path("task_id").asText();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode task = http.get(path).ok();
        while (!task.path("state").asText().equals("COMPLETED")) {
            if (task.has("error") || System.nanoTime() - deadline > 0) {
                throw new IOException("task " + task.path("task_type").asText() + " is "
                        + task.path("state").asText() + ": "
                        + task.path("error").asText("no error told"));
            }
            Thread.sleep(500);
            task = http.get(path).ok();
        }
        return task.path("model_id").asText();
    }

    /** Returns {@code float[texts.size()][dimension]}. */
    float[][] embed(List<String> texts) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode().put("return_number", true);
        texts.forEach(body.putArray("text_docs")::add);
        body.putArray("target_response").add("sentence_embedding");
        JsonNode results = http.post("/_plugins/_ml/_predict/text_embedding/" + model, body)
                .ok()
                .path("inference_results");
        float[][] vectors = new float[results.size()][];
        for (int i = 0; i < vectors.length; i++) {
            JsonNode data = results.path(i).path("output").path(0).path("data");
            vectors[i] = new float[data.size()];
            for (int d = 0; d < vectors[i].length; d++) {
                vectors[i][d] = (float) data.path(d).asDouble();
            }
        }
        return vectors;
    }
}
