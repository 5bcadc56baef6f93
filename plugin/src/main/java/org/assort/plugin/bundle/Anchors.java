/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.common.document.DocumentField;
import org.opensearch.index.mapper.IdFieldMapper;
import org.opensearch.search.SearchHit;

/**
 * The anchors that a search's best hits are.
 *
 * @param relevances of each by item, the best first: its score between the least and the greatest of them, 1 where all are equal
 */
record Anchors(Map<String, Double> relevances) {

    /**
     * Of the first hits.
     *
     * @param hits from rank 1 on
     * @param field what orders call a hit by
     */
    static Anchors of(List<SearchHit> hits, String field) {
        Map<String, Float> scores = new LinkedHashMap<>();
        for (SearchHit hit : hits) {
            String item = item(hit, field);
            if (item != null) {
                scores.putIfAbsent(item, hit.getScore());
            }
        }
        double least =
                scores.values().stream().mapToDouble(Float::doubleValue).min().orElse(0);
        double most =
                scores.values().stream().mapToDouble(Float::doubleValue).max().orElse(0);
        Map<String, Double> relevances = new LinkedHashMap<>();
        scores.forEach((item, score) -> relevances.put(item, most > least ? (score - least) / (most - least) : 1.0));
        return new Anchors(relevances);
    }

    private static String item(SearchHit hit, String field) {
        if (IdFieldMapper.NAME.equals(field)) {
            return hit.getId();
        }
        DocumentField found = hit.field(field);
        return found == null || found.getValues().isEmpty()
                ? null
                : String.valueOf(found.getValues().getFirst());
    }

    /** Returns the items, the best first. */
    List<String> items() {
        return List.copyOf(relevances.keySet());
    }
}
