/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.assort.model.ModelException;
import org.assort.model.ModelManifest;

/** Uploads a model folder; what the cluster has of it already is not sent again. */
final class ModelUpload {

    private static final long LOOK_MILLIS = 500;

    private final Connection node;
    private final CommandOptions options;
    private final Progress progress;

    ModelUpload(Connection node, CommandOptions options, Progress progress) {
        this.node = node;
        this.options = options;
        this.progress = progress;
    }

    /** Returns what came of it, in a sentence. */
    String run(Path folder) throws IOException {
        Path real = folder.toRealPath();
        String id = options.id() == null ? name(real) : options.id();
        byte[] json = Files.readAllBytes(real.resolve(ModelManifest.FILE));
        ModelManifest manifest = parse(id, json, real);
        String path = Connection.MODELS + "/" + id;
        Map<String, Object> state =
                node.sendJson("PUT", path + "?force=" + options.force() + "&replace=" + options.replace(), json);
        for (String file : new TreeSet<>(manifest.bytes().keySet())) {
            state = send(path, real, file, manifest.bytes().get(file), state);
        }
        progress.end();
        String version = "version " + Answer.number(state, "version") + " of model " + id;
        if (options.waits() == false) {
            return version + " is uploaded";
        }
        await(path, id, Answer.number(state, "version"));
        return version + " is ready on all nodes that embed";
    }

    private static String name(Path folder) {
        // The root has no name.
        String name = folder.getFileName() == null ? "" : folder.getFileName().toString();
        return ModelManifest.checkId("the folder's name, which is the id where [--id] gives none,", name);
    }

    private static ModelManifest parse(String id, byte[] json, Path folder) throws IOException {
        try {
            ModelManifest manifest = ModelManifest.parse(id, json);
            for (Map.Entry<String, Long> file : manifest.bytes().entrySet()) {
                long bytes = Files.size(folder.resolve(file.getKey()));
                if (bytes != file.getValue()) {
                    throw new IOException(folder.resolve(file.getKey()) + " must have the [" + file.getValue()
                            + "] bytes that " + ModelManifest.FILE + " says, got [" + bytes + "]");
                }
            }
            return manifest;
        } catch (ModelException e) {
            throw new IOException(folder.resolve(ModelManifest.FILE) + ": " + e.getMessage(), e);
        }
    }

    private Map<String, Object> send(String path, Path folder, String file, long bytes, Map<String, Object> begun)
            throws IOException {
        Map<String, Object> state = begun;
        int chunkBytes = Math.toIntExact(Answer.number(state, "chunk_bytes"));
        try (FileChannel channel = FileChannel.open(folder.resolve(file))) {
            for (long done = received(state, file); done < bytes; done = received(state, file)) {
                progress.bytes(file, done, bytes);
                byte[] chunk = read(channel, done, (int) Math.min(chunkBytes, bytes - done));
                state = node.putBytes(path + "/files/" + file + "?offset=" + done, chunk);
            }
        }
        progress.bytes(file, bytes, bytes);
        return state;
    }

    private static long received(Map<String, Object> state, String file) {
        return Answer.number(Answer.object(state, "files", file), "received");
    }

    private static byte[] read(FileChannel channel, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return buffer.array();
    }

    private void await(String path, String id, long version) throws IOException {
        for (Readiness ready = look(path, id, version); ready.reached() == false; ready = look(path, id, version)) {
            progress.state(ready.text());
            Connection.pause(LOOK_MILLIS);
        }
    }

    private Readiness look(String path, String id, long version) throws IOException {
        return Readiness.of(node.get(path), id, version);
    }
}
