/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.xcontent.XContentLocation;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.core.xcontent.XContentParser.Token;

/** One field of a JSON object, with the parser on its value. Each reading method leaves the parser on the value's end. */
public final class JsonField {

    private static final int SHOWN = 100;

    private final XContentParser parser;
    private final String name;
    private final String path;
    private final XContentLocation location;

    JsonField(XContentParser parser, String name, String path) {
        this.parser = parser;
        this.name = name;
        this.path = path;
        this.location = parser.getTokenLocation();
    }

    /** Returns the field's name. */
    public String name() {
        return name;
    }

    /** Reads an object; see {@link JsonFields#forEach}. */
    public void object(List<String> allowed, JsonFields.Reader reader) throws IOException {
        JsonFields.forEach(parser, path, path + ".", allowed, reader);
    }

    /** Returns a string of {@code 1..most} characters that is not blank. */
    public String text(int most) throws IOException {
        if (parser.currentToken() != Token.VALUE_STRING) {
            throw must("be a string");
        }
        String text = parser.text();
        if (text.isBlank()) {
            throw must("not be blank");
        }
        checkLength(text, most);
        return text;
    }

    // What is longer is not shown either: an answer does not grow with what was sent.
    private void checkLength(String text, int most) {
        if (text.length() > most) {
            throw refused("have at most " + most + " characters", text.length() + " characters");
        }
    }

    /** Returns a number; NaN and infinities can come in formats other than JSON and are left to the caller. */
    public double number() throws IOException {
        if (parser.currentToken() != Token.VALUE_NUMBER) {
            throw must("be a number");
        }
        return parser.doubleValue();
    }

    /** Returns true or false, as JSON has them. */
    public boolean bool() throws IOException {
        if (parser.currentToken() != Token.VALUE_BOOLEAN) {
            throw must("be true or false");
        }
        return parser.booleanValue();
    }

    /** Returns {@code least..most} strings of at most {@code length} characters each. */
    public List<String> strings(int least, int most, int length) throws IOException {
        if (parser.currentToken() != Token.START_ARRAY) {
            throw must("be an array of strings");
        }
        List<String> values = new ArrayList<>();
        while (parser.nextToken() != Token.END_ARRAY) {
            if (parser.currentToken() != Token.VALUE_STRING) {
                throw must("hold strings only");
            }
            checkCount(values.size() + 1, 0, most, "strings");
            checkLength(parser.text(), length);
            values.add(parser.text());
        }
        checkCount(values.size(), least, most, "strings");
        return List.copyOf(values);
    }

    /** Returns {@code least..most} finite numbers. */
    public float[] floats(int least, int most) throws IOException {
        if (parser.currentToken() != Token.START_ARRAY) {
            throw must("be an array of numbers");
        }
        List<Float> values = new ArrayList<>();
        while (parser.nextToken() != Token.END_ARRAY) {
            if (parser.currentToken() != Token.VALUE_NUMBER || Float.isFinite(parser.floatValue()) == false) {
                throw must("hold finite numbers only");
            }
            checkCount(values.size() + 1, 0, most, "numbers");
            values.add(parser.floatValue());
        }
        checkCount(values.size(), least, most, "numbers");
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    private void checkCount(int count, int least, int most, String what) {
        if (count < least || count > most) {
            throw refused("have " + least + " to " + most + " " + what, Integer.toString(count));
        }
    }

    private ParsingException must(String rule) throws IOException {
        return refused(rule, valueOf(parser));
    }

    private ParsingException refused(String rule, String got) {
        return new ParsingException(location, "[{}] must {}, got [{}]", path, rule, got);
    }

    ParsingException refused(IllegalArgumentException cause) {
        // The message is complete already; braces in what the user sent are not placeholders.
        return new ParsingException(location, "{}", cause, cause.getMessage());
    }

    /** Returns what the parser stands on, in words, cut where it is long. */
    static String valueOf(XContentParser parser) throws IOException {
        Token token = parser.currentToken();
        if (token == Token.START_OBJECT) {
            return "an object";
        }
        if (token == Token.START_ARRAY) {
            return "an array";
        }
        if (token == Token.VALUE_NULL) {
            return "null";
        }
        if (token == null || token.isValue() == false) {
            return String.valueOf(token);
        }
        return cut(parser.text());
    }

    static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
