/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.assort.model.FileDigest;
import org.assort.model.ModelManifest;
import org.opensearch.common.util.io.IOUtils;

/**
 * The versions that this node has on its disk: {@code <root>/<version>/<model>/}, a model folder each. A version that is being
 * fetched lies in {@code <root>/<version>.part/} until all of it is there and verified, so that what has the version's name is
 * whole. For one thread at a time.
 */
final class ModelCache {

    private static final String PART = ".part";

    private final Path root;

    ModelCache(Path root) {
        this.root = root;
    }

    /** Gives chunks of files. */
    @FunctionalInterface
    interface Source {
        byte[] chunk(ModelVersion version, String file, long chunk) throws IOException;
    }

    /** Returns where a version lies. */
    Path folder(ModelVersion version) {
        return place(version).resolve(version.id());
    }

    private Path place(ModelVersion version) {
        return root.resolve(Long.toString(version.number()));
    }

    /** Returns whether a version is there and each file has the length and hash that it must have. */
    boolean has(ModelVersion version) throws IOException {
        Path folder = folder(version);
        for (String file : version.files().keySet()) {
            Path path = folder.resolve(file);
            if (Files.isRegularFile(path) == false
                    || Files.size(path) != version.manifest().bytes().get(file)
                    || FileDigest.hex(path).equals(version.manifest().sha256().get(file)) == false) {
                return false;
            }
        }
        Path manifest = folder.resolve(ModelManifest.FILE);
        return Files.isRegularFile(manifest) && Files.readString(manifest).equals(version.json());
    }

    /**
     * Fetches a version, a chunk at a time, in the place of whatever is there of it.
     *
     * @param fetched told how many bytes are there
     * @param wanted asked between chunks whether to go on
     * @throws IOException where a chunk cannot be had, a file is not what it should be, or the disk is full; nothing is left
     */
    void fetch(ModelVersion version, Source source, LongConsumer fetched, BooleanSupplier wanted) throws IOException {
        Path part = root.resolve(version.number() + PART);
        IOUtils.rm(part, place(version));
        try {
            checkSpace(version);
            Path folder = Files.createDirectories(part.resolve(version.id()));
            long bytes = 0;
            for (String file : version.files().keySet()) {
                bytes = fetch(version, file, source, folder.resolve(file), bytes, fetched, wanted);
            }
            writeManifest(version, folder);
            Files.move(part, place(version), StandardCopyOption.ATOMIC_MOVE);
            IOUtils.fsync(root, true);
        } catch (IOException | RuntimeException e) {
            IOUtils.rm(part);
            throw e;
        }
    }

    private void checkSpace(ModelVersion version) throws IOException {
        Files.createDirectories(root);
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < version.manifest().size()) {
            throw new IOException(space(version, free));
        }
    }

    private String space(ModelVersion version, long free) {
        return "model [" + version.id() + "] needs [" + version.manifest().size() + "] bytes on the disk of [" + root
                + "], which has [" + free + "] left";
    }

    // Others write to that disk too: there may have been room for it when it was begun.
    private IOException notWritten(ModelVersion version, IOException cause) throws IOException {
        return new IOException(
                space(version, Files.getFileStore(root).getUsableSpace()) + ": " + cause.getMessage(), cause);
    }

    private void writeManifest(ModelVersion version, Path folder) throws IOException {
        try {
            Path manifest = Files.writeString(folder.resolve(ModelManifest.FILE), version.json());
            IOUtils.fsync(manifest, false);
            IOUtils.fsync(folder, true);
        } catch (IOException e) {
            throw notWritten(version, e);
        }
    }

    private void write(ModelVersion version, FileChannel channel, byte[] data) throws IOException {
        try {
            for (ByteBuffer buffer = ByteBuffer.wrap(data); buffer.hasRemaining(); ) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw notWritten(version, e);
        }
    }

    private long fetch(
            ModelVersion version,
            String file,
            Source source,
            Path target,
            long before,
            LongConsumer fetched,
            BooleanSupplier wanted)
            throws IOException {
        MessageDigest digest = FileDigest.sha256();
        long bytes = before;
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long chunk = 0; chunk < version.chunks(file); chunk++) {
                if (wanted.getAsBoolean() == false) {
                    throw new IOException("version [" + version.number() + "] is not wanted any more");
                }
                byte[] data = source.chunk(version, file, chunk);
                digest.update(data);
                write(version, channel, data);
                bytes += data.length;
                fetched.accept(bytes);
            }
            channel.force(true);
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        String expected = version.manifest().sha256().get(file);
        if (hash.equals(expected) == false) {
            throw new IOException(
                    "[" + file + "] in the store must have the SHA-256 [" + expected + "], got [" + hash + "]");
        }
        return bytes;
    }

    /** Deletes a version. */
    void delete(ModelVersion version) throws IOException {
        IOUtils.rm(place(version));
    }

    /** Deletes all but some versions, and what was left of fetching any. */
    void keepOnly(Set<Long> numbers) throws IOException {
        if (Files.isDirectory(root) == false) {
            return;
        }
        List<Path> others;
        try (Stream<Path> all = Files.list(root)) {
            others = all.filter(path -> isOneOf(numbers, path) == false).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        IOUtils.rm(others.toArray(Path[]::new));
    }

    private static boolean isOneOf(Set<Long> numbers, Path path) {
        return numbers.stream().anyMatch(number -> path.endsWith(Long.toString(number)));
    }
}
