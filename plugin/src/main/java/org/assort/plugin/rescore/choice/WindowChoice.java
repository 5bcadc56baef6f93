/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.DiversityClause;
import org.assort.plugin.rescore.query.QuerySource;
import org.assort.plugin.rescore.query.Resolution;
import org.assort.rescorer.Candidates;
import org.assort.rescorer.Choice;
import org.assort.rescorer.Diversifier;
import org.assort.rescorer.Method;
import org.assort.rescorer.MissingVector;
import org.assort.rescorer.Objective;
import org.assort.rescorer.Step;
import org.assort.rescorer.VectorTable;

/**
 * One choice over the windows of all shards, put back into their hits. The same code runs on a lone shard and on the
 * coordinating node of many, over the same codes, so that n shards give what one gives.
 */
public final class WindowChoice {

    private final DiversifyClause clause;
    private final Page page;
    private final List<ShardHits> shards;
    private final MergedHits merged;
    private final MergedFields fields;
    private final Candidates candidates;
    private final boolean otherDimension;
    private final Choice choice;
    private final float[] scores;
    private final long nanos;
    private final Runnable check;

    /**
     * Chooses.
     *
     * @param shards in core's order
     * @param window the most candidates
     * @param check run before each position is filled; throws to give up
     * @throws IllegalArgumentException (400) when vectors differ in dimension, or one is missing where that is an error
     */
    public WindowChoice(
            List<ShardHits> shards,
            int window,
            DiversifyClause clause,
            Resolution resolution,
            Page page,
            Runnable check) {
        long start = System.nanoTime();
        this.clause = clause;
        this.page = page;
        this.check = check;
        this.shards = shards;
        this.merged = new MergedHits(shards, window);
        VectorTable vectors = new CandidateVectors(clause, resolution).of(merged);
        if (clause.missingVector() == MissingVector.ERROR) {
            requireVectors(vectors);
        }
        byte[] query = resolution.queryCodes();
        this.otherDimension = query != null
                && resolution.source() == QuerySource.QUERY
                && vectors.dimension() != 0
                && vectors.dimension() != query.length;
        this.fields = new MergedFields(clause, merged);
        ChoiceProblem problem = new ChoiceProblem(clause, resolution, merged, fields);
        Objective objective = problem.objective();
        this.candidates = problem.candidates(vectors, otherDimension ? null : query);
        this.choice = Diversifier.choose(candidates, objective, wanted(), check);
        this.scores = scores();
        this.nanos = System.nanoTime() - start;
    }

    /**
     * Returns what is kept while a choice is made, in bytes, as {@link Diversifier#bytes} has it.
     *
     * @param candidates at most
     */
    public static long bytes(Method method, int candidates, int dimension, Page page) {
        int positions = Math.min(candidates, Math.max(DiversityClause.MAX_DEPTH, page.end()));
        return Diversifier.bytes(method, candidates, dimension, positions);
    }

    /** Returns the greatest dimension of some windows' vectors. */
    public static int dimension(List<ShardWindow> windows) {
        return windows.stream()
                .mapToInt(window -> window.vectors().dimension())
                .max()
                .orElse(0);
    }

    // Positions below the page are never seen; the report looks at the first page whatever page is asked for.
    private int wanted() {
        int depth = clause.reports() ? ListReport.DEPTH : 0;
        return Math.min(merged.candidates(), Math.max(page.end(), depth));
    }

    private void requireVectors(VectorTable vectors) {
        for (int candidate = 0; candidate < vectors.size(); candidate++) {
            if (vectors.has(candidate) == false) {
                throw new IllegalArgumentException("[missing_vector] is [error], and "
                        + merged.get(candidate).window().firstMissing() + " has no vector");
            }
        }
    }

    /** Scores by position that strictly descend; what lies below the window is shifted as a whole below its last. */
    private float[] scores() {
        int window = merged.candidates();
        float[] all = new float[merged.size()];
        System.arraycopy(choice.scores(), 0, all, 0, window);
        for (int position = window; position < all.length; position++) {
            float shift = all[window - 1] - merged.get(window).score();
            all[position] = Math.min(merged.get(position).score() + shift, Math.nextDown(all[position - 1]));
        }
        return all;
    }

    /** Returns the hits of each shard, each with the score that puts it at its position in the whole list. */
    public List<TopDocs> hits() {
        if (clause.apply() == false) {
            return shards.stream().map(ShardHits::hits).toList();
        }
        int[] filled = new int[shards.size()];
        List<ScoreDoc[]> docs = shards.stream()
                .map(shard -> new ScoreDoc[shard.hits().scoreDocs.length])
                .toList();
        for (int position = 0; position < scores.length; position++) {
            MergedHits.Hit hit = merged.get(place(position));
            ScoreDoc doc = hit.doc();
            docs.get(hit.shard())[filled[hit.shard()]++] = new ScoreDoc(doc.doc, scores[position], doc.shardIndex);
        }
        List<TopDocs> hits = new ArrayList<>();
        for (int shard = 0; shard < docs.size(); shard++) {
            hits.add(new TopDocs(shards.get(shard).hits().totalHits, docs.get(shard)));
        }
        return hits;
    }

    private int place(int position) {
        return position < merged.candidates() ? choice.order()[position] : position;
    }

    /** Returns what was done. */
    public Trace trace() {
        int[] origins = new int[Origin.count()];
        for (int candidate = 0; candidate < merged.candidates(); candidate++) {
            origins[merged.origin(candidate).code()]++;
        }
        ListReport list = clause.reports() && candidates.size() > 0 ? ListReport.of(candidates, choice, fields) : null;
        long reading = 0;
        long embedding = 0;
        boolean comparable = true;
        for (ShardHits shard : shards) {
            reading = Math.max(reading, shard.window().readNanos());
            embedding = Math.max(embedding, shard.window().embedNanos());
            comparable &= shard.window().comparable();
        }
        boolean semantic =
                candidates.queryCodes() != null && candidates.vectors().missing() < candidates.size();
        return new Trace(
                merged.candidates(),
                origins,
                comparable,
                semantic,
                otherDimension,
                Outcome.of(candidates, choice),
                page.from(),
                positions(),
                list,
                new long[] {reading, embedding, nanos});
    }

    private List<PositionTrace> positions() {
        List<PositionTrace> positions = new ArrayList<>();
        if (page.explain() == false || clause.apply() == false) {
            return positions;
        }
        int[] positionOf = new int[merged.candidates()];
        for (int position = 0; position < positionOf.length; position++) {
            positionOf[choice.order()[position]] = position;
        }
        int end = Math.min(page.end(), scores.length);
        int explained = Math.min(end, choice.chosen());
        for (Step step : choice.steps(Math.min(page.from(), explained), explained, check)) {
            positions.add(
                    new PositionTrace(scores[page.from() + positions.size()], PositionTrace.named(step, positionOf)));
        }
        for (int position = Math.max(page.from(), explained); position < end; position++) {
            positions.add(new PositionTrace(scores[position], null));
        }
        return positions;
    }
}
