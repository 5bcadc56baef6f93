/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.assort.demo.node.OpenSearchNode;

/** Many clients at once, each with searches that embed texts and with texts to embed, get what one client gets. */
final class ClientsSoak implements SoakTask {

    private static final int CLIENTS = 8;
    private static final int REQUESTS_OF_EACH = 2_000;

    /** Different requests of each kind. */
    private static final int DIFFERENT = 150;

    private static final int MOST_TEXTS = 4;
    private static final int PRODUCTS = 1_500;
    private static final int SHOWN = 5;
    private static final String EMBED = "/_plugins/_assort/models/" + Artifacts.MINI_LM + "/_embed";

    @Override
    public String name() {
        return "clients";
    }

    @Override
    public String about() {
        return "8 clients with 2,000 searches and embeds each: every answer is the one that a single client gets";
    }

    /** A request and what it is answered with. */
    private interface Known {
        Optional<String> flaw() throws IOException;
    }

    @Override
    public void run(Workplace workplace, Random random, Figures figures) throws Exception {
        Shop all = Shop.read(workplace);
        Shop shop = all.every(Math.max(1, all.items().size() / PRODUCTS));
        figures.info("data", shop.name() + ", " + shop.items().size() + " products");
        figures.step("starting a node");
        try (OpenSearchNode node = workplace.node()) {
            ShopIndices indices = new ShopIndices(node.http(), "clients", List.of(1)).fill(shop, 0);
            figures.step("asking for " + 2 * DIFFERENT + " answers");
            List<Known> known = new ArrayList<>();
            for (int i = 0; i < DIFFERENT; i++) {
                known.add(search(node.http(), indices.names().getFirst(), shop, random));
                known.add(embed(node.http(), shop, random));
            }
            long first = random.nextLong();
            int requests = CLIENTS * REQUESTS_OF_EACH;
            figures.step("asking with " + CLIENTS + " clients");
            List<String> flaws = Clients.flaws(
                    CLIENTS,
                    requests,
                    i -> known.get(new Random(first + i).nextInt(known.size())).flaw());
            flaws.stream().limit(SHOWN).forEach(figures::step);
            figures.info("requests", Integer.toString(requests));
            figures.atMost("different", 0, flaws.size());
        }
    }

    /** Products have no vector that the clause reads: the node embeds their titles, and the query. */
    private static Known search(Http http, String index, Shop shop, Random random) throws IOException {
        String query = shop.queries().get(random.nextInt(shop.queries().size()));
        ObjectNode body = ShopSearch.body(ShopSearch.byRank(query), 10);
        body.putObject("rescore")
                .put("window_size", 20 + random.nextInt(80))
                .putObject("diversify")
                .put("query_text", query)
                .put("method", random.nextBoolean() ? "mmr" : "dpp")
                .put("diversity", random.nextInt(10) / 10.0)
                .putArray("text_fields")
                .add(ShopIndex.TITLE);
        Found expected = Found.search(http, index, body);
        return () -> {
            Http.Response answer = http.post("/" + index + "/_search", body);
            if (!answer.isOk() || !Found.isWhole(answer.body())) {
                return Optional.of("status " + answer.status() + ": " + answer.reason());
            }
            return Found.of(answer.body()).difference(expected);
        };
    }

    private static Known embed(Http http, Shop shop, Random random) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode();
        ArrayNode texts = body.putArray("texts");
        for (int i = random.nextInt(MOST_TEXTS); i >= 0; i--) {
            texts.add(shop.items().get(random.nextInt(shop.items().size())).title());
        }
        body.put("purpose", random.nextBoolean() ? "query" : "passage");
        JsonNode expected = http.post(EMBED, body).ok().path("vectors");
        return () -> {
            Http.Response answer = http.post(EMBED, body);
            if (!answer.isOk()) {
                return Optional.of("status " + answer.status() + ": " + answer.reason());
            }
            // To the bit: the same number is written in the same digits.
            return answer.body().path("vectors").equals(expected)
                    ? Optional.empty()
                    : Optional.of("other vectors for " + texts);
        };
    }
}
