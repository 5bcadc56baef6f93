/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assort.plugin.bundle.FoundItems.Facts;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.bundle.clause.ItemsClause;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.document.DocumentField;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.Strings;
import org.opensearch.index.mapper.IdFieldMapper;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.collapse.CollapseBuilder;
import org.opensearch.search.fetch.subphase.FetchSourceContext;

/** Looks up items' own fields, all in one request. */
final class ItemSearch {

    private final InnerSearch searches;
    private final SearchRequest asked;
    private final BundleClause clause;
    private final ItemsClause items;
    private final String idField;

    /**
     * @param asked the user's search, not to be changed
     * @param clause has items
     */
    ItemSearch(InnerSearch searches, SearchRequest asked, BundleClause clause) {
        this.searches = searches;
        this.asked = asked;
        this.clause = clause;
        this.items = clause.items();
        this.idField = clause.itemField();
    }

    /** Returns by item what is known of those that are there, inside the filter, and seen by the caller. */
    void find(Collection<String> ids, ActionListener<Map<String, Facts>> listener) {
        if (ids.isEmpty()) {
            listener.onResponse(Map.of());
            return;
        }
        String what = items.index() == null
                ? "the items among the searched products"
                : "[items.index] [" + items.index() + "]";
        searches.run(request(ids), what, ActionListener.map(listener, this::facts));
    }

    private boolean byId() {
        return IdFieldMapper.NAME.equals(idField);
    }

    private SearchRequest request(Collection<String> ids) {
        BoolQueryBuilder query = QueryBuilders.boolQuery();
        query.filter(
                byId()
                        ? QueryBuilders.idsQuery().addIds(ids.toArray(String[]::new))
                        : QueryBuilders.termsQuery(idField, ids));
        if (items.filter() != null) {
            query.filter(items.filter());
        }
        SearchSourceBuilder source = new SearchSourceBuilder()
                .query(query)
                .size(ids.size())
                .trackTotalHits(false)
                .fetchSource(items.source() == null ? FetchSourceContext.DO_NOT_FETCH_SOURCE : items.source());
        if (byId() == false) {
            // A product may have several documents: one of each.
            source.collapse(new CollapseBuilder(idField)).docValueField(idField);
        }
        if (clause.categoryField() != null) {
            source.docValueField(clause.categoryField());
        }
        if (clause.priceField() != null) {
            source.docValueField(clause.priceField());
        }
        if (items.index() != null) {
            return new SearchRequest(Strings.splitStringByCommaToArray(items.index()), source);
        }
        if (asked.pointInTimeBuilder() != null) {
            return new SearchRequest().source(source.pointInTimeBuilder(asked.pointInTimeBuilder()));
        }
        return new SearchRequest(asked.indices(), source)
                .indicesOptions(asked.indicesOptions())
                .preference(asked.preference());
    }

    private Map<String, Facts> facts(SearchResponse response) {
        Map<String, Facts> facts = new HashMap<>();
        for (SearchHit hit : response.getHits().getHits()) {
            List<Object> ids = byId() ? List.of(hit.getId()) : values(hit, idField);
            Facts of = new Facts(
                    hit.hasSource() ? hit.getSourceRef() : null,
                    values(hit, clause.categoryField()).stream()
                            .map(String::valueOf)
                            .toList(),
                    price(values(hit, clause.priceField())));
            ids.forEach(id -> facts.putIfAbsent(String.valueOf(id), of));
        }
        return facts;
    }

    private static List<Object> values(SearchHit hit, String field) {
        DocumentField found = field == null ? null : hit.field(field);
        return found == null ? List.of() : found.getValues();
    }

    private static double price(List<Object> values) {
        return values.isEmpty() == false && values.getFirst() instanceof Number price
                ? price.doubleValue()
                : Double.NaN;
    }
}
