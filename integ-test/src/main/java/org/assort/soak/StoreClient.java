/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.assort.demo.node.Http;

/** The model store as a client of one node speaks to it. */
public record StoreClient(Http http) {

    public static final String MODELS = "/_plugins/_assort/models/";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RAW = "application/cbor";

    /** Begins an upload; {@code parameters} as they stand in a URL. */
    public Http.Response begin(String id, Path folder, String parameters) throws IOException {
        return http.put(MODELS + id + parameters, Files.readString(folder.resolve("model.json")));
    }

    /** Sends one chunk. */
    public Http.Response chunk(String id, String file, long offset, byte[] bytes) throws IOException {
        return http.putBytes(MODELS + id + "/files/" + file + "?offset=" + offset, RAW, bytes);
    }

    /** Reads the chunk of a file at an offset; {@code length} may go beyond the end. */
    public static byte[] bytes(Path file, long offset, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, channel.size() - offset));
            while (buffer.hasRemaining()) {
                channel.read(buffer, offset + buffer.position());
            }
            return buffer.array();
        }
    }

    /** Sends what is missing, by what the answer to {@link #begin} said, at most so many chunks. Returns the last answer. */
    public JsonNode send(String id, Path folder, JsonNode begun, int most) throws IOException {
        JsonNode state = begun;
        int chunkBytes = state.path("chunk_bytes").asInt();
        int sent = 0;
        for (String file : List.of("model.onnx", "tokenizer.json")) {
            while (sent < most && missing(state, file)) {
                long offset = state.at("/files/" + file + "/received").asLong();
                state = chunk(id, file, offset, bytes(folder.resolve(file), offset, chunkBytes))
                        .ok();
                sent++;
            }
        }
        return state;
    }

    private static boolean missing(JsonNode state, String file) {
        JsonNode known = state.path("files").path(file);
        return known.path("received").asLong() < known.path("bytes").asLong();
    }

    /** Uploads a model whole. */
    public JsonNode upload(String id, Path folder, String parameters) throws IOException {
        return send(id, folder, begin(id, folder, parameters).ok(), Integer.MAX_VALUE);
    }

    /** What is said of a model. */
    public JsonNode model(String id) throws IOException {
        return http.get(MODELS + id).body().path("models").path(id);
    }

    /** The states of a model on the nodes that know it. */
    public List<String> states(String id) throws IOException {
        return model(id).path("nodes").findValuesAsText("state");
    }

    /** Returns when so many nodes serve that version, or any where it is 0, and none has another coming. */
    public void awaitWarm(String id, int nodes, long version) throws IOException {
        Await.until(id + " is warm on " + nodes + " nodes: " + model(id), PATIENCE, () -> {
            int warm = 0;
            for (JsonNode node : model(id).path("nodes")) {
                boolean right = version == 0 || node.path("version").asLong() == version;
                if (node.path("state").asText().equals("warm")
                        && right
                        && node.path("next").isMissingNode()) {
                    warm++;
                }
            }
            return warm == nodes;
        });
    }

    /** Embeds one text. */
    public Http.Response embed(String id, String text) throws IOException {
        return http.post(
                MODELS + id + "/_embed",
                Http.JSON
                        .createObjectNode()
                        .set("texts", Http.JSON.createArrayNode().add(text)));
    }

    /** The vector of one text. */
    public float[] vector(String id, String text) throws IOException {
        return Http.JSON.convertValue(embed(id, text).ok().path("vectors").get(0), float[].class);
    }

    /** Returns a copy of bytes with one of them changed. */
    public static byte[] flipped(byte[] bytes) {
        byte[] changed = Arrays.copyOf(bytes, bytes.length);
        changed[bytes.length / 2] ^= 1;
        return changed;
    }
}
