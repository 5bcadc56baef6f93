/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.Collection;
import java.util.List;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.bundle.clause.ItemsClause;
import org.assort.plugin.search.OwnSearch;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.common.document.DocumentField;
import org.opensearch.index.mapper.IdFieldMapper;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.collapse.CollapseBuilder;

/** Where the items' own documents are, and how an item is told from one. */
final class ItemIndex {

    private final SearchRequest asked;
    private final ItemsClause items;
    private final String field;

    /**
     * @param asked the user's search, not to be changed
     * @param clause has items
     */
    ItemIndex(SearchRequest asked, BundleClause clause) {
        this.asked = asked;
        this.items = clause.items();
        this.field = clause.itemField();
    }

    private boolean byId() {
        return IdFieldMapper.NAME.equals(field);
    }

    /** Returns what finds the documents of some items. */
    QueryBuilder anyOf(Collection<String> ids) {
        return byId()
                ? QueryBuilders.idsQuery().addIds(ids.toArray(String[]::new))
                : QueryBuilders.termsQuery(field, ids);
    }

    /** Returns a search of the items' indices, one document of each item. */
    SearchRequest request(SearchSourceBuilder source) {
        if (byId() == false) {
            // A product may have several documents.
            source.collapse(new CollapseBuilder(field)).docValueField(field);
        }
        return OwnSearch.over(items.index(), asked, source);
    }

    /** Returns what orders call the item of a document that {@link #request} found. */
    List<String> ids(SearchHit hit) {
        return byId()
                ? List.of(hit.getId())
                : values(hit, field).stream().map(String::valueOf).toList();
    }

    /** Returns the values of a field that was asked for. */
    static List<Object> values(SearchHit hit, String name) {
        DocumentField found = name == null ? null : hit.field(name);
        return found == null ? List.of() : found.getValues();
    }

    /** Returns what a search of the items failed with, as the user's fault where it is that. */
    Exception explained(Exception failure) {
        Throwable several = ExceptionsHelper.unwrap(failure, IllegalStateException.class);
        // Collapsing throws just this, and what it extends to is something else, as that a shard was closed.
        return byId() || several == null || several.getClass() != IllegalStateException.class
                ? failure
                : new IllegalArgumentException(
                        "[items.field] must have one value in a document, got [" + field + "] of " + what() + ": "
                                + several.getMessage(),
                        failure);
    }

    /** Returns what the items are called in messages. */
    String what() {
        return items.index() == null
                ? "the items among the searched products"
                : "[items.index] [" + items.index() + "]";
    }
}
