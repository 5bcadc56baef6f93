/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.assort.model.ModelException;
import org.assort.model.ModelInfo;
import org.assort.model.ModelLoader;
import org.assort.model.NativeLibraries;
import org.assort.model.TextEmbedder;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.common.lifecycle.AbstractLifecycleComponent;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.threadpool.ThreadPool;

/**
 * The models of this node: each folder under {@code config/assort/models} is one.
 *
 * <p>Loading runs beside the node's start, so that a broken model never keeps a node from joining; until it is done the
 * model is {@link ModelState#LOADING} and whoever asks for it is told so. Safe for use by several threads.
 */
public final class ModelRegistry extends AbstractLifecycleComponent {

    private static final Logger logger = LogManager.getLogger(ModelRegistry.class);

    private final Path folder;
    private final ModelLoader loader;
    private final ThreadPool threadPool;
    private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();

    private record Entry(ModelState state, String reason, TextEmbedder embedder) {}

    /**
     * @param folder holds one folder a model; need not exist
     * @param natives folder of the native libraries
     * @param threadPool runs the loading
     */
    public ModelRegistry(Path folder, Path natives, ThreadPool threadPool) {
        this.folder = folder;
        // One for all models: why the libraries could not be loaded is then said for each.
        this.loader = new ModelLoader(NativeLibraries.in(natives));
        this.threadPool = threadPool;
    }

    @Override
    protected void doStart() {
        for (Path model : modelFolders()) {
            entries.put(model.getFileName().toString(), new Entry(ModelState.LOADING, null, null));
            threadPool.generic().execute(() -> load(model));
        }
    }

    private List<Path> modelFolders() {
        if (Files.isDirectory(folder) == false) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            // A mounted volume brings hidden folders of its own.
            return children.filter(Files::isDirectory)
                    .filter(child -> child.getFileName().toString().startsWith(".") == false)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            logger.error("the folder of models [{}] could not be listed", folder, e);
            return List.of();
        }
    }

    // Errors too: a native library that does not fit must cost the node its model, not its life.
    private void load(Path model) {
        String id = model.getFileName().toString();
        try {
            TextEmbedder embedder = loader.load(model);
            publish(id, embedder);
        } catch (ModelException | RuntimeException | LinkageError e) {
            logger.error("model [{}] could not be loaded", id, e);
            entries.put(id, new Entry(ModelState.FAILED, String.valueOf(e.getMessage()), null));
        }
    }

    private synchronized void publish(String id, TextEmbedder embedder) {
        if (lifecycle.stoppedOrClosed()) {
            embedder.close();
        } else {
            entries.put(id, new Entry(ModelState.WARM, null, embedder));
        }
    }

    /**
     * Returns the warm model of that name.
     *
     * @throws IllegalArgumentException when this node has no such model
     * @throws OpenSearchStatusException (503) when it is still loading, or could not be loaded
     */
    public TextEmbedder warm(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            throw unknown(id);
        }
        return switch (entry.state()) {
            case WARM -> entry.embedder();
            case LOADING ->
                throw new OpenSearchStatusException(
                        "model [{}] is still loading on this node, try again in a moment",
                        RestStatus.SERVICE_UNAVAILABLE,
                        id);
            // Why has paths of the server in it, which are not for everyone who may search.
            case FAILED ->
                throw new OpenSearchStatusException(
                        "model [{}] could not be loaded on this node, GET /_plugins/_assort/models/{} says why",
                        RestStatus.SERVICE_UNAVAILABLE,
                        id,
                        id);
        };
    }

    /**
     * Does nothing when this node has a model of that name, loaded or not.
     *
     * @throws IllegalArgumentException (400) naming those that it has
     */
    public void check(String id) {
        if (entries.containsKey(id) == false) {
            throw unknown(id);
        }
    }

    private IllegalArgumentException unknown(String id) {
        String known = entries.isEmpty() ? "there is none under config/assort/models" : "one of " + entries.keySet();
        return new IllegalArgumentException("[model] must be a model of this node, " + known + ", got [" + id + "]");
    }

    /** Returns the name of the node's only model, or nothing when it has none or several. */
    public Optional<String> only() {
        List<String> ids = ids();
        return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
    }

    /** Returns the names of the node's models, in order. */
    public List<String> ids() {
        return List.copyOf(entries.keySet());
    }

    /** Returns what stands with each model, in the order of their names. */
    public List<ModelStatus> status() {
        List<ModelStatus> all = new ArrayList<>();
        new TreeMap<>(entries).forEach((id, entry) -> all.add(status(id, entry)));
        return all;
    }

    private static ModelStatus status(String id, Entry entry) {
        if (entry.state() != ModelState.WARM) {
            return new ModelStatus(id, entry.state(), entry.reason(), null);
        }
        TextEmbedder embedder = entry.embedder();
        ModelInfo info = embedder.info();
        ModelStatus.Facts facts = new ModelStatus.Facts(
                info.provider(),
                embedder.dimension(),
                info.maxLength(),
                info.bytesOnDisk(),
                info.quantised(),
                embedder.fingerprint(),
                info.loadMillis());
        return new ModelStatus(id, ModelState.WARM, null, facts);
    }

    @Override
    protected synchronized void doStop() {
        for (Entry entry : entries.values()) {
            if (entry.embedder() != null) {
                entry.embedder().close();
            }
        }
        entries.clear();
    }

    @Override
    protected void doClose() {}
}
