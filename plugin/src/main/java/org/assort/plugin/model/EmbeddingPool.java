/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.OpenSearchExecutors;
import org.opensearch.common.util.concurrent.RunOnce;
import org.opensearch.core.action.ActionListener;
import org.opensearch.threadpool.FixedExecutorBuilder;
import org.opensearch.threadpool.ThreadPool;

/** A fixed pool of threads that embed, with a bounded queue of requests and its counters. Safe for use by several threads. */
final class EmbeddingPool {

    private final ThreadPool threadPool;
    private final String name;
    private final EmbeddingCounters counters = new EmbeddingCounters();
    private final Map<TextEmbedder, Integer> jobs = new ConcurrentHashMap<>();

    /** Creates the pool over a thread pool that has an executor of that name. */
    EmbeddingPool(ThreadPool threadPool, String name) {
        this.threadPool = threadPool;
        this.name = name;
    }

    /** Returns the executor: one session run keeps one core busy, and half of them are left to the rest of the node. */
    static FixedExecutorBuilder executor(Settings settings, String name, int queueSize) {
        int size = Math.max(1, OpenSearchExecutors.allocatedProcessors(settings) / 2);
        return new FixedExecutorBuilder(settings, name, size, queueSize, "thread_pool." + name);
    }

    EmbeddingCounters counters() {
        return counters;
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
        counters.requested();
        if (texts.isEmpty()) {
            listener.onResponse(new float[0][]);
            return;
        }
        jobs.merge(embedder, 1, Integer::sum);
        ActionListener<float[][]> counted = ActionListener.runBefore(listener, new RunOnce(() -> ended(embedder))::run);
        threadPool
                .executor(name)
                .execute(new EmbeddingJob(
                        embedder, texts, purpose, limits, counters, threadPool.executor(name), counted));
    }

    private void ended(TextEmbedder embedder) {
        jobs.computeIfPresent(embedder, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Returns whether requests for that embedder's vectors wait or run. */
    boolean isUsed(TextEmbedder embedder) {
        return jobs.containsKey(embedder);
    }

    PoolStats stats() {
        ThreadPoolExecutor pool = (ThreadPoolExecutor) threadPool.executor(name);
        return new PoolStats(
                counters.requests(),
                counters.texts(),
                counters.millis(),
                counters.rejections(),
                counters.failures(),
                pool.getActiveCount(),
                pool.getQueue().size());
    }
}
