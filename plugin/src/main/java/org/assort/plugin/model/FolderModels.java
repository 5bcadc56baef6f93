/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.assort.model.ModelException;
import org.opensearch.common.lifecycle.AbstractLifecycleComponent;
import org.opensearch.threadpool.ThreadPool;

/**
 * Loads the models that lie in folders of this node: each folder under {@code config/assort/models} is one.
 *
 * <p>Loading runs beside the node's start, so that a broken model never keeps a node from joining; until it is done the model is
 * {@link ModelState#LOADING} and whoever asks for it is told so. One is loaded after the other: while it is loaded a model takes
 * memory twice, and many at a time would not fit where all of them do.
 */
public final class FolderModels extends AbstractLifecycleComponent {

    private static final Logger logger = LogManager.getLogger(FolderModels.class);

    private final Path folder;
    private final Opener opener;
    private final ModelRegistry registry;
    private final ThreadPool threadPool;

    /** Makes a folder a model. */
    @FunctionalInterface
    public interface Opener {
        /** Returns the model of a folder; the caller's thread waits. */
        OnDemandModel open(Path folder) throws ModelException;
    }

    /**
     * @param folder holds one folder a model; need not exist
     * @param threadPool runs the loading
     */
    public FolderModels(Path folder, Opener opener, ModelRegistry registry, ThreadPool threadPool) {
        this.folder = folder;
        this.opener = opener;
        this.registry = registry;
        this.threadPool = threadPool;
    }

    @Override
    protected void doStart() {
        List<Path> models = modelFolders();
        models.forEach(model -> registry.folder(model.getFileName().toString(), ServedModel.loading()));
        threadPool.generic().execute(() -> loadAll(models));
    }

    private void loadAll(List<Path> models) {
        for (Path model : models) {
            if (lifecycle.stoppedOrClosed()) {
                return;
            }
            load(model);
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
            publish(id, opener.open(model));
        } catch (ModelException | RuntimeException | LinkageError e) {
            logger.error("model [{}] could not be loaded", id, e);
            registry.folder(id, ServedModel.failed(String.valueOf(e.getMessage())));
        }
    }

    private synchronized void publish(String id, OnDemandModel model) {
        if (lifecycle.stoppedOrClosed()) {
            model.close();
        } else {
            registry.folder(id, ServedModel.ready(model));
        }
    }

    @Override
    protected synchronized void doStop() {
        registry.closeFolders();
    }

    @Override
    protected void doClose() {}
}
