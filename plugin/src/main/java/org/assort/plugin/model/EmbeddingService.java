/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;
import org.assort.model.VectorCache;
import org.assort.plugin.AssortSettings;
import org.opensearch.OpenSearchException;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.ThreadPool;

/**
 * Embeds texts in pools of its own, each with a bounded queue: one for searches, whose requests have deadlines, and one for
 * documents on their way into an index, so that a bulk load does not stand in the queue before a shopper.
 *
 * <p>Safe for use by several threads. Past the queue a request is refused with a 429; so is a search that finds all search
 * threads but one held by other searches that wait here, so that searches without embedding find a thread.
 */
public final class EmbeddingService {

    /** Name of the pool of searches: {@code thread_pool.assort_embed.size} and {@code .queue_size} set it. */
    public static final String POOL = "assort_embed";

    /** Name of the pool of documents: {@code thread_pool.assort_ingest.size} and {@code .queue_size} set it. */
    public static final String INGEST_POOL = "assort_ingest";

    private static final int QUEUE_SIZE = 200;

    /** A batch is one request, and so is a document that comes alone. */
    private static final int INGEST_QUEUE_SIZE = 1000;

    private static final long CANCELLATION_CHECK_MILLIS = 50;

    private final EmbeddingPool searches;
    private final EmbeddingPool documents;
    private final LongAdder skipped = new LongAdder();
    private final CountedCache cache;
    private final SearchAdmission admission;
    private volatile long timeoutMillis;

    /** Creates the service over a thread pool that has {@link #pools}. */
    public EmbeddingService(Settings settings, ClusterSettings dynamic, ThreadPool threadPool) {
        BatchWait wait = new BatchWait(settings, dynamic);
        this.searches = new EmbeddingPool(threadPool, POOL, wait);
        this.documents = new EmbeddingPool(threadPool, INGEST_POOL, wait);
        this.cache = new CountedCache(
                new VectorCache(AssortSettings.CACHE_SIZE.get(settings).getBytes()));
        this.admission = new SearchAdmission(() -> EmbeddingPool.size(threadPool, ThreadPool.Names.SEARCH) - 1);
        this.timeoutMillis = AssortSettings.EMBED_TIMEOUT.get(settings).millis();
        dynamic.addSettingsUpdateConsumer(AssortSettings.EMBED_TIMEOUT, value -> timeoutMillis = value.millis());
    }

    /** Returns the pools. */
    public static List<ExecutorBuilder<?>> pools(Settings settings) {
        return List.of(
                EmbeddingPool.executor(settings, POOL, QUEUE_SIZE),
                EmbeddingPool.executor(settings, INGEST_POOL, INGEST_QUEUE_SIZE));
    }

    /** Returns the cache of vectors, shared by all models. */
    public CountedCache cache() {
        return cache;
    }

    /** Returns limits for a request that starts now. */
    public EmbeddingLimits limits(BooleanSupplier cancelled) {
        return EmbeddingLimits.from(timeoutMillis, cancelled);
    }

    /**
     * Embeds without holding the caller's thread.
     *
     * @param listener gets {@code float[texts.size()][dimension]} in the order of the texts, on a thread of the pool, or
     *     the failure: a rejection (429), a cancellation, a missed deadline (503)
     */
    public void embed(
            TextEmbedder embedder,
            List<String> texts,
            Purpose purpose,
            EmbeddingLimits limits,
            ActionListener<float[][]> listener) {
        searches.embed(embedder, texts, purpose, limits, listener);
    }

    /** Returns whether an embedder could begin at once. */
    public boolean isLoaded(TextEmbedder embedder) {
        if (embedder instanceof OnDemandModel model) {
            return model.state() == ModelState.WARM;
        }
        return true;
    }

