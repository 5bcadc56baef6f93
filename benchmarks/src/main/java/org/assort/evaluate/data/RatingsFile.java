/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code ratings.csv}: a line of names, then lines of query, product id and rating. A query may have commas, with
 * or without quotes around it, since the other two have none.
 */
final class RatingsFile {

    private static final String HEADER = "query,docid,rating";
    private static final Pattern LINE = Pattern.compile("(?<query>.+),(?<id>[^,]+),\\s*(?<rating>[0-3])\\s*");

    private RatingsFile() {}

    /** Ratings by product id, by query, in the order of the file. */
    static Map<String, Map<String, Integer>> read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("[--data] must hold ratings.csv, got [" + file.getParent() + "]");
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.isEmpty() || !lines.getFirst().strip().equals(HEADER)) {
            throw new IOException("line 1 of " + file + " must be " + HEADER);
        }
        Map<String, Map<String, Integer>> ratings = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                add(ratings, lines.get(i), "line " + (i + 1) + " of " + file);
            }
        }
        return ratings;
    }

    private static void add(Map<String, Map<String, Integer>> ratings, String line, String where) throws IOException {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IOException(where + " must be a query, a product id and a rating from 0 to 3");
        }
        String query = unquote(parts.group("query").strip());
        String id = unquote(parts.group("id").strip());
        Integer before = ratings.computeIfAbsent(query, first -> new LinkedHashMap<>())
                .put(id, Integer.valueOf(parts.group("rating")));
        if (before != null) {
            throw new IOException(where + " rates the product [" + id + "] again");
        }
    }

    private static String unquote(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
    }
}
