/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.opensearch.core.action.ActionListener;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;

/**
 * Finds one document of each of some items: in one request, unless documents of one {@code _id} in several indices fill it, so that
 * others have no place in it.
 */
final class ItemDocuments {

    private final InnerSearch searches;
    private final ItemIndex index;

    ItemDocuments(InnerSearch searches, ItemIndex index) {
        this.searches = searches;
        this.index = index;
    }

    /**
     * Finds what is there.
     *
     * @param source finds the documents of the items that it is given, and fetches what is wanted of them
     * @param listener gets a document by item
     */
    void find(
            Collection<String> ids,
            Function<Collection<String>, SearchSourceBuilder> source,
            ActionListener<Map<String, SearchHit>> listener) {
        if (ids.isEmpty()) {
            listener.onResponse(Map.of());
        } else {
            next(new LinkedHashSet<>(ids), source, new HashMap<>(), listener);
        }
    }

    private void next(
            Set<String> left,
            Function<Collection<String>, SearchSourceBuilder> source,
            Map<String, SearchHit> found,
            ActionListener<Map<String, SearchHit>> listener) {
        int size = left.size();
        searches.run(
                index.request(source.apply(left).size(size).trackTotalHits(false)),
                index.what(),
                ActionListener.wrap(
                        response -> {
                            SearchHit[] hits = response.getHits().getHits();
                            for (SearchHit hit : hits) {
                                index.ids(hit).forEach(id -> found.putIfAbsent(id, hit));
                            }
                            boolean more = left.removeAll(found.keySet()) && hits.length == size;
                            if (more && left.isEmpty() == false) {
                                next(left, source, found, listener);
                            } else {
                                listener.onResponse(found);
                            }
                        },
                        failure -> listener.onFailure(index.explained(failure))));
    }
}
