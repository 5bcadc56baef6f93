/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assort.demo.node.Http;

/** Searches with clauses in which everything is random that may be. One seed makes one search. */
public final class RandomSearches {

    private static final int LARGEST_WINDOW = 1_000;
    private static final List<Double> WEIGHTS = List.of(0.0, 0.25, 0.5, 1.0);

    private final List<String> queries;
    private final List<String> fitting;
    private final int products;
    private final RandomWishes wishes;

    private RandomSearches(List<String> queries, List<String> fitting, Shop shop) {
        this.queries = queries;
        this.fitting = fitting;
        this.products = shop.items().size();
        this.wishes = new RandomWishes(shop.items());
    }

    /** Searches in a shop, one index of which is asked how much each query finds. */
    public static RandomSearches in(Shop shop, Http http, String index) throws IOException {
        List<String> queries = new ArrayList<>();
        List<String> fitting = new ArrayList<>();
        for (String query : shop.queries()) {
            ObjectNode body = Http.JSON.createObjectNode();
            body.set("query", ShopSearch.byWords(query));
            int found =
                    http.post("/" + index + "/_count", body).ok().path("count").asInt();
            if (found > 0) {
                queries.add(query);
            }
            if (found > 0 && found <= LARGEST_WINDOW) {
                fitting.add(query);
            }
        }
        if (fitting.isEmpty()) {
            throw new IOException("no query finds 1 to " + LARGEST_WINDOW + " products of " + shop.name());
        }
        return new RandomSearches(queries, fitting, shop);
    }

    /** Seeds that follow one another would draw alike at first. */
    private static Random random(long seed) {
        return new Random(seed * 0x9E37_79B9_7F4A_7C15L);
    }

    /** A search of either kind. */
    public ShopSearch next(long seed) {
        Random random = random(seed);
        return random.nextInt(3) > 0 ? unique(random, seed) : tied(random, seed);
    }

    /** A search over unique scores. */
    ShopSearch uniqueOnly(long seed) {
        return unique(random(seed), seed);
    }

    /** A search over unique scores, for a list of a whole window. */
    ShopSearch list(long seed, int window) {
        Random random = random(seed);
        String text = any(random, queries);
        ObjectNode body = ShopSearch.body(ShopSearch.byRank(text), window);
        ObjectNode clause = clause(random, text, window);
        body.putObject("rescore").put("window_size", window).set("diversify", clause);
        filter(random, body);
        return new ShopSearch("list of seed " + seed, body);
    }

    private ShopSearch unique(Random random, long seed) {
        String text = any(random, queries);
        ObjectNode body = ShopSearch.body(ShopSearch.byRank(text), 0);
        int window = any(random, List.of(1, 2, 10, 50, 100, 100, 200, LARGEST_WINDOW));
        page(random, body);
        ObjectNode clause = clause(random, text, window);
        if (random.nextInt(20) == 0) {
            clause.put("apply", false);
        }
        ObjectNode rescore = body.putObject("rescore");
        if (window != 100 || random.nextBoolean()) {
            rescore.put("window_size", window);
        }
        rescore.set("diversify", clause);
        filter(random, body);
        if (random.nextInt(6) == 0) {
            body.put("min_score", 1 + random.nextInt(products));
        }
        return new ShopSearch("search of seed " + seed, body);
    }

    private ShopSearch tied(Random random, long seed) {
        String text = any(random, fitting);
        ObjectNode body = ShopSearch.body(ShopSearch.byWords(text), 0);
        page(random, body);
        ObjectNode clause = clause(random, text, LARGEST_WINDOW)
                .put("tie_breaker", any(random, List.of(ShopIndex.SKU, ShopIndex.RANK)));
        body.putObject("rescore").put("window_size", LARGEST_WINDOW).set("diversify", clause);
        filter(random, body);
        if (random.nextInt(6) == 0) {
            body.put("min_score", 2);
        }
        return new ShopSearch("search with ties of seed " + seed, body);
    }

    private static void page(Random random, ObjectNode body) {
        body.put("size", any(random, List.of(0, 1, 10, 10, 10, 20, 40)));
        if (random.nextInt(3) == 0) {
            body.put("from", any(random, List.of(1, 5, 10, 20, 60, 150)));
        }
        body.put("explain", random.nextInt(5) > 0);
    }

    private void filter(Random random, ObjectNode body) {
        if (random.nextInt(6) == 0) {
            body.putObject("post_filter")
                    .putObject("range")
                    .putObject(ShopIndex.RANK)
                    .put("lte", 1 + random.nextInt(products));
        }
    }

    private ObjectNode clause(Random random, String text, int window) {
        ObjectNode clause = Http.JSON.createObjectNode().put("vector_field", ShopIndex.VECTOR);
        query(random, text, clause);
        maybe(random, clause, "method", List.of("mmr", "dpp", "dpp"));
        maybe(random, clause, "missing_vector", List.of("neutral", "last", "last"));
        maybe(random, clause, "tie_breaker", List.of(ShopIndex.SKU, ShopIndex.RANK));
        diversity(random, clause);
        if (random.nextBoolean()) {
            double query = any(random, WEIGHTS);
            double semantic = query == 0 ? 1 : any(random, WEIGHTS);
            clause.putObject("relevance").put("query", query).put("semantic", semantic);
        }
        if (random.nextInt(3) == 0) {
            clause.put("report", true);
        }
        // Few enough that a shard's allowance of texts is never used up, whatever the number of shards.
        if (window <= 100 && random.nextInt(8) == 0) {
            clause.putArray("text_fields").add(ShopIndex.TITLE);
        }
        wishes.addTo(clause, text, random);
        return clause;
    }

    private static void diversity(Random random, ObjectNode clause) {
        switch (random.nextInt(10)) {
            case 0, 1 -> {
                // Left out: the default.
            }
            case 2 -> clause.put("diversity", "auto");
            case 3 -> {
                clause.put("relevance_budget", any(random, List.of(0.0, 0.02, 0.1, 0.3, 1.0)));
                if (random.nextBoolean()) {
                    clause.put("budget_depth", any(random, List.of(1, 5, 20)));
                }
            }
            default -> {
                double[] often = {0, 1, 0.2, 0.05};
                int which = random.nextInt(2 * often.length);
                clause.put("diversity", which < often.length ? often[which] : random.nextDouble());
            }
        }
    }

    private static void query(Random random, String text, ObjectNode clause) {
        switch (random.nextInt(4)) {
            case 0 -> clause.put("query_text", text);
            case 1, 2 -> clause.set("query_vector", ShopIndex.array(WordVectors.of(text)));
            default -> {
                // Left out: taken from the query, or nothing.
            }
        }
    }

    private static void maybe(Random random, ObjectNode object, String field, List<String> values) {
        if (random.nextBoolean()) {
            object.put(field, any(random, values));
        }
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
