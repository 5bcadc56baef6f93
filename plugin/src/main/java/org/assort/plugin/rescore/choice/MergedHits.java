/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.ScoreDoc;

/**
 * The hits of all shards in one order: first the candidates, by score, tie-breaker, shard and document; then the others, by
 * score, shard and document, which is the order in which core merges them.
 *
 * <p>Ties below the window are left in core's order: another order would change with how deep the page lies, and pages would
 * not fit together.
 */
final class MergedHits {

    private final List<Hit> hits;
    private final int candidates;

    /**
     * A hit by where it stands.
     *
     * @param from the shard's hits
     * @param shard position of the shard
     * @param row position among the shard's hits
     */
    record Hit(ShardHits from, int shard, int row) {
        ScoreDoc doc() {
            return from.hits().scoreDocs[row];
        }

        float score() {
            return doc().score;
        }

        ShardWindow window() {
            return from.window();
        }

        /** Returns what the shard sent of one of the clause's fields. */
        FieldColumn column(int field) {
            return window().fields().columns().get(field);
        }

        /** Returns the document's values of a field, as indices into those of the column; not to be changed. */
        int[] values(int field) {
            return column(field).rows()[row];
        }
    }

    /**
     * @param shards in core's order
     * @param window the most candidates
     */
    MergedHits(List<ShardHits> shards, int window) {
        List<Hit> known = new ArrayList<>();
        List<Hit> others = new ArrayList<>();
        for (int shard = 0; shard < shards.size(); shard++) {
            ShardHits from = shards.get(shard);
            for (int row = 0; row < from.hits().scoreDocs.length; row++) {
                (row < from.window().size() ? known : others).add(new Hit(from, shard, row));
            }
        }
        known.sort(MergedHits::byTies);
        this.candidates = Math.min(window, known.size());
        others.addAll(known.subList(candidates, known.size()));
        others.sort(MergedHits::merged);
        this.hits = new ArrayList<>(known.subList(0, candidates));
        this.hits.addAll(others);
    }

    private static int merged(Hit a, Hit b) {
        int order = descending(a.score(), b.score());
        if (order == 0) {
            order = Integer.compare(a.shard(), b.shard());
        }
        return order == 0 ? Integer.compare(a.row(), b.row()) : order;
    }

    private static int byTies(Hit a, Hit b) {
        int order = descending(a.score(), b.score());
        if (order == 0) {
            order = TieKeys.compare(a.window().ties(), a.row(), b.window().ties(), b.row());
        }
        return order == 0 ? merged(a, b) : order;
    }

    // NaN, which no sound query gives, goes last, as it does in the relevance.
    private static int descending(float a, float b) {
        return Float.compare(
                Float.isNaN(b) ? Float.NEGATIVE_INFINITY : b, Float.isNaN(a) ? Float.NEGATIVE_INFINITY : a);
    }

    /** Returns how many of the hits, from the first, are candidates. */
    int candidates() {
        return candidates;
    }

    /** Returns whether the candidates are the rows of one window, all of them and in their order. */
    boolean alone() {
        if (candidates == 0 || candidates != hits.getFirst().window().size()) {
            return false;
        }
        for (int candidate = 0; candidate < candidates; candidate++) {
            Hit hit = hits.get(candidate);
            if (hit.row() != candidate || hit.shard() != hits.getFirst().shard()) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of hits. */
    int size() {
        return hits.size();
    }

    Hit get(int place) {
        return hits.get(place);
    }

    /** Returns where a candidate's vector came from. */
    Origin origin(int candidate) {
        Hit hit = hits.get(candidate);
        return Origin.of(hit.window().origins()[hit.row()]);
    }
}
