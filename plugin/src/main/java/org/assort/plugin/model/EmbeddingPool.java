/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.SizeValue;
import org.opensearch.common.util.concurrent.OpenSearchExecutors;
import org.opensearch.common.util.concurrent.RunOnce;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.threadpool.FixedExecutorBuilder;
import org.opensearch.threadpool.ThreadPool;

/** A fixed pool of threads that embed, with a bounded queue of requests and its counters. Safe for use by several threads. */
final class EmbeddingPool {

    private final ThreadPool threadPool;
    private final String name;
    // By the model's name, over its versions: as many as the node has ever had.
    private final Map<String, EmbeddingCounters> counters = new ConcurrentHashMap<>();
    private final Map<TextEmbedder, Integer> jobs = new ConcurrentHashMap<>();
    private final BatchWait wait;
    private final Map<Shared, DynamicBatcher> batchers = new ConcurrentHashMap<>();
    private final AtomicInteger sharing = new AtomicInteger();
    private final AtomicInteger loading = new AtomicInteger();

    /** What texts of a batch have in common. */
    private record Shared(TextEmbedder embedder, Purpose purpose) {}

    /** Creates the pool over a thread pool that has an executor of that name. */
    EmbeddingPool(ThreadPool threadPool, String name, BatchWait wait) {
        this.threadPool = threadPool;
        this.name = name;
        this.wait = wait;
    }

    /** Returns the executor: one session run keeps one core busy, and half of them are left to the rest of the node. */
    static FixedExecutorBuilder executor(Settings settings, String name, int queueSize) {
        int size = Math.max(1, OpenSearchExecutors.allocatedProcessors(settings) / 2);
        return new FixedExecutorBuilder(settings, name, size, queueSize, "thread_pool." + name);
    }

    /** Returns how many threads an executor has at most, which can be changed while the node runs. */
    static int size(ThreadPool threadPool, String name) {
        return ((ThreadPoolExecutor) threadPool.executor(name)).getMaximumPoolSize();
    }

    /** Counts a request that ends before it comes here. */
    void refused(TextEmbedder embedder, RuntimeException why) {
        counters(embedder).requested();
        if (why instanceof OpenSearchRejectedExecutionException) {
            counters(embedder).rejected();
        } else {
            counters(embedder).failed();
        }
    }

    private EmbeddingCounters counters(TextEmbedder embedder) {
        return counters.computeIfAbsent(embedder.modelId(), id -> new EmbeddingCounters());
    }

    /**
     * Embeds without holding the caller's thread.
     *
     * @param listener gets {@code float[texts.size()][dimension]} in the order of the texts, on a thread of the pool, or
     *     the failure: a rejection (429), or what the limits say
     */
    void embed(
            TextEmbedder embedder,
            List<String> texts,
            Purpose purpose,
            EmbeddingLimits limits,
            ActionListener<float[][]> listener) {
        EmbeddingCounters counted = counters(embedder);
        counted.requested();
        if (texts.isEmpty()) {
            listener.onResponse(new float[0][]);
            return;
        }
        jobs.merge(embedder, 1, Integer::sum);
        counted.begun();
        ActionListener<float[][]> leaving =
                ActionListener.runBefore(listener, new RunOnce(() -> ended(embedder, counted))::run);
        EmbeddingRequest request = new EmbeddingRequest(embedder, texts, purpose, limits, counted, leaving);
        if (embedder instanceof OnDemandModel model) {
            runWhenLoaded(model, request);
        } else {
            run(request);
        }
    }

    private void runWhenLoaded(OnDemandModel model, EmbeddingRequest request) {
        acquire(model, request.limits(), new ActionListener<>() {
            @Override
            public void onResponse(Void loaded) {
                run(request.listening(
                        listener -> ActionListener.runBefore(listener, new RunOnce(model::release)::run)));
            }

            @Override
            public void onFailure(Exception e) {
                if (e instanceof OpenSearchRejectedExecutionException) {
                    request.reject(e);
                } else {
                    request.fail(e);
                }
            }
        });
    }

    /**
     * Has a model loaded and held. Where it is not loaded as many requests wait for that, for all models, as may wait for the pool; one at
     * least, or none would ever be loaded.
     *
     * @param listener told when it is loaded, and has to release it then; else told why not, as that enough wait already (429)
     */
    void acquire(OnDemandModel model, EmbeddingLimits limits, ActionListener<Void> listener) {
        long most = Math.max(1, queueSize());
        if (loading.incrementAndGet() > most && model.state() != ModelState.WARM) {
            loading.decrementAndGet();
            listener.onFailure(full(most));
            return;
        }
        LoadWait.start(model, limits, threadPool, ActionListener.runBefore(listener, loading::decrementAndGet));
    }

    /** Returns how many requests may wait; all where the setting says that there is no bound. */
    private long queueSize() {
        SizeValue size = threadPool.info(name).getQueueSize();
        return size == null ? Long.MAX_VALUE : size.singles();
    }

    private OpenSearchRejectedExecutionException full(long queue) {
        return new OpenSearchRejectedExecutionException(
                "[" + queue + "] requests already wait for [" + name + "], try again in a moment");
    }

    private void run(EmbeddingRequest request) {
        if (wait.shares(request.embedder())) {
            share(request);
        } else {
            ExecutorService pool = threadPool.executor(name);
            pool.execute(new EmbeddingJob(request, pool));
        }
    }

    private void share(EmbeddingRequest request) {
        // Whoever's thread runs the batch, each request is answered as who sent it.
        EmbeddingRequest shared = request.listening(listener -> new ContextPreservingActionListener<>(
                threadPool.getThreadContext().newRestorableContext(false),
                ActionListener.runBefore(listener, new RunOnce(sharing::decrementAndGet)::run)));
        long queue = queueSize();
        if (sharing.incrementAndGet() > queue) {
            shared.reject(full(queue));
            return;
        }
        batchers.computeIfAbsent(new Shared(shared.embedder(), shared.purpose()), this::batcher)
                .add(shared);
    }

    private DynamicBatcher batcher(Shared shared) {
        TextEmbedder embedder = shared.embedder();
        return new DynamicBatcher(threadPool.executor(name), embedder.info().maxBatch(), () -> wait.nanos(embedder));
    }

    private void ended(TextEmbedder embedder, EmbeddingCounters counted) {
        counted.ended();
        jobs.computeIfPresent(embedder, (same, count) -> {
            if (count > 1) {
                return count - 1;
            }
            // A model that is unloaded later is not held by what once ran it.
            for (Purpose purpose : Purpose.values()) {
                batchers.remove(new Shared(embedder, purpose));
            }
            return null;
        });
    }

    /** Returns whether requests for that embedder's vectors wait or run. */
    boolean isUsed(TextEmbedder embedder) {
        return jobs.containsKey(embedder);
    }

    /** Returns what was done for all models. */
    PoolStats stats() {
        return counters.values().stream().map(EmbeddingCounters::stats).reduce(PoolStats.none(), PoolStats::plus);
    }

    /** Returns what was done for the model of that name. */
    PoolStats stats(String model) {
        EmbeddingCounters counted = counters.get(model);
        return counted == null ? PoolStats.none() : counted.stats();
    }
}
