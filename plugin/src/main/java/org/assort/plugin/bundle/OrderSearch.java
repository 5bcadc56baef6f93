/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.function.Function;
import org.assort.bundles.MiningTask;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.bundle.clause.OrdersClause;
import org.assort.plugin.bundle.shard.InternalMining;
import org.assort.plugin.bundle.shard.MiningBuilder;
import org.assort.plugin.bundle.shard.MiningQuestion;
import org.assort.plugin.search.OwnSearch;
import org.assort.plugin.search.RequestCopy;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.builder.SearchSourceBuilder;

/** Asks the shards of the orders: an index that the aggregation names, or the one that the user searches. */
final class OrderSearch {

    private final InnerSearch searches;
    private final SearchRequest asked;
    private final BundleClause clause;
    private final Function<SearchRequest, Integer> shardsOf;

    /**
     * @param asked the user's search, not to be changed
     * @param shardsOf how many shards a search asks, as far as this cluster knows
     */
    OrderSearch(
            InnerSearch searches, SearchRequest asked, BundleClause clause, Function<SearchRequest, Integer> shardsOf) {
        this.searches = searches;
        this.asked = asked;
        this.clause = clause;
        this.shardsOf = shardsOf;
    }

    /** Returns how many shards there are, as far as this cluster knows. */
    int shards() {
        return shardsOf.apply(request());
    }

    /** Returns what orders are called in messages. */
    String what() {
        return clause.minesDirectly()
                ? "the searched orders"
                : "[orders.index] [" + clause.orders().index() + "]";
    }

    /** Asks for the most frequent items. */
    void frequent(int size, ActionListener<InternalMining> listener) {
        ask(question(null, size), listener);
    }

    /** Asks for counts. */
    void ask(MiningTask task, ActionListener<InternalMining> listener) {
        ask(question(task, 0), listener);
    }

    private MiningQuestion question(MiningTask task, int frequent) {
        OrdersClause orders = clause.orders();
        return new MiningQuestion(orders.field(), orders.orderField(), clause.mining(), task, frequent);
    }

    private void ask(MiningQuestion question, ActionListener<InternalMining> listener) {
        SearchRequest request = request();
        request.requestCache(asked.requestCache());
        request.source().aggregation(new MiningBuilder(question));
        searches.run(request, what(), ActionListener.map(listener, OrderSearch::answer));
    }

    private static InternalMining answer(SearchResponse response) {
        InternalMining answer = response.getAggregations() == null
                ? null
                : response.getAggregations().get(MiningBuilder.NAME);
        // No index is there, and the request is content with that.
        return answer == null ? InternalMining.NOTHING : answer;
    }

    private SearchRequest request() {
        QueryBuilder filter = clause.orders().filter();
        if (clause.minesDirectly() == false) {
            QueryBuilder query = filter == null
                    ? QueryBuilders.matchAllQuery()
                    : QueryBuilders.boolQuery().filter(filter);
            return OwnSearch.over(
                    clause.orders().index(),
                    asked,
                    new SearchSourceBuilder().query(query).size(0).trackTotalHits(false));
        }
        SearchSourceBuilder source = RequestCopy.ofSameDocuments(asked.source())
                .query(both(asked.source().query(), filter))
                .size(0)
                .trackTotalHits(false);
        if (asked.source().minScore() != null) {
            source.minScore(asked.source().minScore());
        }
        return OwnSearch.over(null, asked, source).routing(asked.routing());
    }

    /** Both, with the scores of the first. */
    private static QueryBuilder both(QueryBuilder query, QueryBuilder filter) {
        if (query == null && filter == null) {
            return QueryBuilders.matchAllQuery();
        }
        if (filter == null) {
            return query;
        }
        BoolQueryBuilder both = QueryBuilders.boolQuery().filter(filter);
        return query == null ? both : both.must(query);
    }
}
