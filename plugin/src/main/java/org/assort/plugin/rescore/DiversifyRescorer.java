/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TopDocs;
import org.assort.model.TextEmbedder;
import org.assort.plugin.AssortServices;
import org.assort.rescorer.Candidates;
import org.assort.rescorer.Choice;
import org.assort.rescorer.Diversifier;
import org.assort.rescorer.Method;
import org.opensearch.common.lease.Releasable;
import org.opensearch.common.logging.HeaderWarning;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.search.rescore.RescoreContext;
import org.opensearch.search.rescore.Rescorer;

/** Runs a {@code diversify} clause on one shard: reads the window, has it chosen, gives it back in the new order. */
final class DiversifyRescorer implements Rescorer {

    /** A row as read and as scaled to unit length. */
    private static final int COPIES = 2;

    private final AssortServices services;

    DiversifyRescorer(AssortServices services) {
        this.services = services;
    }

    @Override
    public TopDocs rescore(TopDocs topDocs, IndexSearcher searcher, RescoreContext rescoreContext) throws IOException {
        DiversifyContext context = (DiversifyContext) rescoreContext;
        // Inside a hybrid query a sub-query may have found nothing.
        if (topDocs.scoreDocs.length == 0) {
            return topDocs;
        }
        if (services.enabled() == false) {
            HeaderWarning.addWarning("diversify: [assort.enabled] is [false], the order is left as it was");
            return topDocs;
        }
        try {
            return choose(topDocs, searcher, context);
        } catch (TaskCancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ClauseFailure.marked(e);
        }
    }

    private TopDocs choose(TopDocs topDocs, IndexSearcher searcher, DiversifyContext context) throws IOException {
        int size = Math.min(context.getWindowSize(), topDocs.scoreDocs.length);
        Runnable check = () -> checkCancelled(context);
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        WindowDocs docs = new WindowDocs(topDocs.scoreDocs, size, leaves, check);
        TextEmbedder embedder = embedder(context);
        try (Releasable ignored = charge(context, embedder, size, leaves)) {
            Candidates candidates = new CandidateReader(services, context, embedder).read(docs, searcher);
            double floor = embedder == null ? 0 : embedder.cosineFloor();
            Choice choice = Diversifier.choose(candidates, context.objective(floor), context.wanted(), check);
            ChosenWindow chosen =
                    new ChosenWindow(topDocs, choice, context.clause().diversity());
            context.chosen(chosen);
            return chosen.hits();
        }
    }

    private TextEmbedder embedder(DiversifyContext context) {
        String model = context.resolution().model();
        boolean fromText = context.clause().vectorField() == null
                || context.clause().textFields().isEmpty() == false;
        return model == null || fromText == false ? null : services.models().warm(model);
    }

    private static void checkCancelled(DiversifyContext context) {
        if (context.cancelled().getAsBoolean()) {
            throw new TaskCancelledException("the search was cancelled while diversify chose");
        }
    }

    /** Charges what the choice keeps to the request breaker, which refuses the search rather than lose the node. */
    private static Releasable charge(
            DiversifyContext context, TextEmbedder embedder, int size, List<LeafReaderContext> leaves) {
        CircuitBreaker breaker = context.shard().bigArrays().breakerService().getBreaker(CircuitBreaker.REQUEST);
        float[] query = context.resolution().queryVector();
        int dimension = StoredVectors.dimension(context.vectorField(), leaves);
        dimension = Math.max(dimension, query == null ? 0 : query.length);
        dimension = Math.max(dimension, embedder == null ? 0 : embedder.dimension());
        long vectors = (long) size * dimension * Float.BYTES * COPIES;
        long texts = embedder == null ? 0 : (long) size * embedder.info().maxCharacters() * Character.BYTES;
        // dpp keeps a row of the Cholesky factor for each position that it fills.
        long factor = context.clause().method() == Method.DPP
                ? (long) size * Math.min(size, context.wanted()) * Double.BYTES
                : 0;
        long bytes = vectors + texts + factor;
        breaker.addEstimateBytesAndMaybeBreak(bytes, "diversify");
        return () -> breaker.addWithoutBreaking(-bytes);
    }

    @Override
    public Explanation explain(
            int topLevelDocId, IndexSearcher searcher, RescoreContext rescoreContext, Explanation sourceExplanation) {
        return Explanations.of(topLevelDocId, ((DiversifyContext) rescoreContext).chosen(), sourceExplanation);
    }
}
