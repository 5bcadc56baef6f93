/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.assort.plugin.rescore.choice.Page;
import org.assort.plugin.rescore.choice.Payload;
import org.assort.plugin.rescore.choice.ShardHits;
import org.assort.plugin.rescore.choice.ShardWindow;
import org.assort.plugin.rescore.choice.Trace;
import org.assort.plugin.rescore.choice.WindowChoice;
import org.assort.plugin.rescore.profile.FoundProducts;
import org.assort.rescorer.VectorTable;
import org.opensearch.action.search.SearchPhaseContext;
import org.opensearch.action.search.SearchPhaseName;
import org.opensearch.action.search.SearchPhaseResults;
import org.opensearch.common.lucene.search.TopDocsAndMaxScore;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.search.SearchPhaseResult;
import org.opensearch.search.SearchService;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.Processor;
import org.opensearch.search.pipeline.SearchPhaseResultsProcessor;
import org.opensearch.search.query.QuerySearchResult;

/**
 * Chooses between query and fetch, on the coordinating node, from what all shards have sent; core then merges by the new
 * scores and fetches the page.
 *
 * <p>Core runs it on the thread that brought the last shard's result. What it throws there core would take for a failure of
 * that shard and ask another copy, so it throws nothing: it empties the hits and tells the {@link SearchRun}, which fails the
 * search.
 */
public final class ChoiceProcessor implements SearchPhaseResultsProcessor {

    /** Name in pipelines. */
    public static final String TYPE = "assort_diversify";

    private final CircuitBreaker breaker;

    ChoiceProcessor(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    /**
     * Creates the processor for the pipeline of a request.
     *
     * @throws IllegalArgumentException (400) when a user puts it into a stored pipeline, where it has nothing to do
     */
    public static ChoiceProcessor create(CircuitBreaker breaker, Processor.PipelineContext context) {
        if (context.getPipelineSource() != Processor.PipelineSource.SEARCH_REQUEST) {
            throw new IllegalArgumentException(
                    "[" + TYPE + "] is no processor for pipelines: a [diversify] clause adds it by itself");
        }
        return new ChoiceProcessor(breaker);
    }

    /** A shard's result and what it sent with it. */
    private record Answer(QuerySearchResult result, Payload payload, boolean fetched) {
        ShardHits hits() {
            return new ShardHits(result.topDocs().topDocs, payload.window());
        }
    }

    @Override
    public <R extends SearchPhaseResult> void process(SearchPhaseResults<R> results, SearchPhaseContext context) {
        Optional<DiversifyBuilder> clause =
                DiversifyBuilder.in(context.getRequest().source());
        SearchRun run = clause.map(DiversifyBuilder::run).orElse(null);
        if (run == null || run.done()) {
            return;
        }
        List<Answer> answers = new ArrayList<>();
        try {
            collect(results, answers);
            if (clause.get().reads()) {
                run.read(read(answers));
                answers.stream()
                        .filter(answer -> answer.fetched() == false)
                        .forEach(answer -> set(answer, empty(answer)));
                return;
            }
            // Once more: request processors of the search pipeline have run since.
            ClauseNeighbours.check(context.getRequest());
            run.chose(clause.get().resolution(), choose(answers, clause.get(), context));
        } catch (RuntimeException e) {
            run.failed(e);
            answers.stream().filter(answer -> answer.fetched() == false).forEach(answer -> set(answer, empty(answer)));
        }
    }

    private static void collect(SearchPhaseResults<?> results, List<Answer> answers) {
        RuntimeException silent = null;
        for (SearchPhaseResult shard : results.getAtomicArray().asList()) {
            QuerySearchResult result = shard.queryResult();
            if (result == null || result.isNull()) {
                continue;
            }
            Payload payload = Payload.detach(result).orElse(null);
            boolean fetched = shard.fetchResult() != null;
            if (payload != null) {
                answers.add(new Answer(result, payload, fetched));
            } else if (fetched == false && result.topDocs().topDocs.scoreDocs.length > 0) {
                silent = new IllegalStateException("[diversify] got hits of shard [" + shard.getSearchShardTarget()
                        + "] without what it chooses by; the node's log says why");
            }
        }
        if (silent != null) {
            throw silent;
        }
    }

    private FoundProducts read(List<Answer> answers) {
        List<FoundProducts> found =
                answers.stream().map(answer -> answer.payload().found()).toList();
        long bytes = found.stream().mapToLong(FoundProducts::bytes).sum();
        breaker.addEstimateBytesAndMaybeBreak(bytes, "diversify over a shopper's products");
        try {
            FoundProducts all = new FoundProducts();
            found.forEach(all::add);
            return all;
        } finally {
            breaker.addWithoutBreaking(-bytes);
        }
    }

    private Trace choose(List<Answer> answers, DiversifyBuilder clause, SearchPhaseContext context) {
        if (answers.isEmpty()) {
            return Trace.ofNothing(clause.clause());
        }
        Answer first = answers.get(0);
        if (first.payload().trace() != null) {
            return first.payload().trace();
        }
        List<ShardWindow> windows =
                answers.stream().map(answer -> answer.payload().window()).toList();
        long bytes = windows.stream().mapToLong(ShardWindow::bytes).sum();
        SearchSourceBuilder source = context.getRequest().source();
        Page page = page(source);
        int dimension = WindowChoice.dimension(windows);
        bytes += VectorTable.bytes(dimension, clause.window())
                + WindowChoice.bytes(clause.clause().method(), clause.window(), dimension, page);
        breaker.addEstimateBytesAndMaybeBreak(bytes, "diversify over all shards");
        try {
            WindowChoice choice = new WindowChoice(
                    answers.stream().map(Answer::hits).toList(),
                    clause.window(),
                    clause.clause(),
                    clause.resolution(),
                    page,
                    () -> checkCancelled(context));
            List<TopDocs> hits = choice.hits();
            for (int i = 0; i < hits.size(); i++) {
                set(answers.get(i), hits.get(i));
            }
            return choice.trace();
        } finally {
            breaker.addWithoutBreaking(-bytes);
        }
    }

    private static Page page(SearchSourceBuilder source) {
        int from = source.from() == -1 ? SearchService.DEFAULT_FROM : source.from();
        int size = source.size() == -1 ? SearchService.DEFAULT_SIZE : source.size();
        return new Page(from, size, Boolean.TRUE.equals(source.explain()));
    }

    private static void checkCancelled(SearchPhaseContext context) {
        if (context.getTask().isCancelled()) {
            throw new TaskCancelledException("the search was cancelled while diversify chose");
        }
    }

    private static void set(Answer answer, TopDocs hits) {
        float greatest = hits.scoreDocs.length == 0 ? Float.NaN : hits.scoreDocs[0].score;
        answer.result()
                .topDocs(new TopDocsAndMaxScore(hits, greatest), answer.result().sortValueFormats());
    }

    private static TopDocs empty(Answer answer) {
        return new TopDocs(answer.result().topDocs().topDocs.totalHits, new ScoreDoc[0]);
    }

    @Override
    public SearchPhaseName getBeforePhase() {
        return SearchPhaseName.QUERY;
    }

    @Override
    public SearchPhaseName getAfterPhase() {
        return SearchPhaseName.FETCH;
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public String getTag() {
        return null;
    }

    @Override
    public String getDescription() {
        return null;
    }

    @Override
    public boolean isIgnoreFailure() {
        return false;
    }
}
