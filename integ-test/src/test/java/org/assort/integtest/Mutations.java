/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Makes bad clauses of a good one, as raw text: not all of them are JSON that a library would write. */
final class Mutations {

    /**
     * A bad request.
     *
     * @param body the whole search
     * @param named what the refusal must name
     */
    record Bad(String body, String named) {}

    static final List<String> NOT_STRINGS =
            List.of("7", "0.5", "-1e300", "true", "null", "[]", "[\"a\"]", "{}", "{\"a\":{\"b\":[1]}}");
    static final List<String> NOT_NUMBERS =
            List.of("\"0.5\"", "\"NaN\"", "\"\"", "\"-Infinity\"", "true", "null", "[]", "[0.5]", "{}", "{\"a\":1}");
    static final List<String> NOT_OBJECTS = List.of("1", "\"query\"", "null", "true", "[]", "[{}]");

    private static final Map<String, List<String>> BAD = bad();

    private final Map<String, String> good;
    private final Random random;

    /** Starts from the fields of a good clause, each with its value's text. */
    Mutations(Map<String, String> good, Random random) {
        this.good = good;
        this.random = random;
    }

    private static Map<String, List<String>> bad() {
        Map<String, List<String>> bad = new LinkedHashMap<>();
        bad.put(
                "query_vector",
                concat(
                        NOT_STRINGS,
                        List.of(
                                "\"1,2,3,4\"",
                                "[1,2,3]",
                                "[1,2,3,4,5]",
                                "[0,0,0,0]",
                                "[1,2,3,1e39]",
                                "[-1e400,2,3,4]",
                                "[1,null,3,4]",
                                "[[1,2,3,4]]",
                                "[1,\"NaN\",3,4]",
                                "[1,{},3,4]",
                                "[true,false,true,true]",
                                list("0.5", 20_000))));
        bad.put(
                "model",
                concat(
                        NOT_STRINGS,
                        List.of(
                                "\"\"",
                                "\" \\t\"",
                                "\"no-such-model\"",
                                "\"../../etc/passwd\"",
                                "\"{}\"",
                                text(1_001),
                                text(200_000))));
        bad.put(
                "vector_field",
                concat(
                        NOT_STRINGS,
                        List.of(
                                "\"\"",
                                "\"  \"",
                                "\"nope\"",
                                "\"title\"",
                                "\"price\"",
                                "\"emb.x\"",
                                "\"e*\"",
                                text(5_000))));
        bad.put(
                "text_fields",
                concat(
                        NOT_OBJECTS,
                        List.of(
                                "\"title\"",
                                "{}",
                                "[\"\"]",
                                "[\"title\",\" \"]",
                                "[\"nope\"]",
                                "[1]",
                                "[null]",
                                "[[\"title\"]]",
                                "[{\"title\":1}]",
                                "[\"ti*\"]",
                                list("\"title\"", 17),
                                list("\"title\"", 10_000))));
        bad.put(
                "relevance",
                concat(
                        NOT_OBJECTS,
                        List.of(
                                "{}",
                                "{\"query\":0}",
                                "{\"query\":0,\"semantic\":0}",
                                "{\"query\":-0.1,\"semantic\":1}",
                                "{\"query\":1,\"semantic\":\"NaN\"}",
                                "{\"query\":null}",
                                "{\"semantic\":{}}",
                                "{\"semantic\":[1]}",
                                "{\"query\":1e400}",
                                "{\"profile\":-1}",
                                "{\"profile\":0}",
                                "{\"query\":1,\"profile\":\"1\"}",
                                "{\"query\":1,\"Semantic\":1}",
                                "{\"query\":true}")));
        bad.put("method", concat(NOT_STRINGS, List.of("\"\"", "\"MMR\"", "\"mmr \"", "\"greedy\"", text(100_000))));
        bad.put(
                "diversity",
                concat(
                        NOT_NUMBERS,
                        List.of(
                                "-0.0001",
                                "1.0001",
                                "2",
                                "-1",
                                "1e300",
                                "1e400",
                                "-1e400",
                                "99999999999999999999",
                                "\"Auto\"")));
        bad.put("missing_vector", concat(NOT_STRINGS, List.of("\"\"", "\"first\"", "\"Neutral\"", "\"error,last\"")));
        bad.putAll(BadWishes.all());
        return bad;
    }

