/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.mutate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes a JSON file by its values, one to three of them. */
final class JsonMutation {
    private static final int MOST_VALUES = 100_000;

    /** Characters of a text that count as a value. */
    private static final int TEXT = 20;

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "2",
            "0.5",
            "-0.0",
            "255",
            "256",
            "1000",
            "65536",
            "2147483647",
            "2147483648",
            "4294967295",
            "4294967296",
            "9223372036854775807",
            "18446744073709551616",
            "1e400",
            "-1e30");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "[UNK]",
            "[CLS]",
            "\u0000",
            "\uFFFD",
            "\u2581",
            "##",
            "\uD83D\uDE00",
            "(a+)+$",
            "\\s+",
            "A",
            "B",
            "WordPiece",
            "BPE",
            "Unigram",
            "WordLevel",
            "Sequence",
            "Replace",
            "Split",
            "ByteLevel",
            "Metaspace",
            "BertNormalizer",
            "NFKC",
            "Precompiled",
            "Strip",
            "Removed",
            "Isolated",
            "Always",
            "LongestFirst");

    private final Random random;
    private final List<String> done = new ArrayList<>();

    private JsonMutation(Random random) {
        this.random = random;
    }

    /** Where a value stands: in a map by its key, or in a list by its index. */
    private record Place(Object in, Object key, String path) {
        @SuppressWarnings("unchecked") // the containers are those made by read()
        Map<String, Object> map() {
            return (Map<String, Object>) in;
        }

        @SuppressWarnings("unchecked")
        List<Object> list() {
            return (List<Object>) in;
        }

        boolean inMap() {
            return in instanceof Map<?, ?>;
        }

        Object get() {
            return inMap() ? map().get((String) key) : list().get((Integer) key);
        }

        void set(Object value) {
            if (inMap()) {
                map().put((String) key, value);
            } else {
                list().set((Integer) key, value);
            }
        }

        void remove() {
            if (inMap()) {
                map().remove((String) key);
            } else {
                list().remove((int) (Integer) key);
            }
        }
    }

    static Mutant of(String json, Random random) throws IOException {
        JsonMutation mutation = new JsonMutation(random);
        Object root;
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            root = read(parser);
        }
        for (int i = 1 + Math.min(2, random.nextInt(5) / 2); i > 0; i--) {
            mutation.change(root);
        }
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
            write(root, generator);
        }
        return new Mutant(out.toString().getBytes(StandardCharsets.UTF_8), String.join(", ", mutation.done));
    }

    private void change(Object root) {
        // The vocabulary is as likely as any other value.
        List<Place> places = new ArrayList<>();
        List<Place> words = new ArrayList<>();
        collect(root, "", places, words);
        if (places.isEmpty()) {
            return;
        }
        List<Place> from = !words.isEmpty() && random.nextInt(6) == 0 ? words : places;
        Place place = from.get(random.nextInt(from.size()));
        Object other = places.get(random.nextInt(places.size())).get();
        String what =
                switch (random.nextInt(10)) {
                    case 0 -> {
                        place.remove();
                        yield "left out";
                    }
                    case 1 -> {
                        place.set(copy(other));
                        yield "replaced by another";
                    }
                    case 2 -> {
                        place.set(deep(place.get()));
                        yield "wrapped";
                    }
                    case 3 -> {
                        grow(place);
                        yield "grown";
                    }
                    case 4 -> {
                        place.set(null);
                        yield "null";
                    }
                    default -> {
                        place.set(another(place.get()));
                        String now = String.valueOf(place.get());
                        yield "to "
                                + now.substring(0, Math.min(40, now.length())).replaceAll("[^ -~]", "?");
                    }
                };
        done.add(place.path() + " " + what);
    }

    private Object another(Object before) {
        if (before instanceof Boolean is && random.nextInt(4) > 0) {
            return !is;
        }
        if (before instanceof BigDecimal && random.nextInt(6) > 0) {
            return new Raw(NUMBERS.get(random.nextInt(NUMBERS.size())));
        }
        return switch (random.nextInt(5)) {
            case 0 -> new Raw(NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 1 -> before instanceof String text ? cut(text) : "x".repeat(random.nextInt(3000));
            default -> TEXTS.get(random.nextInt(TEXTS.size()));
        };
    }

    private String cut(String text) {
        StringBuilder made = new StringBuilder(text);
        if (!text.isEmpty()) {
            int at = random.nextInt(text.length());
            if (random.nextBoolean()) {
                made.setLength(at);
            } else {
                made.setCharAt(at, (char) (' ' + random.nextInt(90)));
            }
        }
        return made.toString();
    }

    /** A number as it stands in the file, even one that Java has not. */
    private record Raw(String digits) {}

    private Object deep(Object value) {
        Object wrapped = value;
        for (int i = new int[] {1, 2, 8, 40, 200}[random.nextInt(5)]; i > 0; i--) {
            Object inner = wrapped;
            if (random.nextBoolean()) {
                List<Object> list = new ArrayList<>();
                list.add(inner);
                wrapped = list;
            } else {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("type", "Sequence");
                List<Object> list = new ArrayList<>();
                list.add(inner);
                map.put(
                        List.of("normalizers", "pretokenizers", "processors", "decoders")
                                .get(random.nextInt(4)),
                        list);
                wrapped = map;
            }
        }
        return wrapped;
    }

    private void grow(Place place) {
        int times = new int[] {2, 10, 100, 5000}[random.nextInt(4)];
        Object value = place.get();
        if (value instanceof String text) {
            place.set(text.repeat(Math.min(times, 1 + 2_000_000 / (text.length() + 1))));
        } else {
            List<Object> list = new ArrayList<>();
            // What was wrapped or grown before may be grown again, but not to more than fits in memory.
            int most = Math.min(times, 1 + MOST_VALUES / size(value));
            for (int i = 0; i < most && list.size() < 5000; i++) {
                if (value instanceof List<?> all && all.size() < 50) {
                    all.forEach(one -> list.add(copy(one)));
                } else {
                    list.add(value instanceof Map<?, ?> map && map.size() > 50 ? null : copy(value));
                }
            }
            place.set(list);
        }
    }

    private static void collect(Object value, String path, List<Place> places, List<Place> words) {
        if (value instanceof Map<?, ?> map) {
            for (Object key : map.keySet()) {
                Place place = new Place(map, key, path + "/" + key);
                (map.size() > 100 ? words : places).add(place);
                collect(map.get(key), place.path(), places, words);
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                Place place = new Place(list, i, path + "/" + i);
                (list.size() > 100 ? words : places).add(place);
                collect(list.get(i), place.path(), list.size() > 100 ? words : places, words);
            }
        }
    }

    /** Values in it, itself included; a long text counts as several. */
    private static int size(Object value) {
        int own = value instanceof String text ? 1 + text.length() / TEXT : 1;
        Collection<?> inner = List.of();
        if (value instanceof Map<?, ?> map) {
            inner = map.values();
        } else if (value instanceof List<?> list) {
            inner = list;
        }
        return own + inner.stream().mapToInt(JsonMutation::size).sum();
    }

    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, one) -> copy.put((String) key, copy(one)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(one -> copy.add(copy(one)));
            return copy;
        }
        return value;
    }

    private static Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, read(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    private static void write(Object value, JsonGenerator out) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.writeFieldName((String) entry.getKey());
                    write(entry.getValue(), out);
                }
                out.writeEndObject();
            }
            case List<?> list -> {
                out.writeStartArray();
                for (Object one : list) {
                    write(one, out);
                }
                out.writeEndArray();
            }
            case Raw raw -> out.writeNumber(raw.digits());
            case BigDecimal number -> out.writeNumber(number);
            case Boolean is -> out.writeBoolean(is);
            default -> out.writeString(value.toString());
        }
    }
}
