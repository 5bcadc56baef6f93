/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import org.opensearch.common.regex.Regex;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.common.Strings;
import org.opensearch.core.xcontent.XContentLocation;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.core.xcontent.XContentParser.Token;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.search.fetch.subphase.FetchSourceContext;

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

    /** Returns the name of one field: no pattern, and not of dots alone, which core fails on. */
    public String field(int most) throws IOException {
        String field = text(most);
        if (Regex.isSimpleMatchPattern(field) || field.chars().allMatch(c -> c == '.')) {
            throw must("name one field");
        }
        return field;
    }

    /** Returns names of indices by commas, at least one and none blank: a search that names none looks everywhere. */
    public String indices(int most) throws IOException {
        String names = text(most);
        String[] each = Strings.splitStringByCommaToArray(names);
        if (each.length == 0 || Arrays.stream(each).anyMatch(String::isBlank)) {
            throw must("name indices by commas");
        }
        return names;
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

    /** Returns a whole number. */
    public int integer() throws IOException {
        if (parser.currentToken() != Token.VALUE_NUMBER) {
            throw must("be a whole number");
        }
        double value = parser.doubleValue();
        if (!(value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE)) {
            throw must("be a whole number");
        }
        return (int) value;
    }

    /** Returns whether the value is a string. */
    public boolean isText() {
        return parser.currentToken() == Token.VALUE_STRING;
    }

    /** Returns whether the value is a number. */
    public boolean isNumber() {
        return parser.currentToken() == Token.VALUE_NUMBER;
    }

    /** Returns whether the value is an array. */
    public boolean isArray() {
        return parser.currentToken() == Token.START_ARRAY;
    }

    /** Returns a string, number or boolean as text of at most {@code most} characters. */
    public String scalar(int most) throws IOException {
        Token token = parser.currentToken();
        if (token != Token.VALUE_STRING && token != Token.VALUE_NUMBER && token != Token.VALUE_BOOLEAN) {
            throw must("be a string, a number, true or false");
        }
        checkLength(parser.text(), most);
        return parser.text();
    }

    /** Returns one of some words. */
    public String oneOf(List<String> words) throws IOException {
        if (isText() == false || words.contains(parser.text()) == false) {
            throw must("be one of " + words);
        }
        return parser.text();
    }

    /** Returns a query. */
    public QueryBuilder query() throws IOException {
        if (parser.currentToken() != Token.START_OBJECT) {
            throw must("be a query");
        }
        return AbstractQueryBuilder.parseInnerQueryBuilder(parser);
    }

    /** Returns which fields of a document are shown, as a search's {@code _source} says it. */
    public FetchSourceContext source() throws IOException {
        try {
            return FetchSourceContext.fromXContent(parser);
        } catch (ParsingException | IllegalStateException e) {
            // Core names neither the field nor, of an array inside an array, whose fault it is.
            throw new ParsingException(
                    location,
                    "[{}] must be true, false, a pattern, an array of patterns or an object of [includes] and [excludes]: {}",
                    e,
                    path,
                    e.getMessage());
        }
    }

    /** Reads an array of {@code least..most} elements, each of which {@code reader} takes whole. */
    public void elements(int least, int most, JsonFields.Reader reader) throws IOException {
        if (isArray() == false) {
            throw must("be an array");
        }
        int count = 0;
        while (parser.nextToken() != Token.END_ARRAY) {
            checkMore(++count, least, most, "elements");
            JsonFields.read(new JsonField(parser, name, path), reader);
        }
        checkCount(count, least, most, "elements");
    }

    /** Returns an object of {@code least..most} finite numbers by name, names of at most {@code length} characters. */
    public Map<String, Double> numbers(int least, int most, int length) throws IOException {
        if (parser.currentToken() != Token.START_OBJECT) {
            throw must("be an object of numbers");
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        while (parser.nextToken() != Token.END_OBJECT) {
            String key = parser.currentName();
            checkLength(key, length);
            parser.nextToken();
            numbers.put(key, number(Double::isFinite));
            checkMore(numbers.size(), least, most, "numbers");
        }
        checkCount(numbers.size(), least, most, "numbers");
        return numbers;
    }

    /** Returns {@code least..most} finite numbers. */
    public List<Double> doubles(int least, int most) throws IOException {
        return numbers(least, most, Double::isFinite);
    }

    /** Returns {@code least..most} numbers that are finite as floats. */
    public float[] floats(int least, int most) throws IOException {
        List<Double> values = numbers(least, most, value -> Float.isFinite((float) value));
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }

    private List<Double> numbers(int least, int most, DoublePredicate allowed) throws IOException {
        if (isArray() == false) {
            throw must("be an array of numbers");
        }
        List<Double> values = new ArrayList<>();
        while (parser.nextToken() != Token.END_ARRAY) {
            checkMore(values.size() + 1, least, most, "numbers");
            values.add(number(allowed));
        }
        checkCount(values.size(), least, most, "numbers");
        return List.copyOf(values);
    }

    private double number(DoublePredicate allowed) throws IOException {
        if (isNumber() == false || allowed.test(parser.doubleValue()) == false) {
            throw must("hold finite numbers only");
        }
        return parser.doubleValue();
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
            checkMore(values.size() + 1, least, most, "strings");
            checkLength(parser.text(), length);
            values.add(parser.text());
        }
        checkCount(values.size(), least, most, "strings");
        return List.copyOf(values);
    }

    // While it is read, what is too long is refused at once, and what is too short may yet grow.
    private void checkMore(int count, int least, int most, String what) {
        if (count > most) {
            checkCount(count, least, most, what);
        }
    }

    private void checkCount(int count, int least, int most, String what) {
        if (count < least || count > most) {
            throw refused("have " + least + " to " + most + " " + what, Integer.toString(count));
        }
    }

    /** Returns the refusal of a value that breaks a rule. */
    public ParsingException must(String rule) throws IOException {
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
        if (token == Token.VALUE_EMBEDDED_OBJECT) {
            // Formats other than JSON have them; the parser has no text for one.
            return "a byte string";
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
