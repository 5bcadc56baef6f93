/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.assort.bench.Run;
import org.assort.bench.Workplace;
import org.assort.bench.http.KeepAlive;
import org.assort.demo.node.Http;
import org.assort.model.FileDigest;

/**
 * ml-commons with the encoder's files, deployed on a node that has it beside ours. It runs the graph by an ONNX Runtime of its own and
 * pools by PyTorch, whose libraries it would download; they are put where it looks for them first. Linux on x64 only.
 */
public final class MlCommons {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String API = "/_plugins/_ml/";

    /** Where its tensors' library is looked for, below the node's data; named by the version that it was built with. */
    private static final String LIBRARIES = "pytorch/2.5.1-cpu-precxx11-linux-x86_64";

    private static final String BRIDGE = "0.31.1-libdjl_torch.so";

    private static final Map<String, Object> SETTINGS = Map.of(
            "plugins.ml_commons.only_run_on_ml_node",
            false,
            "plugins.ml_commons.allow_registering_model_via_url",
            true,
            "plugins.ml_commons.native_memory_threshold",
            100,
            "plugins.ml_commons.jvm_heap_memory_threshold",
            100);

    private final Http http;
    private final String model;

    private MlCommons(Http http, String model) {
        this.http = http;
        this.model = model;
    }

    /** Deploys it, or says that it cannot be deployed here and returns none. */
    public static Optional<MlCommons> deployed(Run run, ShopNodes node, Encoder encoder)
            throws IOException, InterruptedException {
        if (!"Linux".equals(System.getProperty("os.name")) || !"amd64".equals(System.getProperty("os.arch"))) {
            run.report().info("ml_commons", "cannot be deployed on this platform without the network");
            return Optional.empty();
        }
        run.report().step("deploying the encoder in ml-commons");
        return Optional.of(deploy(run.workplace(), node, encoder));
    }

    /**
     * Registers and deploys the encoder.
     *
     * @param node has the plugin installed
     * @throws IOException with what it says where it can not
     */
    private static MlCommons deploy(Workplace workplace, ShopNodes node, Encoder encoder)
            throws IOException, InterruptedException {
        Path data = node.home().resolve("data");
        placeLibraries(workplace, data.resolve("ml_cache"));
        Path zip = data.resolve("ml-commons-model.zip");
        pack(encoder, zip);
        ObjectNode settings = Http.JSON.createObjectNode();
        settings.set("persistent", Http.JSON.valueToTree(SETTINGS));
        node.http().put("/_cluster/settings", settings).ok();
        String model = await(node.http(), node.http().post(API + "models/_register", register(encoder, zip)));
        await(node.http(), node.http().post(API + "models/" + model + "/_deploy", "{}"));
        return new MlCommons(node.http(), model);
    }

    private static void placeLibraries(Workplace workplace, Path cache) throws IOException {
        Path folder = cache.resolve(LIBRARIES);
        Files.createDirectories(folder);
        // The node runs as another user where this runs as root, and writes there as well.
        for (Path path = folder; !path.equals(cache.getParent()); path = path.getParent()) {
            if (Files.isWritable(path)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
        unpack(workplace.natives("pytorch-native-cpu"), "pytorch/cpu/linux-x86_64/", folder, null);
        unpack(workplace.natives("pytorch-jni"), "jnilib/linux-x86_64/cpu/", folder, BRIDGE);
    }

    /** Unpacks the files below a path, the only one under another name where that is given. */
    private static void unpack(Path jar, String below, Path folder, String name) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(below))
                    .toList()) {
                String file = name == null ? entry.getName().substring(below.length()) : name;
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** The encoder's files, with a tokenizer that cuts texts where the encoder does: ml-commons goes by what the file says. */
    private static void pack(Encoder encoder, Path zip) throws IOException {
        ObjectNode tokenizer = (ObjectNode)
                Http.JSON.readTree(encoder.folder().resolve("tokenizer.json").toFile());
        tokenizer.withObject("/truncation").put("max_length", encoder.maxLength());
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream packed = new ZipOutputStream(out)) {
            packed.putNextEntry(new ZipEntry("model.onnx"));
            Files.copy(encoder.folder().resolve("model.onnx"), packed);
            packed.closeEntry();
            packed.putNextEntry(new ZipEntry("tokenizer.json"));
            packed.write(Http.JSON.writeValueAsBytes(tokenizer));
            packed.closeEntry();
        }
        Files.setPosixFilePermissions(zip, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static JsonNode register(Encoder encoder, Path zip) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode();
        body.put("name", encoder.id())
                .put("version", "1")
                .put("model_format", "ONNX")
                .put("function_name", "TEXT_EMBEDDING")
                .put("model_content_hash_value", FileDigest.hex(zip))
                .put("url", zip.toUri().toString().replaceFirst("^file:/+", "file:///"));
        body.putObject("model_config")
                .put("model_type", "bert")
                .put("embedding_dimension", encoder.dimension())
                .put("framework_type", "sentence_transformers")
                .put("pooling_mode", "mean")
                .put("normalize_result", true);
        return body;
    }

    /** Waits for a task and returns the model that it was about. */
    private static String await(Http http, Http.Response started) throws IOException, InterruptedException {
        String id = started.ok().path("task_id").asText();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode task;
        do {
            Thread.sleep(500);
            task = http.get(API + "tasks/" + id).ok();
        } while (System.nanoTime() - deadline < 0
                && !List.of("COMPLETED", "FAILED", "COMPLETED_WITH_ERROR")
                        .contains(task.path("state").asText()));
        if (!"COMPLETED".equals(task.path("state").asText())) {
            throw new IOException("ml-commons could not do it: " + task);
        }
        return task.path("model_id").asText();
    }

    /** The request for the vectors of some texts. */
    public byte[] request(List<String> texts) {
        ObjectNode body = Http.JSON.createObjectNode();
        ArrayNode array = body.putArray("text_docs");
        texts.forEach(array::add);
        body.put("return_number", true).putArray("target_response").add("sentence_embedding");
        return KeepAlive.post(API + "_predict/text_embedding/" + model, body.toString());
    }

    /** The vectors in an answer, {@code float[texts][dimension]}. */
    public static float[][] vectors(String answer) throws IOException {
        JsonNode results = Http.JSON.readTree(answer).path("inference_results");
        float[][] vectors = new float[results.size()][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] =
                    Http.JSON.treeToValue(results.path(i).path("output").path(0).path("data"), float[].class);
        }
        return vectors;
    }

    /** Takes the model out of memory. */
    public void undeploy() throws IOException {
        http.post(API + "models/" + model + "/_undeploy", "{}").ok();
    }
}
