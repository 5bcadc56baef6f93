/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assort.demo.shop.Role;

/**
 * The options of the command line.
 *
 * @param data a catalogue of one's own; null for the sample shop
 * @param fields the catalogue's fields that the user named
 * @param queries in place of the three default ones; empty for those
 */
record Options(
        boolean help, boolean exit, int port, Path data, Map<Role, String> fields, List<String> queries, int window) {

    private static final int PORT = 9200;
    private static final int WINDOW = 100;
    private static final int MAX_WINDOW = 1_000;

    static final String USAGE = """
            usage: ./quickstart [options]
              --port N            REST port on 127.0.0.1 (default 9200)
              --exit              stop the node after the searches
              --data FILE         your own catalogue, one JSON object a line: .ndjson or .ndjson.xz;
                                  it is embedded as it is found, the sample shop when it is loaded
              --title FIELD       which of its fields is the title
              --brand FIELD       which is the brand
              --category FIELD    which is the category
              --price FIELD       which is the price
              --description FIELD which is the description
              --query "WORDS"     search for this; may be given several times (default: three queries)
              --window N          how many of the best matches to choose from, 1 to 1000 (default 100)
              --help              print this""";

    /** @throws IllegalArgumentException with one line for the user */
    static Options parse(String... arguments) {
        Deque<String> words = new ArrayDeque<>(Arrays.asList(arguments));
        boolean help = false;
        boolean exit = false;
        int port = PORT;
        int window = WINDOW;
        Path data = null;
        Map<Role, String> fields = new EnumMap<>(Role.class);
        List<String> queries = new ArrayList<>();
        while (!words.isEmpty()) {
            String option = words.removeFirst();
            switch (option) {
                case "--help", "-h" -> help = true;
                case "--exit" -> exit = true;
                case "--port" -> port = number(option, words, 1, 65_535);
                case "--window" -> window = number(option, words, 1, MAX_WINDOW);
                case "--data" -> data = Path.of(value(option, words));
                case "--query" -> queries.add(value(option, words));
                default -> fields.put(role(option), value(option, words));
            }
        }
        if (data == null && !fields.isEmpty()) {
            throw new IllegalArgumentException(
                    "[--" + fields.keySet().iterator().next().option() + "] is for a catalogue given with --data");
        }
        return new Options(help, exit, port, data, Map.copyOf(fields), List.copyOf(queries), window);
    }

    private static Role role(String option) {
        return Arrays.stream(Role.values())
                .filter(role -> option.equals("--" + role.option()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("[" + option + "] is not an option"));
    }

    private static String value(String option, Deque<String> words) {
        String value = words.pollFirst();
        if (value == null || value.isBlank() || value.startsWith("--")) {
            throw new IllegalArgumentException(
                    "[" + option + "] needs a value" + (value == null ? "" : ", got [" + value + "]"));
        }
        return value;
    }

    private static int number(String option, Deque<String> words, int least, int greatest) {
        String value = value(option, words);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, as for a number out of range.
        }
        throw new IllegalArgumentException(
                "[" + option + "] must be in [" + least + ", " + greatest + "], got [" + value + "]");
    }
}
