/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.util.function.BooleanSupplier;
import org.apache.lucene.search.Query;
import org.assort.plugin.AssortServices;
import org.assort.plugin.mapper.ProductVectorFieldType;
import org.assort.plugin.rescore.choice.Page;
import org.assort.plugin.rescore.choice.Payload;
import org.assort.plugin.rescore.clause.CoverageClause;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.QuotaClause;
import org.assort.plugin.rescore.query.Resolution;
import org.opensearch.common.lease.Releasables;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.index.mapper.IdFieldMapper;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.internal.SearchContext;
import org.opensearch.search.rescore.RescoreContext;

/** One clause on one shard: what to do, and afterwards what is to be sent. Used by the shard's search thread alone. */
public final class DiversifyContext extends RescoreContext {

    private final DiversifyClause clause;
    private final Resolution resolution;
    private final boolean reads;
    private final QueryShardContext shard;
    private SearchContext search;
    private Payload payload;
    private int embedded;

    /**
     * Creates the context of a clause.
     *
     * @param reads whether nobody chooses, and the products of the clause's profile are looked up
     * @throws IllegalArgumentException (400) when the index does not map a field that the clause names as the clause needs it
     */
    public DiversifyContext(
            int window,
            AssortServices services,
            DiversifyClause clause,
            Resolution resolution,
            boolean reads,
            QueryShardContext shard) {
        super(window, new DiversifyRescorer(services));
        this.clause = clause;
        this.resolution = resolution;
        this.reads = reads;
        this.shard = shard;
        if (clause.vectorField() != null) {
            StoredVectors.checkField("vector_field", clause.vectorField(), shard);
            if (productVector() != null) {
                ProductVectors.checkModel(clause, resolution, productVector());
            }
        }
        TextFields.check(clause, shard);
        if (clause.tieBreaker() != null) {
            ValueField.check("tie_breaker", clause.tieBreaker(), shard);
        }
        clause.coverages().forEach(coverage -> FieldReader.check("coverage.field", coverage.spec(), shard));
        clause.quotas().forEach(quota -> FieldReader.check("quotas.field", quota.spec(), shard));
        if (reads == false) {
            checkValues();
        }
        if (reads && clause.profile().objectField() != null) {
            ValueField.check("profile.object_field", clause.profile().objectField(), shard);
        }
        if (clause.novelty() != null) {
            ValueField.checkNumber("novelty.field", clause.novelty().field(), shard);
        }
    }

    private void checkValues() {
        for (CoverageClause coverage : clause.coverages()) {
            if (coverage.target() != null && coverage.ranges().isEmpty()) {
                coverage.target().keySet().stream()
                        .filter(value -> value.equals(CoverageClause.OTHER) == false)
                        .sorted()
                        .forEach(value -> FieldReader.checkValue("coverage.target", coverage.spec(), value, shard));
            }
        }
        for (QuotaClause quota : clause.quotas()) {
            if (quota.value() != null) {
                FieldReader.checkValue("quotas.value", quota.spec(), quota.value(), shard);
            }
        }
    }

    /** Returns the field that the clause's {@code vector_field} names or is an alias of, or null. */
    String vectorField() {
        return field(clause.vectorField());
    }

    /** Returns that field where it is of our own type, else null. */
    ProductVectorFieldType productVector() {
        String name = clause.vectorField();
        return name != null && shard.fieldMapper(name) instanceof ProductVectorFieldType type ? type : null;
    }

    /** Returns the field that the clause's {@code tie_breaker} names or is an alias of, or null. */
    String tieBreaker() {
        return field(clause.tieBreaker());
    }

    private String field(String name) {
        return name == null ? null : shard.fieldMapper(name).name();
    }

    /** Returns the field that says which product a document is; only of a clause with a profile. */
    MappedFieldType objectField() {
        String field = clause.profile().objectField();
        return shard.fieldMapper(field == null ? IdFieldMapper.NAME : field);
    }

    /** Returns what the search finds, with all that narrows it for the caller. */
    Query query() {
        return search.query();
    }

    /** Returns whether nobody chooses, and the products of the clause's profile are looked up. */
    boolean reads() {
        return reads;
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

    /** Returns whether the choice is made here, because no other shard takes part, before core fetches the page. */
    boolean alone() {
        return reads == false && search.request().numberOfShards() == 1;
    }

    /** Returns what the request wants to see. */
    Page page() {
        return new Page(Math.max(0, search.from()), Math.max(0, search.size()), search.explain());
    }

    /** Charges bytes to the request breaker, which refuses the search rather than lose the node, until the search is done. */
    void charge(long bytes) {
        CircuitBreaker breaker = shard.bigArrays().breakerService().getBreaker(CircuitBreaker.REQUEST);
        breaker.addEstimateBytesAndMaybeBreak(bytes, DiversifyClause.NAME);
        search.addReleasable(Releasables.releaseOnce(() -> breaker.addWithoutBreaking(-bytes)));
    }

    /** Returns how many texts were embedded so far. */
    int embedded() {
        return embedded;
    }

    /** Takes note of texts that are embedded. */
    void embedded(int texts) {
        this.embedded += texts;
    }

    void payload(Payload toSend) {
        this.payload = toSend;
    }

    /** Returns what is to be sent with the shard's hits, or null where there is nothing. */
    Payload payload() {
        return payload;
    }
}
