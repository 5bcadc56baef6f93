/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.json;

import java.io.IOException;
import java.util.List;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.xcontent.XContentParser;

/** Walks the fields of a JSON object that a user wrote. That none stands twice is seen to by the parser. */
public final class JsonFields {

    private JsonFields() {}

    /** Takes one field, and reads its value to the end. */
    @FunctionalInterface
    public interface Reader {
        /** Reads the value that {@code field} stands on. */
        void read(JsonField field) throws IOException;
    }

    /**
     * Reads an object.
     *
     * @param parser stands on the object's value; afterwards on its end
     * @param object what the object is called in messages
     * @param allowed the fields that it may have
     * @param reader gets each of them
     * @throws ParsingException (400) naming the field, what is allowed and what came
     */
    public static void forEach(XContentParser parser, String object, List<String> allowed, Reader reader)
            throws IOException {
        forEach(parser, object, "", allowed, reader);
    }

    /** The same for an object inside another: its fields are named with the path that leads to them. */
    static void forEach(XContentParser parser, String object, String path, List<String> allowed, Reader reader)
            throws IOException {
        if (parser.currentToken() != XContentParser.Token.START_OBJECT) {
            throw new ParsingException(
                    parser.getTokenLocation(), "[{}] must be an object, got [{}]", object, JsonField.valueOf(parser));
        }
        while (parser.nextToken() != XContentParser.Token.END_OBJECT) {
            String name = parser.currentName();
            if (allowed.contains(name) == false) {
                throw new ParsingException(
                        parser.getTokenLocation(),
                        "[{}] may have the fields {}, got [{}]",
                        object,
                        allowed,
                        JsonField.cut(name));
            }
            parser.nextToken();
            read(new JsonField(parser, name, path + name), reader);
        }
    }

    // Constructors of values know what is allowed but not where the value stands.
    static void read(JsonField field, Reader reader) throws IOException {
        try {
            reader.read(field);
        } catch (ParsingException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw field.refused(e);
        }
    }
}
