/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assort.demo.node.Http;

/**
 * Compares whole answers about two indices: everything but their names, times, and which shard or node did it. Numbers, in
 * texts too, may differ in the last bits: vectorised sums may be ordered otherwise once they are compiled.
 */
final class Likeness {

    private static final double TOLERANCE = 1e-5;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+\\.[0-9]+(E-?[0-9]+)?");
    private static final Set<String> VOLATILE = Set.of(
            "took",
            "took_millis",
            "_shard",
            "_node",
            "shard",
            "node",
            "index_uuid",
            "pit_id",
            "_seq_no",
            "_primary_term");

    private Likeness() {}

    /** Fails unless an answer about one index is like that about another. */
    static void assertAlike(String what, String index, Http.Response expected, String otherIndex, Http.Response found)
            throws IOException {
        String difference = expected.status() == found.status()
                ? difference("", json(expected, index), json(found, otherIndex))
                : "status " + expected.status() + " and " + found.status();
        if (difference == null && warnings(expected, index).equals(warnings(found, otherIndex)) == false) {
            difference = "warnings " + warnings(expected, index) + " and " + warnings(found, otherIndex);
        }
        if (difference != null) {
            throw new AssertionError(
                    what + "\n" + difference + "\nexpected " + expected.text() + "\nfound " + found.text());
        }
    }

    private static JsonNode json(Http.Response response, String index) throws IOException {
        return Http.JSON.readTree(response.text().replace(index, "INDEX"));
    }

    private static List<String> warnings(Http.Response response, String index) {
        return response.warnings().stream()
                .map(warning -> warning.replace(index, "INDEX"))
                .sorted()
                .toList();
    }

    /** Returns where two trees differ first, or null. */
    private static String difference(String path, JsonNode expected, JsonNode found) {
        if (expected.isObject() && found.isObject()) {
            return differenceOfObjects(path, expected, found);
        }
        if (expected.isArray() && found.isArray() && expected.size() == found.size()) {
            for (int i = 0; i < expected.size(); i++) {
                String difference = difference(path + "/" + i, expected.get(i), found.get(i));
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
        boolean same;
        if (expected.isNumber() && found.isNumber()) {
            same = near(expected.asDouble(), found.asDouble());
        } else if (expected.isTextual() && found.isTextual()) {
            same = sameText(expected.asText(), found.asText());
        } else {
            same = expected.equals(found);
        }
        return same ? null : path + " is " + expected + " and " + found;
    }

    private static String differenceOfObjects(String path, JsonNode expected, JsonNode found) {
        JsonNode one = madeOrCached(expected);
        JsonNode other = madeOrCached(found);
        Set<String> names = new TreeSet<>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        names.removeAll(VOLATILE);
        for (String name : names) {
            String difference = difference(path + "/" + name, one.path(name), other.path(name));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    /** A vector that one search made is in the cache for the next: only how many they are together is told by the index. */
    private static JsonNode madeOrCached(JsonNode counts) {
        if (counts.has("embedded") == false || counts.has("cached") == false) {
            return counts;
        }
        ObjectNode sum = counts.deepCopy();
        sum.put(
                "embedded",
                counts.path("embedded").asInt() + counts.path("cached").asInt());
        sum.remove("cached");
        return sum;
    }

    private static boolean near(double expected, double found) {
        return Math.abs(expected - found) <= TOLERANCE;
    }

    private static boolean sameText(String expected, String found) {
        if (expected.equals(found)) {
            return true;
        }
        List<Double> one = numbers(expected);
        List<Double> other = numbers(found);
        boolean same = words(expected).equals(words(found)) && one.size() == other.size();
        for (int i = 0; same && i < one.size(); i++) {
            same = near(one.get(i), other.get(i));
        }
        return same;
    }

    private static String words(String text) {
        return NUMBER.matcher(text).replaceAll("#");
    }

    private static List<Double> numbers(String text) {
        List<Double> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            numbers.add(Double.valueOf(matcher.group()));
        }
        return numbers;
    }
}
