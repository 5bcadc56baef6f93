/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.bundles;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.orders.OrdersIndex;

/** That what will be timed counts the same: pairs of the exact way are held against those of nested {@code terms}. */
final class PairCheck {

    private PairCheck() {}

    /**
     * Compares.
     *
     * @param nested what the node answered to nested {@code terms} of the anchors
     * @return how many pairs both told
     * @throws IOException where a count differs, or there is nothing to compare
     */
    static int compare(KeepAlive client, OrdersIndex index, List<String> anchors, JsonNode nested) throws IOException {
        Map<String, Long> counts = counts(nested);
        JsonNode bundles = Asked.whole(client, Asked.request(index.name(), Way.BUNDLE_EXACT.search(anchors)))
                .at("/aggregations/bundles/buckets");
        int compared = 0;
        for (JsonNode bundle : bundles) {
            List<String> items = bundle.path("items").findValuesAsText("id");
            String pair = String.join(" ", items);
            if (items.size() == 2 && counts.containsKey(pair)) {
                compared++;
                if (counts.get(pair) != bundle.path("doc_count").asLong()) {
                    throw new IOException("[" + pair + "] must be in " + counts.get(pair) + " orders, got " + bundle);
                }
            }
        }
        if (bundles.isEmpty()) {
            throw new IOException("there must be bundles of " + anchors);
        }
        return compared;
    }

    /** By anchor and partner. */
    private static Map<String, Long> counts(JsonNode answer) {
        Map<String, Long> counts = new HashMap<>();
        for (JsonNode anchor :
                answer.path("aggregations").path(OrdersIndex.ANCHORS).path("buckets")) {
            for (JsonNode partner : anchor.path(OrdersIndex.PARTNERS).path("buckets")) {
                counts.put(
                        anchor.path("key").asText() + " " + partner.path("key").asText(),
                        partner.path("doc_count").asLong());
            }
        }
        return counts;
    }
}
