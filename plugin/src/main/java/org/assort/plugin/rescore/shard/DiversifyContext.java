/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.util.function.BooleanSupplier;
import org.assort.plugin.AssortServices;
import org.assort.plugin.rescore.choice.Page;
import org.assort.plugin.rescore.choice.Payload;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.query.Resolution;
import org.opensearch.common.lease.Releasable;
import org.opensearch.common.lease.Releasables;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.internal.SearchContext;
import org.opensearch.search.rescore.RescoreContext;

/** One clause on one shard: what to do, and afterwards what is to be sent. Used by the shard's search thread alone. */
public final class DiversifyContext extends RescoreContext {

    private final DiversifyClause clause;
    private final Resolution resolution;
    private final QueryShardContext shard;
    private SearchContext search;
    private Payload payload;

    /**
     * Creates the context of a clause.
     *
     * @throws IllegalArgumentException (400) when the index does not map a field that the clause names as the clause needs it
     */
    public DiversifyContext(
            int window,
            AssortServices services,
            DiversifyClause clause,
            Resolution resolution,
            QueryShardContext shard) {
        super(window, new DiversifyRescorer(services));
        this.clause = clause;
        this.resolution = resolution;
        this.shard = shard;
        if (clause.vectorField() != null) {
            StoredVectors.checkField(clause.vectorField(), shard);
        }
        if (clause.tieBreaker() != null) {
            TieBreaker.checkField(clause.tieBreaker(), shard);
        }
    }

    /** Returns the field that the clause's {@code vector_field} names or is an alias of, or null. */
    String vectorField() {
        return field(clause.vectorField());
    }

    /** Returns the field that the clause's {@code tie_breaker} names or is an alias of, or null. */
    String tieBreaker() {
        return field(clause.tieBreaker());
    }

    private String field(String name) {
        return name == null ? null : shard.fieldMapper(name).name();
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

    /** Tells which search it is. */
    void search(SearchContext context) {
        this.search = context;
    }

    /** Returns what the shards of this search have in common. */
    Object searchId() {
        return SearchIds.of(search.getTask());
    }

    BooleanSupplier cancelled() {
        return search::isCancelled;
    }

    /** Returns whether no other shard takes part, so that the choice is made here, before core fetches the page. */
    boolean alone() {
        return search.request().numberOfShards() == 1;
    }

    /** Returns what the request wants to see. */
    Page page() {
        return new Page(Math.max(0, search.from()), Math.max(0, search.size()), search.explain());
    }

    /** Holds something until the search is done with this shard. */
    void hold(Releasable charge) {
        search.addReleasable(Releasables.releaseOnce(charge));
    }

    void payload(Payload toSend) {
        this.payload = toSend;
    }

    /** Returns what is to be sent with the shard's hits, or null where there is nothing. */
    Payload payload() {
        return payload;
    }
}
