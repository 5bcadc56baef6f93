/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assort.demo.node.Http;
import org.junit.Test;

/** {@code pin} keeps products where they are in the order of relevance. */
public final class PinsIT extends PageTestCase {

    private static List<String> byRelevance() throws IOException {
        return Answer.of(list(clause("{'diversity': 0}"))).ids().subList(0, WINDOW);
    }

    @Test
    public void firstOfRelevanceKeepTheirPlaces() throws IOException {
        List<String> byRelevance = byRelevance();
        for (int first : List.of(0, 1, 5, WINDOW, 1_000)) {
            Http.Response list = list(clause("{'pin': %d}".formatted(first)));
            int kept = Math.min(first, WINDOW);
            assertEquals(byRelevance.subList(0, kept), Answer.of(list).ids().subList(0, kept));
            judge(list, "mmr", List.of(), (id, place) -> place < first);
            assertEquals(kept, pinned(list));
        }
    }

    /** How many positions are explained as pinned. */
    private static long pinned(Http.Response list) throws IOException {
        return Answer.of(list).hits().stream()
                .filter(hit ->
                        hit.json().at("/_explanation/description").asText().contains(", pinned to it"))
                .count();
    }

    @Test
    public void idsKeepTheirPlaces() throws IOException {
        List<String> byRelevance = byRelevance();
        Set<String> ids = new HashSet<>();
        while (ids.size() < 5) {
            ids.add(randomFrom(byRelevance));
        }
        ObjectNode clause = clause();
        ArrayNode pin = clause.putArray("pin");
        ids.forEach(pin::add);
        pin.add("nobody").add(shop.byRank().getLast().id());
        Http.Response list = list(clause);
        for (String id : ids) {
            assertEquals(
                    "the place of " + id,
                    byRelevance.indexOf(id),
                    Answer.of(list).ids().indexOf(id));
        }
        judge(list, "mmr", List.of(), (id, place) -> ids.contains(id));
        assertEquals(5, pinned(list));
        JsonNode told = report(list).path("pinned");
        assertEquals(told.toString(), 7, told.path("asked").asInt());
        assertEquals(told.toString(), 5, told.path("found").asInt());
        // Whatever page is asked for.
        Answer page = same(request(allByRank(), 7, WINDOW, clause).put("from", 11));
        assertEquals(Answer.of(list).ids().subList(11, 18), page.ids());
    }

    @Test
    public void pinsWinOverTerms() throws IOException {
        Http.Response list = list(clause("{'pin': 3, 'coverage': [{'field': 'brand', 'weight': 5}]}"));
        judge(
                list,
                "mmr",
                List.of(SlowTerm.decay(5, DECAY, id -> List.of(shop.product(id).brand()))),
                (id, place) -> place < 3);
    }
}