    /**
     * Has an embedder loaded, without holding the caller's thread.
     *
     * @param listener told when it is; on a thread of the generic pool where it was not, or with why not: it does not fit into
     *     the memory or enough wait for models already (429), could not be loaded or not in time (503)
     */
    public void load(TextEmbedder embedder, EmbeddingLimits limits, ActionListener<Void> listener) {
        if (embedder instanceof OnDemandModel model) {
            searches.acquire(model, limits, new ActionListener<>() {
                @Override
                public void onResponse(Void loaded) {
                    model.release();
                    listener.onResponse(null);
                }

                @Override
                public void onFailure(Exception e) {
                    listener.onFailure(e);
                }
            });
        } else {
            listener.onResponse(null);
        }
    }

    /**
     * Embeds the texts of documents as passages, without holding the caller's thread and for as long as it takes.
     *
     * @param listener gets {@code float[texts.size()][dimension]} in the order of the texts, on a thread of the pool, or
     *     the failure, such as a rejection (429)
     */
    public void embedDocuments(TextEmbedder embedder, List<String> texts, ActionListener<float[][]> listener) {
        documents.embed(embedder, texts, Purpose.PASSAGE, EmbeddingLimits.none(), listener);
    }

    /** Returns whether requests for an embedder's vectors wait or run. */
    boolean isUsed(TextEmbedder embedder) {
        return searches.isUsed(embedder) || documents.isUsed(embedder);
    }

    /** Counts a document that came with its vector, which is kept. */
    public void documentSkipped() {
        skipped.increment();
    }

    /**
     * Embeds while the calling search thread waits; it does not wait for a model to be loaded.
     *
     * @param search what the search is known by; its shards on this node are admitted together
     * @return {@code float[texts.size()][dimension]} in the order of the texts
     * @throws OpenSearchRejectedExecutionException (429) when the queue is full, or enough searches wait already, or the
     *     model does not fit into the memory
     * @throws OpenSearchStatusException (503) while the model is being loaded, which this begins where nobody has
     */
    public float[][] embedOnSearchThread(
            Object search, TextEmbedder embedder, List<String> texts, Purpose purpose, EmbeddingLimits limits) {
        if (embedder instanceof OnDemandModel model) {
            try {
                model.acquireLoaded();
            } catch (RuntimeException e) {
                searches.refused(embedder, e);
                throw e;
            }
            try {
                return embedLoaded(search, embedder, texts, purpose, limits);
            } finally {
                model.release();
            }
        }
        return embedLoaded(search, embedder, texts, purpose, limits);
    }

    private float[][] embedLoaded(
            Object search, TextEmbedder embedder, List<String> texts, Purpose purpose, EmbeddingLimits limits) {
        if (admission.enter(search) == false) {
            OpenSearchRejectedExecutionException refusal =
                    new OpenSearchRejectedExecutionException("[" + admission.most()
                            + "] searches of this node already wait for texts to be embedded, try again in a moment");
            searches.refused(embedder, refusal);
            throw refusal;
        }
        try {
            CompletableFuture<float[][]> result = new CompletableFuture<>();
            embed(
                    embedder,
                    texts,
                    purpose,
                    limits,
                    ActionListener.wrap(result::complete, result::completeExceptionally));
            return await(result, limits);
        } finally {
            admission.leave(search);
        }
    }

    private static float[][] await(CompletableFuture<float[][]> result, EmbeddingLimits limits) {
        while (true) {
            try {
                return result.get(CANCELLATION_CHECK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                limits.check();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TaskCancelledException("interrupted while texts were embedded");
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            }
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        return cause instanceof RuntimeException runtime ? runtime : new OpenSearchException(cause);
    }

    /**
     * Returns what the pools and the cache have done since the node started.
     *
     * @param models of which it is told also one by one
     */
    public EmbeddingStats stats(Collection<String> models) {
        Map<String, ModelStats> byModel = new TreeMap<>();
        for (String model : models) {
            byModel.put(model, new ModelStats(searches.stats(model), documents.stats(model), cache.stats(model)));
        }
        return new EmbeddingStats(searches.stats(), documents.stats(), skipped.sum(), cache.stats(), byModel);
    }
}
