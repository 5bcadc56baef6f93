/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.assort.demo.node.Bulk;
import org.assort.demo.shop.Catalogue;
import org.assort.demo.shop.Role;
import org.assort.demo.shop.SampleShop;

/**
 * Products and what people search among them. Only products with a word of some query in their title are kept: the others
 * are in no answer.
 */
public record Shop(String name, List<Item> items, List<String> queries) {

    /** So that every node and every run gives a product the same rank. */
    private static final long RANKS = 20_261_122L;

    private static final int SAMPLE_STEP = 30;

    /** Where the real products lie within the data. */
    private static final String CHORUS = "chorus";

    public Shop {
        items = List.copyOf(items);
        queries = List.copyOf(queries);
    }

    /**
     * A product.
     *
     * @param rank unique, and unlike its place in the catalogue
     */
    public record Item(String id, String title, String brand, int rank) {

        private static final int MISSING = 17;
        private static final int UNSOLD = 7;
        private static final int BEST_SELLER = 1_000;
        private static final int MOST_TAGS = 3;

        /** So few tags that many products share each of them. */
        static final int TAGS = 12;

        /** Some have no vector. */
        boolean hasVector() {
            return rank % MISSING != 0;
        }

        /** Of none to three of the title's words; two words may have the same. */
        List<String> tags() {
            List<String> words = WordVectors.words(title);
            return words.subList(0, Math.min(words.size(), rank % (MOST_TAGS + 1))).stream()
                    .map(word -> tag(Math.floorMod(word.hashCode(), TAGS)))
                    .toList();
        }

        static String tag(int number) {
            return "tag-" + number;
        }

        /** How often it was sold; nothing is known of some. */
        OptionalInt sales() {
            return rank % UNSOLD == 0 ? OptionalInt.empty() : OptionalInt.of(BEST_SELLER / rank + rank % 3);
        }
    }

    /** Whether the real products are here. */
    public static boolean isReal(Workplace workplace) {
        return Files.isDirectory(workplace.data().resolve(CHORUS));
    }

    /** The Chorus products and the queries that people rated, or else the sample shop. */
    public static Shop read(Workplace workplace) throws IOException {
        if (!isReal(workplace)) {
            Catalogue sample = Catalogue.of(SampleShop.generate(SampleShop.SEED));
            List<String> titles = sample.titles(Integer.MAX_VALUE);
            List<String> queries = new ArrayList<>();
            for (int i = 0; i < titles.size(); i += SAMPLE_STEP) {
                List<String> words = WordVectors.words(titles.get(i));
                queries.add(String.join(" ", words.subList(0, Math.min(3, words.size()))));
            }
            return of(sample, queries.stream().distinct().toList());
        }
        Path folder = workplace.data().resolve(CHORUS);
        return of(Catalogue.of(folder.resolve("products.ndjson.xz"), Map.of()), queries(folder.resolve("ratings.csv")));
    }

    /** Lines of query, document and rating under a line of names; each query once. */
    private static List<String> queries(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .skip(1)
                .map(line -> line.replaceFirst(",[^,]*,[^,]*$", ""))
                .distinct()
                .toList();
    }

    /** Every so many of the products, which makes the indices smaller. */
    public Shop every(int step) {
        List<Item> some = new ArrayList<>();
        for (int i = 0; i < items.size(); i += step) {
            some.add(items.get(i));
        }
        return new Shop(name, some, queries);
    }

    private static Shop of(Catalogue catalogue, List<String> queries) throws IOException {
        Set<String> words = new HashSet<>();
        queries.forEach(query -> words.addAll(WordVectors.words(query)));
        List<Item> found = new ArrayList<>();
        try (Bulk.Documents products = catalogue.open()) {
            for (Bulk.Document next = products.next(); next != null; next = products.next()) {
                String title = catalogue.fields().value(next.source(), Role.TITLE);
                if (WordVectors.words(title).stream().anyMatch(words::contains)) {
                    String brand = catalogue.fields().value(next.source(), Role.BRAND);
                    found.add(new Item(next.id(), title, brand, 0));
                }
            }
        }
        return new Shop(catalogue.title(), ranked(found), queries);
    }

    private static List<Item> ranked(List<Item> found) {
        List<Integer> ranks = new ArrayList<>();
        for (int i = 1; i <= found.size(); i++) {
            ranks.add(i);
        }
        Collections.shuffle(ranks, new Random(RANKS));
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Item item = found.get(i);
            items.add(new Item(item.id(), item.title(), item.brand(), ranks.get(i)));
        }
        return items;
    }
}
