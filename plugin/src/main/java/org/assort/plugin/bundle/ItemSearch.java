/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assort.plugin.bundle.FoundItems.Facts;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.bundle.clause.ItemsClause;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.fetch.subphase.FetchSourceContext;

/** Looks up items' own fields, all in one request. */
final class ItemSearch {

    private final InnerSearch searches;
    private final ItemIndex index;
    private final BundleClause clause;

    /** @param clause has items */
    ItemSearch(InnerSearch searches, ItemIndex index, BundleClause clause) {
        this.searches = searches;
        this.index = index;
        this.clause = clause;
    }

    /** Returns by item what is known of those that are there, inside the filter, and seen by the caller. */
    void find(Collection<String> ids, ActionListener<Map<String, Facts>> listener) {
        if (ids.isEmpty()) {
            listener.onResponse(Map.of());
            return;
        }
        searches.run(index.request(source(ids)), index.what(), ActionListener.map(listener, this::facts));
    }

    private SearchSourceBuilder source(Collection<String> ids) {
        ItemsClause items = clause.items();
        BoolQueryBuilder query = QueryBuilders.boolQuery().filter(index.anyOf(ids));
        if (items.filter() != null) {
            query.filter(items.filter());
        }
        SearchSourceBuilder source = new SearchSourceBuilder()
                .query(query)
                .size(ids.size())
                .trackTotalHits(false)
                .fetchSource(items.source() == null ? FetchSourceContext.DO_NOT_FETCH_SOURCE : items.source());
        if (clause.categoryField() != null) {
            source.docValueField(clause.categoryField());
        }
        if (clause.priceField() != null) {
            source.docValueField(clause.priceField());
        }
        return source;
    }

    private Map<String, Facts> facts(SearchResponse response) {
        Map<String, Facts> facts = new HashMap<>();
        for (SearchHit hit : response.getHits().getHits()) {
            Facts of = new Facts(
                    hit.hasSource() ? hit.getSourceRef() : null,
                    ItemIndex.values(hit, clause.categoryField()).stream()
                            .map(String::valueOf)
                            .toList(),
                    price(ItemIndex.values(hit, clause.priceField())));
            index.ids(hit).forEach(id -> facts.putIfAbsent(id, of));
        }
        return facts;
    }

    private static double price(List<Object> values) {
        return values.isEmpty() == false && values.getFirst() instanceof Number price
                ? price.doubleValue()
                : Double.NaN;
    }
}
