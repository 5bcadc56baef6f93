/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import org.assort.model.TextEmbedder;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.threadpool.ThreadPool;

/** Closes embedders that nobody is given any more, once whoever was given them before is through. */
public final class Retirement {

    /** From being given an embedder to asking the pool for vectors a request does not take this long. */
    private static final TimeValue GRACE = TimeValue.timeValueSeconds(30);

    private final ThreadPool threadPool;
    private final EmbeddingService embeddings;

    /** Creates it over the pools that may still have work for an embedder. */
    public Retirement(ThreadPool threadPool, EmbeddingService embeddings) {
        this.threadPool = threadPool;
        this.embeddings = embeddings;
    }

    /** Closes it later. At the end of the node it may stay open: the process takes it along. */
    public void retire(TextEmbedder embedder) {
        retire(embedder, () -> {});
    }

    /**
     * Closes it later, as {@link #retire(TextEmbedder)} does.
     *
     * @param closed run afterwards, on a thread of the generic pool; not at the end of the node
     */
    public void retire(TextEmbedder embedder, Runnable closed) {
        threadPool.scheduleUnlessShuttingDown(GRACE, ThreadPool.Names.GENERIC, () -> {
            if (isUsed(embedder)) {
                retire(embedder, closed);
            } else {
                embedder.close();
                closed.run();
            }
        });
    }

    // Whoever has a model loaded before he asks for vectors does not yet count among those who ask.
    private boolean isUsed(TextEmbedder embedder) {
        return embeddings.isUsed(embedder)
                || (embedder instanceof OnDemandModel model && model.state() == ModelState.LOADING);
    }
}
