/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What to search for when the user does not say. */
final class Queries {

    /** Queries of the sample shop whose best matches are families of variants. */
    static final List<String> SAMPLE = List.of("coffee table", "headphones", "backpack");

    private static final int COUNT = 3;
    private static final Pattern BREAK = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");
    private static final Set<String> DULL =
            Set.of("and", "the", "for", "with", "from", "inch", "black", "white", "new", "pack", "set", "series");

    private Queries() {}

    /**
     * Three queries that match plenty: those with the most products rated as relevant in a {@code ratings.csv} beside
     * the catalogue, else pairs of words that are frequent in its titles.
     */
    static List<String> of(Path data, List<String> titles) throws IOException {
        Path ratings = data.resolveSibling("ratings.csv");
        List<String> rated =
                Files.isReadable(ratings) ? rated(Files.readAllLines(ratings, StandardCharsets.UTF_8)) : List.of();
        return rated.size() == COUNT ? rated : frequent(titles);
    }

    /** From lines {@code query,product,rating} under a heading. */
    static List<String> rated(List<String> lines) {
        Map<String, Integer> relevant = new LinkedHashMap<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            int last = line.lastIndexOf(',');
            int first = line.lastIndexOf(',', last - 1);
            if (first > 0 && !line.substring(last + 1).strip().equals("0")) {
                relevant.merge(line.substring(0, first).replace("\"", "").strip(), 1, Integer::sum);
            }
        }
        return mostFrequent(relevant).stream().limit(COUNT).toList();
    }

    /** Pairs of neighbouring words without a word in common; single words where there are too few pairs. */
    static List<String> frequent(List<String> titles) {
        Map<String, Integer> pairs = new LinkedHashMap<>();
        Map<String, Integer> singles = new LinkedHashMap<>();
        for (String title : titles) {
            String[] words = BREAK.split(title.toLowerCase(Locale.ROOT), -1);
            Set<String> seen = new LinkedHashSet<>();
            for (int i = 0; i < words.length; i++) {
                if (tells(words[i])) {
                    seen.add(words[i]);
                    if (i > 0 && tells(words[i - 1])) {
                        seen.add(words[i - 1] + " " + words[i]);
                    }
                }
            }
            seen.forEach(term -> (term.contains(" ") ? pairs : singles).merge(term, 1, Integer::sum));
        }
        List<String> ranked = new ArrayList<>(mostFrequent(pairs));
        ranked.addAll(mostFrequent(singles));
        List<String> chosen = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (String term : ranked) {
            List<String> words = List.of(term.split(" ", -1));
            if (chosen.size() < COUNT && words.stream().noneMatch(used::contains)) {
                chosen.add(term);
                used.addAll(words);
            }
        }
        return chosen;
    }

    private static boolean tells(String word) {
        return WORD.matcher(word).matches() && !DULL.contains(word);
    }

    private static List<String> mostFrequent(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
