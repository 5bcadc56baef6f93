/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assort.plugin.bundle.FoundItems.Facts;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.bundle.clause.ItemsClause;
import org.assort.plugin.bundle.shard.NearestQueryBuilder;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.fetch.subphase.FetchSourceContext;

/** Looks up items' own fields, all in one request. */
final class ItemSearch {

    private final ItemDocuments documents;
    private final ItemIndex index;
    private final BundleClause clause;

    /** @param clause has items */
    ItemSearch(InnerSearch searches, ItemIndex index, BundleClause clause) {
        this.documents = new ItemDocuments(searches, index);
        this.index = index;
        this.clause = clause;
    }

    /** Returns by item what is known of those that are there, inside the filter, and seen by the caller. */
    void find(Collection<String> ids, ActionListener<Map<String, Facts>> listener) {
        documents.find(ids, this::source, ActionListener.map(listener, this::facts));
    }

    private SearchSourceBuilder source(Collection<String> ids) {
        ItemsClause items = clause.items();
        BoolQueryBuilder query = QueryBuilders.boolQuery().filter(index.anyOf(ids));
        if (items.filter() != null) {
            query.filter(items.filter());
        }
        if (clause.coldStart() != null) {
            // What is wrong with it shows at once, and not on the day when an anchor has to borrow.
            query.filter(NearestQueryBuilder.checking(clause.coldStart()));
        }
        SearchSourceBuilder source = new SearchSourceBuilder()
                .query(query)
                .fetchSource(items.source() == null ? FetchSourceContext.DO_NOT_FETCH_SOURCE : items.source());
        if (clause.categoryField() != null) {
            source.docValueField(clause.categoryField());
        }
        if (clause.priceField() != null) {
            source.docValueField(clause.priceField());
        }
        return source;
    }

    private Map<String, Facts> facts(Map<String, SearchHit> found) {
        Map<String, Facts> facts = new HashMap<>();
        found.forEach((id, hit) -> facts.put(
                id,
                new Facts(
                        hit.hasSource() ? hit.getSourceRef() : null,
                        ItemIndex.values(hit, clause.categoryField()).stream()
                                .map(String::valueOf)
                                .toList(),
                        price(id, ItemIndex.values(hit, clause.priceField())))));
        return facts;
    }

    private double price(String id, List<Object> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        if (values.getFirst() instanceof Number number) {
            double price = number.doubleValue();
            float single = (float) price;
            // A float field gives 44.99 as the double next to its float; as the decimal number that it was written as
            // it adds up.
            return single == price ? Double.parseDouble(Float.toString(single)) : price;
        }
        throw new IllegalArgumentException("[price.field] must be a number field, got [" + clause.priceField()
                + "], which is [" + values.getFirst() + "] for item [" + id + "] in " + index.what());
    }
}
