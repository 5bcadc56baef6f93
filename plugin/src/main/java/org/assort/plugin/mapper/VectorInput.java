/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.mapper;

import java.io.IOException;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.core.xcontent.XContentParser.Token;

/** Reads a vector from a document: an array of numbers, or null. */
final class VectorInput {

    private final String field;
    private final int dimension;

    VectorInput(String field, int dimension) {
        this.field = field;
        this.dimension = dimension;
    }

    /**
     * Reads the value at which the parser stands, all of it, even where it is refused: what follows is then still the rest of
     * the document.
     *
     * @return {@code float[dimension]}, or null for null
     * @throws IllegalArgumentException if it is something else
     */
    float[] read(XContentParser parser) throws IOException {
        Token token = parser.currentToken();
        if (token == Token.VALUE_NULL) {
            return null;
        }
        if (token != Token.START_ARRAY) {
            String got = describe(parser);
            parser.skipChildren();
            throw refused(got);
        }
        float[] vector = new float[dimension];
        String wrong = null;
        int count = 0;
        while (parser.nextToken() != Token.END_ARRAY) {
            if (wrong == null && count < dimension) {
                wrong = component(parser, vector, count);
            }
            parser.skipChildren();
            count++;
        }
        if (wrong != null) {
            throw refused(wrong);
        }
        if (count != dimension) {
            throw refused("[" + count + "] values");
        }
        return vector;
    }

    /** Returns what is wrong with a component, or null. */
    private static String component(XContentParser parser, float[] vector, int at) throws IOException {
        if (parser.currentToken() == Token.VALUE_NUMBER) {
            vector[at] = parser.floatValue();
            if (Float.isFinite(vector[at])) {
                return null;
            }
        }
        return describe(parser) + " at [" + at + "]";
    }

    private static String describe(XContentParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_NULL -> "[null]";
            case VALUE_EMBEDDED_OBJECT -> "a byte string";
            case VALUE_STRING -> "the text [" + shortened(parser.text()) + "]";
            default -> "[" + shortened(parser.text()) + "]";
        };
    }

    // A whole document may stand in a string.
    private static String shortened(String text) {
        int most = 40;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    private IllegalArgumentException refused(String got) {
        return new IllegalArgumentException(
                "[" + field + "] must be an array of [" + dimension + "] finite numbers, got " + got);
    }
}
