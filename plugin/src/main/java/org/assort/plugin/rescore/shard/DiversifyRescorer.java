/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TopDocs;
import org.assort.model.TextEmbedder;
import org.assort.plugin.AssortServices;
import org.assort.plugin.rescore.choice.Payload;
import org.assort.plugin.rescore.choice.ShardHits;
import org.assort.plugin.rescore.choice.ShardWindow;
import org.assort.plugin.rescore.choice.WindowChoice;
import org.assort.plugin.rescore.clause.ClauseFailure;
import org.assort.rescorer.VectorTable;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.search.rescore.RescoreContext;
import org.opensearch.search.rescore.Rescorer;

/**
 * Runs a {@code diversify} clause on one shard. Where it is the only one it chooses; else it leaves hits and scores as they
 * are and reads what the coordinating node will choose by. Where nobody chooses it looks up a shopper's products.
 */
final class DiversifyRescorer implements Rescorer {

    /** Of the window, and of what is chosen from. */
    private static final int TABLES = 2;

    private final AssortServices services;

    DiversifyRescorer(AssortServices services) {
        this.services = services;
    }

    @Override
    public TopDocs rescore(TopDocs topDocs, IndexSearcher searcher, RescoreContext rescoreContext) throws IOException {
        if (topDocs.scoreDocs.length == 0) {
            return topDocs;
        }
        try {
            return run(topDocs, searcher, (DiversifyContext) rescoreContext);
        } catch (TaskCancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ClauseFailure.marked(e);
        }
    }

    private TopDocs run(TopDocs topDocs, IndexSearcher searcher, DiversifyContext context) throws IOException {
        Runnable check = () -> checkCancelled(context);
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        TextEmbedder embedder = embedder(context);
        if (context.reads()) {
            charge(context, embedder, ProfileReader.MOST_HELD, leaves);
            context.payload(new Payload(new ProfileReader(services, context, embedder, check).read(searcher)));
            return topDocs;
        }
        int size = Math.min(context.getWindowSize(), topDocs.scoreDocs.length);
        WindowDocs docs = new WindowDocs(topDocs.scoreDocs, size, leaves, check);
        charge(context, embedder, size, leaves);
        ShardWindow window = new WindowReader(services, context, embedder).read(docs, searcher);
        if (context.alone() == false) {
            context.payload(new Payload(window));
            return topDocs;
        }
        WindowChoice choice = new WindowChoice(
                List.of(new ShardHits(topDocs, window)),
                context.getWindowSize(),
                context.clause(),
                context.resolution(),
                context.page(),
                check);
        context.payload(new Payload(choice.trace()));
        return choice.hits().get(0);
    }

    private TextEmbedder embedder(DiversifyContext context) {
        String model = context.resolution().model();
        boolean fromText = context.clause().vectorField() == null
                || context.clause().textFields().isEmpty() == false;
        return model == null || fromText == false ? null : services.models().ready(model);
    }

    private static void checkCancelled(DiversifyContext context) {
        if (context.cancelled().getAsBoolean()) {
            throw new TaskCancelledException("the search was cancelled while diversify chose");
        }
    }

    /** Charges what is read, and what a choice keeps. */
    private static void charge(
            DiversifyContext context, TextEmbedder embedder, int size, List<LeafReaderContext> leaves) {
        byte[] query = context.resolution().queryCodes();
        int dimension = context.productVector() == null
                ? storedDimension(context, leaves)
                : context.productVector().dimension();
        dimension = Math.max(dimension, query == null ? 0 : query.length);
        dimension = Math.max(dimension, embedder == null ? 0 : embedder.dimension());
        long vectors = TABLES * VectorTable.bytes(dimension, size);
        long texts = embedder == null
                ? 0
                : (long) size
                        * (embedder.info().maxCharacters() * Character.BYTES + embedder.dimension() * Float.BYTES);
        long choice =
                context.alone() ? WindowChoice.bytes(context.clause().method(), size, dimension, context.page()) : 0;
        context.charge(vectors + texts + choice);
    }

    // Where the index keeps its vectors as plain doc values, only the mapping says how long they are.
    private static int storedDimension(DiversifyContext context, List<LeafReaderContext> leaves) {
        String field = context.vectorField();
        int known = StoredVectors.dimension(field, leaves);
        return known > 0 || field == null ? known : MappedDimension.of(field, context.shard());
    }

    /** Explains the first pass only: the coordinating node, which knows the choice, adds the rest. */
    @Override
    public Explanation explain(
            int topLevelDocId, IndexSearcher searcher, RescoreContext rescoreContext, Explanation sourceExplanation) {
        return sourceExplanation;
    }
}
