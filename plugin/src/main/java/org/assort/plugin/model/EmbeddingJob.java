/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.List;
import java.util.concurrent.ExecutorService;
import org.assort.model.EmbeddingException;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;
import org.opensearch.OpenSearchException;
import org.opensearch.common.util.concurrent.AbstractRunnable;
import org.opensearch.core.action.ActionListener;

/**
 * The texts of one request on their way through the embedding pool, a slice at a time.
 *
 * <p>After each slice the job goes to the end of the queue, so that a request of one text waits for at most one slice of
 * each request before it, and a request holds one place in the queue whatever its size. Only the first slice can be
 * refused; work that has begun is let through.
 */
final class EmbeddingJob extends AbstractRunnable {

    /** Texts that one run embeds: about 40 ms of a small encoder on one core. */
    static final int SLICE = 16;

    private final TextEmbedder embedder;
    private final List<String> texts;
    private final Purpose purpose;
    private final EmbeddingLimits limits;
    private final EmbeddingCounters counters;
    private final ExecutorService pool;
    private final ActionListener<float[][]> listener;
    private final float[][] vectors;
    private int done;

    EmbeddingJob(
            TextEmbedder embedder,
            List<String> texts,
            Purpose purpose,
            EmbeddingLimits limits,
            EmbeddingCounters counters,
            ExecutorService pool,
            ActionListener<float[][]> listener) {
        this.embedder = embedder;
        this.texts = texts;
        this.purpose = purpose;
        this.limits = limits;
        this.counters = counters;
        this.pool = pool;
        this.listener = listener;
        this.vectors = new float[texts.size()][];
    }

    @Override
    protected void doRun() {
        limits.check();
        int end = Math.min(done + SLICE, texts.size());
        long start = System.nanoTime();
        float[][] slice;
        try {
            slice = embedder.embed(texts.subList(done, end), purpose, limits.asCancellation());
        } catch (EmbeddingException e) {
            throw new OpenSearchException("model [{}] could not embed a text", e, embedder.modelId());
        }
        System.arraycopy(slice, 0, vectors, done, slice.length);
        counters.embedded(slice.length, System.nanoTime() - start);
        done = end;
        if (done < texts.size()) {
            pool.execute(this);
        } else {
            listener.onResponse(vectors);
        }
    }

    @Override
    public boolean isForceExecution() {
        return done > 0;
    }

    @Override
    public void onRejection(Exception e) {
        counters.rejected();
        listener.onFailure(e);
    }

    @Override
    public void onFailure(Exception e) {
        counters.failed();
        listener.onFailure(e);
    }
}
