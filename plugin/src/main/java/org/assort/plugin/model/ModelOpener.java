/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.assort.model.ModelException;
import org.assort.model.ModelLoader;
import org.assort.model.ModelManifest;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;

/** Makes model folders of this node's disk into models that can be served: loaded, or verified and loaded later. */
public final class ModelOpener {

    private static final Logger logger = LogManager.getLogger(ModelOpener.class);

    private final ModelLoader loader;
    private final ModelMemory memory;
    private final Loading loading;

    /** Creates it for a node that loads its models so. */
    public ModelOpener(ModelLoader loader, ModelMemory memory, Loading loading) {
        this.loader = loader;
        this.memory = memory;
        this.loading = loading;
    }

    /** Returns a model that is loaded at once where that is how this node loads, and it fits; the caller's thread waits. */
    public OnDemandModel open(Path folder) throws ModelException {
        return opened(model(folder, false), model -> {
            if (loading == Loading.LAZY || loadsWhereItFits(model) == false) {
                loader.check(folder);
            }
        });
    }

    private boolean loadsWhereItFits(OnDemandModel model) throws ModelException {
        try {
            memory.load(model);
            return true;
        } catch (OpenSearchRejectedExecutionException e) {
            logger.warn("model [{}] is loaded when it is asked for: {}", model.modelId(), e.getMessage());
            return false;
        }
    }

    /**
     * Returns a model that is loaded, however this node loads, and stays so until {@link OnDemandModel#unpin}; the caller's
     * thread waits.
     *
     * @throws OpenSearchRejectedExecutionException (429) where it does not fit
     */
    public OnDemandModel openPinned(Path folder) throws ModelException {
        return opened(model(folder, true), memory::load);
    }

    private OnDemandModel model(Path folder, boolean pinned) throws ModelException {
        return new OnDemandModel(memory, loader::load, folder, ModelManifest.read(folder), pinned);
    }

    /** How a model gets ready. */
    private interface Step {
        void of(OnDemandModel model) throws ModelException;
    }

    /** Has the memory know the model for as long as it can be used. */
    private OnDemandModel opened(OnDemandModel model, Step step) throws ModelException {
        memory.add(model);
        boolean ready = false;
        try {
            step.of(model);
            ready = true;
            return model;
        } finally {
            if (ready == false) {
                model.close();
            }
        }
    }
}
