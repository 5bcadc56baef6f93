/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * What random clauses ask of the list as a whole: coverage, quotas, novelty and pins. They speak of products with a word of
 * the query, so that most of it concerns what is found.
 */
final class RandomWishes {

    private static final int MOST_QUOTAS = 3;
    private static final int MOST_IDS = 20;
    private static final int RANGES = 5;

    private final List<Shop.Item> items;
    private final Map<String, List<Shop.Item>> byWord = new HashMap<>();

    RandomWishes(List<Shop.Item> items) {
        this.items = items;
        for (Shop.Item item : items) {
            for (String word : new TreeSet<>(WordVectors.words(item.title()))) {
                byWord.computeIfAbsent(word, key -> new ArrayList<>()).add(item);
            }
        }
    }

    /** Adds some of it to a clause, or nothing. */
    void addTo(ObjectNode clause, String text, Random random) {
        List<Shop.Item> near = near(text);
        if (random.nextInt(3) == 0) {
            coverage(clause.putArray("coverage"), near, random);
        }
        if (random.nextInt(4) == 0) {
            ArrayNode quotas = clause.putArray("quotas");
            int count = 1 + random.nextInt(MOST_QUOTAS);
            for (int i = 0; i < count; i++) {
                quota(quotas.addObject(), near, random);
            }
        }
        if (random.nextInt(5) == 0) {
            clause.putObject("novelty")
                    .put("field", any(random, List.of(ShopIndex.SALES, ShopIndex.RANK)))
                    .put("weight", any(random, List.of(0.0, 0.1, 0.5)));
        }
        switch (random.nextInt(10)) {
            case 0 -> clause.put("pin", any(random, List.of(0, 1, 3, 15)));
            case 1 -> ids(clause.putArray("pin"), near, random);
            default -> {
                // Nothing is pinned.
            }
        }
    }

    /** Products with a word of a text; all where there is none. */
    private List<Shop.Item> near(String text) {
        for (String word : WordVectors.words(text)) {
            if (byWord.containsKey(word)) {
                return byWord.get(word);
            }
        }
        return items;
    }

    private void coverage(ArrayNode coverage, List<Shop.Item> near, Random random) {
        if (random.nextBoolean()) {
            worth(coverage.addObject().put("field", any(random, List.of(ShopIndex.TAGS, ShopIndex.BRAND))), random);
        }
        if (random.nextInt(3) == 0) {
            ObjectNode byRank = coverage.addObject().put("field", ShopIndex.RANK);
            ArrayNode ranges = byRank.putArray("ranges");
            int edges = 1 + random.nextInt(RANGES);
            for (int i = 1; i <= edges; i++) {
                ranges.add(i * items.size() / (edges + 1.0));
            }
            worth(byRank, random);
        }
        if (random.nextInt(3) == 0 || coverage.isEmpty()) {
            ObjectNode target = weight(coverage.addObject().put("field", ShopIndex.BRAND), random)
                    .putObject("target");
            String brand = any(random, near).brand();
            double share = any(random, List.of(0.0, 0.25, 0.5));
            target.put(brand.equals("other") ? "another" : brand, share);
            target.put("other", 1 - share);
        }
    }

    private static void worth(ObjectNode coverage, Random random) {
        if (random.nextBoolean()) {
            coverage.put("decay", any(random, List.of(0.0, 0.3, 0.9, 1.0)));
        }
        weight(coverage, random);
    }

    private static ObjectNode weight(ObjectNode coverage, Random random) {
        return random.nextBoolean() ? coverage.put("weight", any(random, List.of(0.0, 0.2, 1.0))) : coverage;
    }

    private static void quota(ObjectNode quota, List<Shop.Item> near, Random random) {
        int within = any(random, List.of(4, 5, 10, 10, 20));
        if (within != 10 || random.nextBoolean()) {
            quota.put("within", within);
        }
        switch (random.nextInt(4)) {
            case 0, 1 -> quota.put("field", ShopIndex.BRAND).put("max", 1 + random.nextInt(3));
            case 2 -> {
                quota.put("field", ShopIndex.TAGS).put("value", Shop.Item.tag(random.nextInt(Shop.Item.TAGS)));
                bounds(quota, random);
            }
            default -> {
                quota.put("field", ShopIndex.BRAND)
                        .put("value", any(random, near).brand());
                bounds(quota, random);
            }
        }
    }

    private static void bounds(ObjectNode quota, Random random) {
        int min = random.nextInt(3);
        if (random.nextBoolean()) {
            quota.put("min", min);
        }
        if (quota.has("min") == false || random.nextBoolean()) {
            quota.put("max", min + random.nextInt(2));
        }
    }

    private static void ids(ArrayNode pinned, List<Shop.Item> near, Random random) {
        int count = 1 + random.nextInt(MOST_IDS);
        for (int i = 0; i < count; i++) {
            pinned.add(any(random, near).id());
        }
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
