/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.BooleanClause;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.opensearch.index.query.BoostingQueryBuilder;
import org.opensearch.index.query.MatchQueryBuilder;
import org.opensearch.index.query.MultiMatchQueryBuilder;
import org.opensearch.index.query.NestedQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilderVisitor;
import org.opensearch.index.query.QueryStringQueryBuilder;
import org.opensearch.index.query.SimpleQueryStringBuilder;
import org.opensearch.index.query.functionscore.ScriptScoreQueryBuilder;

/**
 * Finds what the shopper typed in the search's own query: the text of its {@code match}, {@code multi_match}, {@code
 * query_string} and {@code simple_query_string} queries.
 */
public final class QueryText implements QueryBuilderVisitor {

    private final Set<String> texts = new LinkedHashSet<>();

    /** What a {@code boosting} query holds against a product: core shows it as one more part that should match. */
    private final Set<QueryBuilder> demoting = Collections.newSetFromMap(new IdentityHashMap<>());

    private QueryText() {}

    /**
     * Returns the one text that the query searches for. The same text over several fields is one text; with different ones
     * it is not clear what the shopper typed, and there is none. What a query excludes, demotes or only filters by is not searched
     * for.
     */
    public static Optional<String> of(QueryBuilder query) {
        if (query == null) {
            return Optional.empty();
        }
        QueryText visitor = new QueryText();
        query.visit(visitor);
        return visitor.texts.size() == 1
                ? visitor.texts.stream()
                        .filter(text -> text.isBlank() == false && text.length() <= DiversifyClause.MAX_QUERY_TEXT)
                        .findFirst()
                : Optional.empty();
    }

    @Override
    public void accept(QueryBuilder query) {
        if (demoting.contains(query)) {
            return;
        }
        switch (query) {
            case MatchQueryBuilder match -> add(match.value());
            case MultiMatchQueryBuilder match -> add(match.value());
            case QueryStringQueryBuilder match -> add(match.queryString());
            case SimpleQueryStringBuilder match -> add(match.value());
            // Core shows what these hold, but not what is in that.
            case BoostingQueryBuilder boosting -> {
                demoting.add(boosting.negativeQuery());
                boosting.positiveQuery().visit(this);
            }
            case NestedQueryBuilder nested -> nested.query().visit(this);
            case ScriptScoreQueryBuilder scored -> scored.query().visit(this);
            default -> {
                // Has no text of its own; what it holds is visited too.
            }
        }
    }

    private void add(Object value) {
        texts.add(String.valueOf(value));
    }

    @Override
    public QueryBuilderVisitor getChildVisitor(BooleanClause.Occur occur) {
        return occur == BooleanClause.Occur.MUST || occur == BooleanClause.Occur.SHOULD ? this : NO_OP_VISITOR;
    }
}
