/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.List;
import java.util.function.IntSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.assort.model.Footprint;
import org.assort.model.ModelException;
import org.assort.model.ModelInfo;
import org.assort.model.TextEmbedder;
import org.assort.plugin.AssortSettings;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.threadpool.ThreadPool;

/**
 * The native memory of a node's models: a model is charged before it is loaded, and where it does not fit, those go that nobody
 * has used for a while, the one that was used longest ago first. Sessions are opened and closed on threads of the generic pool.
 * Safe for several threads, none of which waits.
 */
public final class ModelMemory {

    private static final Logger logger = LogManager.getLogger(ModelMemory.class);

    /** Requests that may wait for one model to be loaded. Each pool has a bound of its own, and a lower one unless it is set. */
    private static final int MOST_WAITING = 10_000;

    private final ThreadPool threadPool;
    private final MemoryBudget budget;
    private final MemoryTrim trim;

    /** Creates the memory of a node. */
    public ModelMemory(Settings settings, ClusterSettings dynamic, ThreadPool threadPool) {
        this(
                settings,
                dynamic,
                threadPool,
                () -> EmbeddingPool.size(threadPool, EmbeddingService.POOL)
                        + EmbeddingPool.size(threadPool, EmbeddingService.INGEST_POOL));
    }

    /** @param threads how many may run a model at the same time */
    ModelMemory(Settings settings, ClusterSettings dynamic, ThreadPool threadPool, IntSupplier threads) {
        this.threadPool = threadPool;
        this.budget = new MemoryBudget(
                AssortSettings.MODEL_MEMORY.get(settings).getBytes(),
                AssortSettings.MODEL_IDLE_TIME.get(settings).millis(),
                threads);
        this.trim = new MemoryTrim(this, budget, threadPool);
        dynamic.addSettingsUpdateConsumer(AssortSettings.MODEL_MEMORY, value -> limit(value.getBytes()));
        dynamic.addSettingsUpdateConsumer(AssortSettings.MODEL_IDLE_TIME, value -> idle(value.millis()));
    }

    /** What is to be opened, and what is to be closed before. */
    private record Load(OnDemandModel model, List<TextEmbedder> evicted) {}

    /** Knows a model until it is closed: while a version that is to replace it is prepared, there is room for it. */
    synchronized void add(OnDemandModel model) {
        budget.add(model);
    }

    void acquire(OnDemandModel model, ActionListener<Void> listener) {
        Load load = null;
        try {
            synchronized (this) {
                Residence residence = usable(model);
                if (residence.session == null) {
                    if (residence.waiting.size() >= MOST_WAITING) {
                        throw new OpenSearchRejectedExecutionException("[" + MOST_WAITING
                                + "] requests already wait for model [" + model.modelId() + "] to be loaded");
                    }
                    load = residence.loading ? null : begin(model);
                    residence.use(now());
                    residence.waiting.add(ContextPreservingActionListener.wrapPreservingContext(
                            listener, threadPool.getThreadContext()));
                    if (load == null) {
                        return;
                    }
                } else {
                    residence.use(now());
                }
            }
        } catch (RuntimeException e) {
            listener.onFailure(e);
            return;
        }
        if (load == null) {
            listener.onResponse(null);
        } else {
            start(load);
        }
    }

    void acquireLoaded(OnDemandModel model) {
        Load load;
        synchronized (this) {
            Residence residence = usable(model);
            if (residence.session != null) {
                residence.use(now());
                return;
            }
            load = residence.loading ? null : begin(model);
        }
        if (load != null) {
            start(load);
        }
        throw new OpenSearchStatusException(
                "model [{}] is being loaded on this node, try again in a moment",
                RestStatus.SERVICE_UNAVAILABLE,
                model.modelId());
    }

    synchronized void release(OnDemandModel model) {
        model.residence().leave(now());
    }

    /**
     * Loads a model on the caller's thread.
     *
     * @throws OpenSearchRejectedExecutionException (429) where it does not fit
     */
    void load(OnDemandModel model) throws ModelException {
        Load load;
        synchronized (this) {
            load = begin(model);
        }
        open(load);
    }

    private Residence usable(OnDemandModel model) {
        Residence residence = model.residence();
        if (residence.closed) {
            throw new IllegalStateException("model [" + model.modelId() + "] is closed");
        }
        if (residence.state(now()) == ModelState.FAILED) {
            throw notLoaded(model.modelId());
        }
        return residence;
    }

