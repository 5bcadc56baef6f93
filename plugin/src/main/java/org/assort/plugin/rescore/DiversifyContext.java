/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.function.BooleanSupplier;
import org.assort.rescorer.Objective;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.rescore.RescoreContext;

/** One clause on one shard: what to do, and afterwards what was done. Used by the shard's search thread alone. */
final class DiversifyContext extends RescoreContext {

    private final DiversifyClause clause;
    private final Resolution resolution;
    private final QueryShardContext shard;
    private Object search = this;
    private BooleanSupplier cancelled = () -> false;
    private int wanted;
    private ChosenWindow chosen;

    DiversifyContext(
            int window,
            DiversifyRescorer rescorer,
            DiversifyClause clause,
            Resolution resolution,
            QueryShardContext shard) {
        super(window, rescorer);
        this.clause = clause;
        this.resolution = resolution;
        this.shard = shard;
        this.wanted = window;
    }

    /** Returns the field that the clause's {@code vector_field} names or is an alias of, or null. */
    String vectorField() {
        return clause.vectorField() == null
                ? null
                : shard.fieldMapper(clause.vectorField()).name();
    }

    DiversifyClause clause() {
        return clause;
    }

    Resolution resolution() {
        return resolution;
    }

    QueryShardContext shard() {
        return shard;
    }

    /** Returns the objective, for a model that gives unrelated texts the cosine {@code cosineFloor}. */
    Objective objective(double cosineFloor) {
        return new Objective(
                clause.method(), clause.diversity(), clause.relevance(), clause.missingVector(), cosineFloor);
    }

    /** Tells what the search's own context knows: which search it is, whether it is cancelled, how many hits it shows. */
    void search(Object id, BooleanSupplier isCancelled, int hits) {
        this.search = id;
        this.cancelled = isCancelled;
        this.wanted = Math.min(getWindowSize(), Math.max(1, hits));
    }

    /** Returns what the shards of this search have in common. */
    Object search() {
        return search;
    }

    BooleanSupplier cancelled() {
        return cancelled;
    }

    /** Returns how many positions are to be chosen; those below the page are never seen and keep their relevance order. */
    int wanted() {
        return wanted;
    }

    void chosen(ChosenWindow window) {
        this.chosen = window;
    }

    /** Returns what was chosen, or null where this context did not choose (the fetch phase of another shard's hits). */
    ChosenWindow chosen() {
        return chosen;
    }
}
