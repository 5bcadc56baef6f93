/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.evaluate.measure.Judgments;
import org.assort.model.FileDigest;

/**
 * Products, queries and ratings. Queries without any relevant product are left out: whatever is found for them, the
 * measures are 0, and as in TREC they are no part of a mean.
 *
 * @param name for the report
 * @param queries in the order of the ratings
 * @param judgments one for each query
 * @param ratingsDigest SHA-256 of the ratings, in hex
 */
public record RatedShop(
        String name, List<Item> items, List<String> queries, List<Judgments> judgments, String ratingsDigest) {

    /** The ratings that the project's bars are about: those of the Chorus project, on its electronics products. */
    private static final String CHORUS = "8005eae858965b23edc65d3e6cb4f3f9881707fe5efb78a13445eb5d3fcab5b5";

    public RatedShop {
        items = List.copyOf(items);
        queries = List.copyOf(queries);
        judgments = List.copyOf(judgments);
    }

    /**
     * Reads a folder.
     *
     * @param aspect the field whose values are the subtopics of a query
     * @throws IOException in words for the user, where a file is missing or wrong
     */
    public static RatedShop read(Path folder, String aspect) throws IOException {
        List<Item> items = new ProductFile(folder, aspect).read();
        Map<String, Set<String>> aspects = new LinkedHashMap<>();
        items.forEach(item -> aspects.put(item.product().id(), item.values(aspect)));
        if (aspects.values().stream().allMatch(Set::isEmpty)) {
            throw new IOException("[--aspect] must be a field of the products, got [" + aspect + "]");
        }
        Path file = folder.resolve("ratings.csv");
        List<String> queries = new ArrayList<>();
        List<Judgments> judgments = new ArrayList<>();
        Map<String, Map<String, Integer>> rated = RatingsFile.read(file);
        rated.forEach((query, ratings) -> {
            if (ratings.values().stream().anyMatch(rating -> rating > 0)) {
                queries.add(query);
                judgments.add(Judgments.of(ratings, id -> aspects.getOrDefault(id, Set.of())));
            }
        });
        String name = folder.toAbsolutePath().normalize().getFileName() + ", " + items.size() + " products, "
                + queries.size() + " of " + rated.size() + " rated queries have a relevant product";
        return new RatedShop(name, items, queries, judgments, FileDigest.hex(file));
    }

    /** Whether these are the ratings that the bars are about. */
    public boolean isChorus() {
        return ratingsDigest.equals(CHORUS);
    }
}