    static OpenSearchStatusException notLoaded(String model) {
        // Why has paths of the server in it, which are not for everyone who may search.
        return new OpenSearchStatusException(
                "model [{}] could not be loaded on this node, GET /_plugins/_assort/models/{} says why",
                RestStatus.SERVICE_UNAVAILABLE,
                model,
                model);
    }

    /** Charges a model, for which others may have to go. */
    private Load begin(OnDemandModel model) {
        List<TextEmbedder> evicted = budget.reserve(model, now());
        model.residence().loading = true;
        return new Load(model, evicted);
    }

    // Whoever waits is told why, and nobody else: that is logged where the load ends.
    private void start(Load load) {
        threadPool.generic().execute(() -> {
            try {
                open(load);
            } catch (OpenSearchRejectedExecutionException e) {
                logger.warn("model [{}] is not loaded: {}", load.model().modelId(), e.getMessage());
            } catch (ModelException | RuntimeException | LinkageError e) {
                logger.error("model [{}] could not be loaded", load.model().modelId(), e);
            }
        });
    }

    // Errors too: a native library that does not fit must cost the node its model, not its life.
    private void open(Load load) throws ModelException {
        try {
            load.evicted().forEach(TextEmbedder::close);
            opened(load.model(), load.model().open(found -> admit(load.model(), found)));
        } catch (ModelException | RuntimeException | LinkageError e) {
            ended(load.model(), e);
            throw e;
        }
    }

    /** Charges a model with what was found, of which nothing but the sizes of its files was known when the load began. */
    private void admit(OnDemandModel model, Footprint found) {
        List<TextEmbedder> evicted;
        synchronized (this) {
            model.residence().footprint = found;
            evicted = budget.reserve(model, now());
        }
        evicted.forEach(TextEmbedder::close);
    }

    private void opened(OnDemandModel model, TextEmbedder session) {
        Residence residence = model.residence();
        List<ActionListener<Void>> waited;
        synchronized (this) {
            if (residence.closed == false) {
                residence.loading = false;
                residence.session = session;
                residence.info = session.info();
                residence.usedMillis = now();
                residence.recovered();
                residence.footprint = session.info().footprint();
                budget.chargeLoaded(model);
                trim.begin();
                waited = residence.drain();
            } else {
                waited = null;
            }
        }
        if (waited == null) {
            session.close();
            throw new IllegalStateException("model [" + model.modelId() + "] was closed while it was loaded");
        }
        ActionListener.onResponse(waited, null);
    }

    private void ended(OnDemandModel model, Throwable failure) {
        Exception answer = notLoaded(model.modelId());
        List<ActionListener<Void>> waited;
        synchronized (this) {
            Residence residence = model.residence();
            residence.loading = false;
            if (failure instanceof OpenSearchRejectedExecutionException refusal) {
                // Nothing is wrong with it: whoever asks next may find room.
                answer = refusal;
            } else {
                residence.failed(String.valueOf(failure.getMessage()), now());
            }
            budget.discharge(model);
            waited = residence.drain();
            residence.users -= waited.size();
        }
        ActionListener.onFailure(waited, answer);
    }

    void close(OnDemandModel model) {
        TextEmbedder session;
        synchronized (this) {
            Residence residence = model.residence();
            residence.closed = true;
            session = residence.session;
            budget.forget(model);
            if (session != null) {
                budget.discharge(model);
                residence.evict();
            }
        }
        if (session != null) {
            session.close();
        }
    }

    synchronized void unpin(OnDemandModel model) {
        model.residence().pinned = false;
    }

    synchronized TextEmbedder session(OnDemandModel model) {
        if (model.residence().session == null) {
            throw new IllegalStateException("model [" + model.modelId() + "] is not loaded");
        }
        return model.residence().session;
    }

    synchronized ModelState state(OnDemandModel model) {
        return model.residence().state(now());
    }

    synchronized String reason(OnDemandModel model) {
        return model.residence().failure();
    }

    synchronized long charged(OnDemandModel model) {
        return model.residence().charged;
    }

    synchronized ModelInfo info(OnDemandModel model) {
        return model.residence().info;
    }

    /** Returns what is charged, allowed and was refused. */
    public synchronized MemoryStats stats() {
        return budget.stats();
    }

    private synchronized void limit(long bytes) {
        budget.limit(bytes);
        trim.begin();
    }

    private synchronized void idle(long millis) {
        budget.idle(millis);
        trim.begin();
    }

    // Not the cached clock, which stands still for a fifth of a second.
    static long now() {
        return TimeValue.nsecToMSec(System.nanoTime());
    }
}
