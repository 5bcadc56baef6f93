/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** The words of a command line, one after the other. */
public final class Arguments {

    private final Deque<String> words;

    /** Before the first word. */
    public Arguments(String... words) {
        this.words = new ArrayDeque<>(Arrays.asList(words));
    }

    /** Whether all words were read. */
    public boolean atEnd() {
        return words.isEmpty();
    }

    /** The next word. */
    public String next() {
        return words.removeFirst();
    }

    /**
     * The next word, as the value of an option.
     *
     * @throws IllegalArgumentException if there is none
     */
    public String valueOf(String option) {
        String value = words.pollFirst();
        if (value == null || value.isBlank() || value.startsWith("--")) {
            throw new IllegalArgumentException(
                    "[" + option + "] needs a value" + (value == null ? "" : ", got [" + value + "]"));
        }
        return value;
    }

    /**
     * The next word, as a whole number.
     *
     * @throws IllegalArgumentException if it is none
     */
    public long numberOf(String option) {
        String value = valueOf(option);
        if (!value.matches("-?[0-9]{1,18}")) {
            throw new IllegalArgumentException("[" + option + "] must be a whole number, got [" + value + "]");
        }
        return Long.parseLong(value);
    }

    /**
     * The next word, as a whole number of a range.
     *
     * @throws IllegalArgumentException if it is none
     */
    public int numberOf(String option, int least, int most) {
        long number = numberOf(option);
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    "[" + option + "] must be in [" + least + ", " + most + "], got [" + number + "]");
        }
        return (int) number;
    }
}