    static List<String> concat(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    static String text(int length) {
        return "\"" + "x".repeat(length) + "\"";
    }

    static String list(String element, int count) {
        return "[" + (element + ",").repeat(count - 1) + element + "]";
    }

    /** The next bad request, of any kind. */
    Bad next() {
        return switch (random.nextInt(8)) {
            case 0 -> unknownField();
            case 1 -> repeatedField();
            case 2 -> badWindow();
            case 3 -> badNeighbour();
            case 4 -> deep();
            default -> badValue();
        };
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Bad badValue() {
        String field = any(List.copyOf(BAD.keySet()));
        return new Bad(search(with(field, any(BAD.get(field)))), field);
    }

    private Bad unknownField() {
        String field = any(List.of(
                "lambda",
                "Diversity",
                "query-text",
                "window_size",
                "__proto__",
                "",
                "\\u0000",
                "a".repeat(500),
                "é{}"));
        String named = field.equals("\\u0000") ? "diversify" : field;
        return new Bad(search(with(field, any(List.of("1", "null", "{\"a\":[]}", "\"x\"")))), named);
    }

    private Bad repeatedField() {
        String field = any(List.copyOf(good.keySet()));
        String clause = text(good);
        String again = clause.substring(0, clause.length() - 1) + ",\"" + field + "\":" + good.get(field) + "}";
        return new Bad(search(again), field);
    }

    private Bad badWindow() {
        String window = any(List.of("0", "-1", "1001", "2147483647", "null", "[]", "[10]", "{}"));
        return new Bad(search(window, text(good), ""), "window_size");
    }

    private Bad badNeighbour() {
        String clause = text(good);
        String diversify = "{\"window_size\":10,\"diversify\":" + clause + "}";
        String other = "{\"query\":{\"rescore_query\":{\"match_all\":{}}}}";
        return switch (random.nextInt(6)) {
            case 0 -> new Bad(searchWith("[" + diversify + "," + diversify + "]", ""), "diversify");
            case 1 -> new Bad(searchWith("[" + diversify + "," + other + "]", ""), "diversify");
            case 2 -> new Bad(search("10", clause, ",\"sort\":[\"price\"]"), "sort");
            case 3 -> new Bad(search("10", clause, ",\"collapse\":{\"field\":\"price\"}"), "collapse");
            case 4 -> new Bad(search("10", any(NOT_OBJECTS), ""), "diversify");
            default ->
                new Bad(searchWith("{\"diversify\":" + clause + ",\"diversify\":" + clause + "}", ""), "diversify");
        };
    }

    private Bad deep() {
        String field = any(List.copyOf(BAD.keySet()));
        int depth = 10 + random.nextInt(600);
        String value = random.nextBoolean()
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
        return new Bad(search(with(field, value)), field);
    }

    private String with(String field, String value) {
        Map<String, String> fields = new LinkedHashMap<>(good);
        fields.put(field, value);
        return text(fields);
    }

    private static String text(Map<String, String> fields) {
        StringJoiner clause = new StringJoiner(",", "{", "}");
        fields.forEach((name, value) -> clause.add("\"" + name + "\":" + value));
        return clause.toString();
    }

    /** The search with the good clause. */
    String good() {
        return search(text(good));
    }

    /** The search with the good clause, some fields of it replaced; a value of null takes the field away. */
    String replaced(Map<String, String> replacements) {
        Map<String, String> fields = new LinkedHashMap<>(good);
        replacements.forEach((name, value) -> {
            if (value == null) {
                fields.remove(name);
            } else {
                fields.put(name, value);
            }
        });
        return search(text(fields));
    }

    private static String search(String clause) {
        return search("10", clause, "");
    }

    private static String search(String window, String clause, String more) {
        return searchWith("{\"window_size\":" + window + ",\"diversify\":" + clause + "}", more);
    }

    /** A search with the text of what stands at {@code rescore}, and further fields of the request. */
    static String searchWith(String rescore, String more) {
        return "{\"query\":{\"match\":{\"title\":\"lamp\"}},\"size\":20" + more + ",\"rescore\":" + rescore + "}";
    }

    /** Every kind of bad value, once: what a random run may miss. */
    List<Bad> everyBadValue() {
        return BAD.entrySet().stream()
                .flatMap(field -> field.getValue().stream()
                        .map(value -> new Bad(search(with(field.getKey(), value)), field.getKey())))
                .collect(Collectors.toList());
    }
}
