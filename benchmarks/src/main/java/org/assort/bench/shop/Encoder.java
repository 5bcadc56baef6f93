/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assort.bench.Workplace;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.ModelSource;
import org.assort.model.Cancellation;
import org.assort.model.Device;
import org.assort.model.DeviceChoice;
import org.assort.model.EmbeddingException;
import org.assort.model.ModelException;
import org.assort.model.ModelLoader;
import org.assort.model.NativeLibraries;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;

/** The model as a folder, and the same model loaded by the model store in this JVM. Safe for use by several threads. */
public final class Encoder implements AutoCloseable {

    /** Texts of one call. */
    public static final int SLICE = 16;

    /** The id of all-MiniLM-L6-v2 as it was published. */
    private static final String FLOAT_MINI_LM = "all-minilm-l6-v2";

    private final String id;
    private final Path folder;
    private final TextEmbedder embedder;

    private Encoder(String id, Path folder, TextEmbedder embedder) {
        this.id = id;
        this.folder = folder;
        this.embedder = embedder;
    }

    /** Makes the folder of the quantised all-MiniLM-L6-v2 anew and loads it. */
    public static Encoder load(Workplace workplace) throws IOException, ModelException {
        return load(workplace, Artifacts.MINI_LM, workplace.artifacts().miniLm());
    }

    /** The same of the one that is not quantised. */
    public static Encoder loadFloat(Workplace workplace) throws IOException, ModelException {
        return load(workplace, FLOAT_MINI_LM, workplace.floatMiniLm());
    }

    /** The same on a device, with the libraries that know devices where they were built. */
    public static Encoder loadFloat(Workplace workplace, DeviceChoice device) throws IOException, ModelException {
        return load(
                workplace,
                FLOAT_MINI_LM,
                workplace.floatMiniLm(),
                new ModelLoader(NativeLibraries.in(workplace.deviceNatives()), device));
    }

    /** The same of any other. */
    public static Encoder load(Workplace workplace, String id, ModelSource source) throws IOException, ModelException {
        return load(workplace, id, source, new ModelLoader(NativeLibraries.in(workplace.natives())));
    }

    private static Encoder load(Workplace workplace, String id, ModelSource source, ModelLoader loader)
            throws IOException, ModelException {
        Path folder = workplace.models().resolve(id);
        clear(folder);
        Files.createDirectories(folder);
        source.writeTo(folder);
        return new Encoder(id, folder, loader.load(folder));
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** The model's id, on nodes too. */
    public String id() {
        return id;
    }

    /** Where the model lies. */
    public Path folder() {
        return folder;
    }

    /** Components of every vector. */
    public int dimension() {
        return embedder.dimension();
    }

    /** The most tokens that are read of a text. */
    public int maxLength() {
        return embedder.info().maxLength();
    }

    /** The vector of a query. */
    public float[] query(String text) throws EmbeddingException {
        return embedder.embed(List.of(text), Purpose.QUERY, Cancellation.NONE)[0];
    }

    /** The vectors of some texts, on the calling thread, {@link #SLICE} texts a call. */
    public float[][] passages(List<String> texts) throws EmbeddingException {
        float[][] vectors = new float[texts.size()][];
        for (int from = 0; from < vectors.length; from += SLICE) {
            List<String> slice = texts.subList(from, Math.min(from + SLICE, vectors.length));
            float[][] part = embedder.embed(slice, Purpose.PASSAGE, Cancellation.NONE);
            System.arraycopy(part, 0, vectors, from, part.length);
        }
        return vectors;
    }

    /** The vectors of some texts, on the calling thread, in one call. */
    public float[][] together(List<String> texts) throws EmbeddingException {
        return embedder.embed(texts, Purpose.PASSAGE, Cancellation.NONE);
    }

    /** Where it runs. */
    public Device device() {
        return embedder.info().device();
    }

    /** The same as {@link #passages} on all cores. */
    public float[][] passagesOnAllCores(List<String> texts) throws EmbeddingException, InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<float[][]>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int from = (int) ((long) texts.size() * i / threads);
                int to = (int) ((long) texts.size() * (i + 1) / threads);
                parts.add(pool.submit(() -> passages(texts.subList(from, to))));
            }
            List<float[]> vectors = new ArrayList<>();
            for (Future<float[][]> part : parts) {
                vectors.addAll(Arrays.asList(part.get()));
            }
            return vectors.toArray(float[][]::new);
        } catch (ExecutionException e) {
            throw new EmbeddingException("the catalogue could not be embedded", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    @Override
    public void close() {
        embedder.close();
    }
}
