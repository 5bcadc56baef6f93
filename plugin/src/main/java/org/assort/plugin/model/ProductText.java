/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.List;
import java.util.function.Function;

/** The text of a product as a model reads it, the same at ingest and at search. */
public final class ProductText {

    private static final String BETWEEN = ". ";

    private ProductText() {}

    /**
     * Returns the texts and numbers of a product's fields, in the order of the fields, as one text; empty when it has none.
     * A blank one is as good as none.
     *
     * @param values gives the values of a field
     * @param most characters, behind which the rest is left out
     */
    public static String of(List<String> fields, Function<String, List<Object>> values, int most) {
        StringBuilder text = new StringBuilder();
        for (String field : fields) {
            for (Object value : values.apply(field)) {
                if (text.length() < most && saysSomething(value)) {
                    String words = value.toString();
                    text.append(text.isEmpty() ? "" : BETWEEN).append(words, 0, Math.min(words.length(), most));
                }
            }
        }
        return text.substring(0, Math.min(text.length(), most)).strip();
    }

    private static boolean saysSomething(Object value) {
        return value instanceof Number || (value instanceof String words && words.isBlank() == false);
    }
}
