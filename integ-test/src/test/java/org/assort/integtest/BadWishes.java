/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bad values of what a clause asks of the list as a whole, by its field. They stand in an index with a number {@code price}
 * and a text {@code title}.
 */
final class BadWishes {

    private static final String FIELD = "\"field\":\"price\"";

    private BadWishes() {}

    static Map<String, List<String>> all() {
        Map<String, List<String>> bad = new LinkedHashMap<>();
        bad.put("coverage", Mutations.concat(notArrays(), elements(coverages(), 9)));
        bad.put("quotas", Mutations.concat(notArrays(), elements(quotas(), 17)));
        bad.put("novelty", Mutations.concat(Mutations.NOT_OBJECTS, novelties()));
        bad.put(
                "pin",
                List.of(
                        "-1",
                        "1001",
                        "0.5",
                        "1e300",
                        "99999999999",
                        "\"1\"",
                        "true",
                        "null",
                        "{}",
                        "[]",
                        "[1]",
                        "[null]",
                        "[\"a\",[\"b\"]]",
                        "[{}]",
                        "[" + Mutations.text(1_001) + "]",
                        Mutations.list("\"a\"", 201),
                        Mutations.list("\"a\"", 20_000)));
        // Beside [diversity] a budget is one too many, whatever it is: its own refusals are told by MalformedClauseIT.
        bad.put("relevance_budget", Mutations.concat(Mutations.NOT_NUMBERS, List.of("0.1", "0", "-1", "2", "1e400")));
        bad.put("budget_depth", Mutations.concat(Mutations.NOT_NUMBERS, List.of("10", "0", "0.5", "1e300")));
        return bad;
    }

    private static List<String> notArrays() {
        return List.of("1", "\"price\"", "null", "true", "{}", "{" + FIELD + "}");
    }

    /** One alone, and one behind a good one; and more than are allowed. */
    private static List<String> elements(List<String> bad, int tooMany) {
        List<String> arrays = new ArrayList<>();
        String good = "{" + FIELD + ",\"max\":3}";
        for (String element : bad) {
            arrays.add("[" + element + "]");
        }
        arrays.add("[null]");
        arrays.add("[1]");
        arrays.add("[\"price\"]");
        arrays.add("[[{" + FIELD + "}]]");
        arrays.add(Mutations.list(tooMany > 9 ? good : "{" + FIELD + "}", tooMany));
        arrays.add(Mutations.list("{" + FIELD + "}", 5_000));
        return arrays;
    }

    private static List<String> names() {
        return Mutations.concat(
                Mutations.NOT_STRINGS.stream()
                        .map(value -> "{\"field\":" + value)
                        .toList(),
                List.of(
                        "{\"field\":\"\"",
                        "{\"field\":\" \"",
                        "{\"field\":\"nope\"",
                        "{\"field\":\"title\"",
                        "{\"field\":\"emb\"",
                        "{\"field\":\"pr*\"",
                        "{\"field\":" + Mutations.text(1_001)));
    }

    private static List<String> with(String fields) {
        return names().stream().map(name -> name + fields + "}").toList();
    }

    private static List<String> priced(List<String> fields) {
        return fields.stream().map(field -> "{" + FIELD + "," + field + "}").toList();
    }

    private static List<String> numbers(String field) {
        return Mutations.concat(Mutations.NOT_NUMBERS, List.of("-0.1", "1e400", "-1e400")).stream()
                .map(value -> "\"" + field + "\":" + value)
                .toList();
    }

    private static List<String> coverages() {
        List<String> bad = new ArrayList<>(with(""));
        bad.add("{}");
        bad.add("{\"weight\":1}");
        bad.addAll(priced(numbers("weight")));
        bad.addAll(priced(numbers("decay")));
        bad.addAll(priced(List.of(
                "\"decay\":1.1",
                "\"max\":3",
                "\"decay\":0.5,\"target\":{\"1\":1}",
                "\"ranges\":[]",
                "\"ranges\":5",
                "\"ranges\":{}",
                "\"ranges\":[5,5]",
                "\"ranges\":[5,4]",
                "\"ranges\":[\"5\"]",
                "\"ranges\":[null]",
                "\"ranges\":[[5]]",
                "\"ranges\":[1,1e400]",
                "\"ranges\":" + Mutations.list("1", 101),
                "\"target\":{}",
                "\"target\":1",
                "\"target\":null",
                "\"target\":[]",
                "\"target\":\"shopper\"",
                "\"target\":\"profile\"",
                "\"target\":{\"1\":0.5}",
                "\"target\":{\"1\":0.6,\"2\":0.6}",
                "\"target\":{\"1\":1.5,\"2\":-0.5}",
                "\"target\":{\"1\":\"1\"}",
                "\"target\":{\"1\":null}",
                "\"target\":{\"1\":{}}",
                "\"target\":{\"1\":1e400}",
                "\"ranges\":[5],\"target\":{\"7\":1}")));
        bad.add("{\"field\":\"title\",\"ranges\":[5]}");
        return bad;
    }

    private static List<String> quotas() {
        List<String> bad = new ArrayList<>(with(",\"max\":1"));
        bad.add("{}");
        bad.add("{\"max\":1}");
        bad.add("{" + FIELD + "}");
        for (String count : List.of("min", "max", "within")) {
            bad.addAll(priced(Mutations.concat(Mutations.NOT_NUMBERS, List.of("-1", "0.5", "1e300", "1e400")).stream()
                    .map(value -> "\"value\":1,\"max\":1,\"" + count + "\":" + value)
                    .map(fields -> count.equals("max") ? fields.replaceFirst("\"max\":1,", "") : fields)
                    .toList()));
        }
        bad.addAll(priced(List.of(
                "\"max\":1,\"within\":0",
                "\"max\":1,\"within\":1001",
                "\"min\":1",
                "\"value\":1,\"min\":11",
                "\"value\":1,\"min\":3,\"max\":2",
                "\"value\":1,\"min\":6,\"within\":5",
                "\"max\":1,\"value\":null",
                "\"max\":1,\"value\":[]",
                "\"max\":1,\"value\":{}",
                "\"max\":1,\"value\":" + Mutations.text(1_001),
                "\"max\":1,\"weight\":1",
                "\"max\":1,\"ranges\":[1]")));
        return bad;
    }

    private static List<String> novelties() {
        List<String> bad = new ArrayList<>(with(""));
        bad.add("{}");
        bad.add("{\"weight\":1}");
        bad.add("{\"fields\":[\"price\"]}");
        bad.addAll(priced(numbers("weight")));
        bad.addAll(priced(List.of("\"decay\":1", "\"max\":1")));
        return bad;
    }
}
