/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assort.bundles.merge.MinedBundles;
import org.assort.bundles.rank.Neighbour;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.bundle.shard.NearestQueryBuilder;
import org.assort.rescorer.VectorCodes;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.xcontent.support.XContentMapValues;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.fetch.subphase.FetchSourceContext;

/**
 * Finds the products that are like some anchors, by the vectors of {@code cold_start.vector_field}: first the anchors' own vectors,
 * then for each of them its nearest. Each is a search over all products, so only the first few anchors are looked at.
 */
final class NearestSearch {

    /** The most anchors that borrow. */
    static final int MOST_ANCHORS = 10;

    /** How many products are asked whether they have a history, for each anchor. */
    private static final int NEAREST = 10;

    /** From how many of them an anchor borrows. */
    private static final int LENDERS = 3;

    /** A cosine from which on a product is like another at all. */
    private static final float LEAST = 1e-3f;

    private final InnerSearch searches;
    private final ItemDocuments documents;
    private final ItemIndex items;
    private final String vectorField;
    private final Map<String, List<Neighbour>> nearest = new LinkedHashMap<>();

    NearestSearch(InnerSearch searches, ItemIndex items, BundleClause clause) {
        this.searches = searches;
        this.documents = new ItemDocuments(searches, items);
        this.items = items;
        this.vectorField = clause.coldStart();
    }

    /**
     * Finds the nearest of some anchors, all but those themselves.
     *
     * @param listener gets them by anchor, the nearest first
     */
    void find(List<String> anchors, ActionListener<Map<String, List<Neighbour>>> listener) {
        List<String> first = anchors.subList(0, Math.min(MOST_ANCHORS, anchors.size()));
        documents.find(
                first,
                ids -> new SearchSourceBuilder()
                        .query(QueryBuilders.boolQuery()
                                .filter(items.anyOf(ids))
                                .filter(NearestQueryBuilder.checking(vectorField)))
                        .fetchSource(new FetchSourceContext(true, new String[] {vectorField}, new String[0])),
                ActionListener.wrap(
                        found -> next(new ArrayList<>(codes(found).entrySet()), anchors, listener),
                        listener::onFailure));
    }

    private Map<String, byte[]> codes(Map<String, SearchHit> found) {
        Map<String, byte[]> codes = new HashMap<>();
        found.forEach((id, hit) -> {
            byte[] of =
                    hit.hasSource() ? codes(XContentMapValues.extractValue(vectorField, hit.getSourceAsMap())) : null;
            if (of != null) {
                codes.put(id, of);
            }
        });
        return codes;
    }

    private static byte[] codes(Object vector) {
        if (vector instanceof List<?> components && components.stream().allMatch(Number.class::isInstance)) {
            float[] floats = new float[components.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = ((Number) components.get(i)).floatValue();
            }
            return VectorCodes.of(floats);
        }
        return null;
    }

    private void next(
            List<Map.Entry<String, byte[]>> left,
            List<String> anchors,
            ActionListener<Map<String, List<Neighbour>>> listener) {
        if (left.isEmpty()) {
            listener.onResponse(nearest);
            return;
        }
        Map.Entry<String, byte[]> anchor = left.removeLast();
        SearchSourceBuilder source = new SearchSourceBuilder()
                .query(QueryBuilders.boolQuery()
                        .must(new NearestQueryBuilder(vectorField, anchor.getValue()))
                        .mustNot(items.anyOf(anchors)))
                .minScore(LEAST)
                .size(NEAREST)
                .trackTotalHits(false)
                .fetchSource(false);
        searches.run(
                items.request(source),
                items.what(),
                ActionListener.wrap(
                        found -> {
                            nearest.put(anchor.getKey(), neighbours(found));
                            next(left, anchors, listener);
                        },
                        listener::onFailure));
    }

    private List<Neighbour> neighbours(SearchResponse response) {
        List<Neighbour> neighbours = new ArrayList<>();
        for (SearchHit hit : response.getHits().getHits()) {
            items.ids(hit).stream()
                    .map(id -> new Neighbour(id, Math.min(1, hit.getScore())))
                    .forEach(neighbours::add);
        }
        return neighbours;
    }

    /** Returns all products that may lend something. */
    static List<String> all(Map<String, List<Neighbour>> nearest) {
        Set<String> all = new LinkedHashSet<>();
        nearest.values().forEach(some -> some.forEach(neighbour -> all.add(neighbour.item())));
        return List.copyOf(all);
    }

    /** Returns by anchor the nearest that have a history of orders. */
    static Map<String, List<Neighbour>> lenders(Map<String, List<Neighbour>> nearest, MinedBundles mined) {
        return nearest.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream()
                                .filter(neighbour -> mined.anchor(neighbour.item())
                                        .filter(anchor -> anchor.partners().isEmpty() == false)
                                        .isPresent())
                                .limit(LENDERS)
                                .toList()));
    }
}
