/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.List;
import java.util.concurrent.ExecutorService;
import org.assort.model.Cancellation;
import org.assort.model.EmbeddingException;
import org.opensearch.OpenSearchException;
import org.opensearch.common.util.concurrent.AbstractRunnable;

/**
 * One request on its way through the embedding pool by itself, a slice of its texts at a time.
 *
 * <p>After each slice the job goes to the end of the queue, so that a request of one text waits for at most one slice of
 * each request before it, and a request holds one place in the queue whatever its size. Only the first slice can be
 * refused; work that has begun is let through.
 */
final class EmbeddingJob extends AbstractRunnable {

    /** Texts that one run embeds: about 40 ms of a small encoder on one core. */
    static final int SLICE = 16;

    private final EmbeddingRequest request;
    private final ExecutorService pool;

    EmbeddingJob(EmbeddingRequest request, ExecutorService pool) {
        this.request = request;
        this.pool = pool;
    }

    @Override
    protected void doRun() {
        embed(request, request.next(SLICE));
        if (request.left() > 0) {
            pool.execute(this);
        } else {
            request.answer();
        }
    }

    /** Gives a request's next texts their vectors, in a run of their own. */
    static void embed(EmbeddingRequest request, List<String> texts) {
        request.limits().check();
        request.counters().running();
        try {
            request.add(run(request, texts, request.limits().asCancellation()));
        } finally {
            request.counters().paused();
        }
    }

    /** Runs texts, of one request or of several that are alike, for the counters of one. */
    static float[][] run(EmbeddingRequest like, List<String> texts, Cancellation cancellation) {
        try {
            return like.embedder()
                    .embed(texts, like.purpose(), cancellation, like.counters().times());
        } catch (EmbeddingException e) {
            throw new OpenSearchException(
                    "model [{}] could not embed a text", e, like.embedder().modelId());
        }
    }

    @Override
    public boolean isForceExecution() {
        return request.hasBegun();
    }

    @Override
    public void onRejection(Exception e) {
        request.reject(e);
    }

    @Override
    public void onFailure(Exception e) {
        request.fail(e);
    }
}
