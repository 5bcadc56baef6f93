/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.assort.model.ModelManifest;
import org.opensearch.test.OpenSearchTestCase;

// What the test framework adds to folders of its own accord would be taken for left-overs.
@LuceneTestCase.SuppressFileSystems("ExtrasFS")
public class ModelCacheTests extends OpenSearchTestCase {

    private final Path root = createTempDir().resolve("assort").resolve("models");
    private final ModelCache cache = new ModelCache(root);
    private final Map<String, byte[]> files = Versions.files(random());

    private ModelCache.Source source() {
        return (version, file, chunk) -> {
            int from = Math.toIntExact(chunk * version.chunkBytes());
            return Arrays.copyOfRange(files.get(file), from, from + version.chunkLength(file, from));
        };
    }

    private ModelVersion version(long number) throws Exception {
        return Versions.of(number, "m", randomIntBetween(1, 3_000), files);
    }

    private void fetch(ModelVersion version, ModelCache.Source source) throws IOException {
        cache.fetch(version, source, bytes -> {}, () -> true);
    }

    private void assertNothingThere() throws IOException {
        try (var all = Files.list(root)) {
            assertEquals(List.of(), all.toList());
        }
    }

    public void testFetchedIsAModelFolder() throws Exception {
        ModelVersion version = version(7);
        assertFalse(cache.has(version));
        AtomicLong fetched = new AtomicLong();
        cache.fetch(version, source(), fetched::set, () -> true);
        assertTrue(cache.has(version));
        assertEquals(version.manifest().size(), fetched.get());
        assertEquals(version.manifest(), ModelManifest.read(cache.folder(version)));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertArrayEquals(
                    file.getValue(), Files.readAllBytes(root.resolve("7/m").resolve(file.getKey())));
        }
    }

    public void testWhatIsBrokenOnTheDiskIsSeenAndFetchedAnew() throws Exception {
        ModelVersion version = version(7);
        fetch(version, source());
        Path file = cache.folder(version).resolve(randomFrom("model.onnx", "tokenizer.json", "model.json"));
        byte[] bytes = Files.readAllBytes(file);
        switch (randomIntBetween(0, 2)) {
            case 0 -> Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
            case 1 -> {
                bytes[randomInt(bytes.length - 1)] ^= 1;
                Files.write(file, bytes);
            }
            default -> Files.delete(file);
        }
        assertFalse(file + " is broken", cache.has(version));
        fetch(version, source());
        assertTrue(cache.has(version));
    }

    public void testNothingIsLeftOfAFetchThatFails() throws Exception {
        ModelVersion version = Versions.of(7, "m", 100, files);
        long all = version.chunks("model.onnx") + version.chunks("tokenizer.json");
        long fatal = randomLongBetween(1, all);
        AtomicInteger chunks = new AtomicInteger();
        IOException failure = expectThrows(
                IOException.class,
                () -> fetch(version, (of, file, chunk) -> {
                    if (chunks.incrementAndGet() == fatal) {
                        throw new IOException("the network is down");
                    }
                    return source().chunk(of, file, chunk);
                }));
        assertEquals("the network is down", failure.getMessage());
        assertNothingThere();
        chunks.set(0);
        expectThrows(
                IOException.class,
                () -> cache.fetch(version, source(), bytes -> {}, () -> chunks.incrementAndGet() < fatal));
        assertNothingThere();
        fetch(version, source());
        assertTrue(cache.has(version));
    }

    public void testOtherBytesThanTheManifestSaysAreRefused() throws Exception {
        ModelVersion version = version(7);
        IOException failure = expectThrows(
                IOException.class,
                () -> fetch(version, (of, file, chunk) -> {
                    byte[] bytes = source().chunk(of, file, chunk);
                    bytes[0] ^= 1;
                    return bytes;
                }));
        assertTrue(
                failure.getMessage(),
                failure.getMessage().startsWith("[model.onnx] in the store must have the SHA-256 ["));
        assertNothingThere();
    }

    public void testADiskThatIsFilledMeanwhileSaysWhatWasNeeded() throws Exception {
        Path real = createTempDir();
        FaultyDisk disk = FaultyDisk.over(real);
        Path full = disk.on(real).resolve("models");
        ModelCache cacheThere = new ModelCache(full);
        ModelVersion version = version(7);
        IOException failure = expectThrows(
                IOException.class,
                () -> cacheThere.fetch(
                        version,
                        (of, file, chunk) -> {
                            disk.free = 0;
                            return source().chunk(of, file, chunk);
                        },
                        bytes -> {},
                        () -> true));
        assertEquals(
                "model [m] needs [" + version.manifest().size() + "] bytes on the disk of [" + full
                        + "], which has [0] left: " + FaultyDisk.FULL,
                failure.getMessage());
        disk.free = Long.MAX_VALUE;
        cacheThere.fetch(version, source(), bytes -> {}, () -> true);
        assertTrue(cacheThere.has(version));
    }

    public void testOnlyWantedVersionsAreKept() throws Exception {
        cache.keepOnly(Set.of(1L));
        fetch(version(7), source());
        fetch(version(17), source());
        fetch(version(70), source());
        Files.createDirectories(root.resolve("17.part/m"));
        cache.keepOnly(Set.of(7L, 5L));
        assertTrue(cache.has(version(7)));
        assertFalse(Files.exists(root.resolve("17")));
        assertFalse(Files.exists(root.resolve("17.part")));
        assertFalse(Files.exists(root.resolve("70")));
        cache.delete(version(7));
        assertNothingThere();
    }
}
