/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import java.io.IOException;
import org.opensearch.common.CheckedFunction;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.rest.RestRequest;

/** The body of a request: one object, and nothing after it. */
final class RequestBody {

    private RequestBody() {}

    /**
     * Reads it.
     *
     * @param name what the object is called in messages
     * @param reader gets the parser on the object, and leaves it on its end
     * @throws ParsingException (400) also where something comes after the object: of two objects one would be passed over
     */
    static <T> T read(RestRequest request, String name, CheckedFunction<XContentParser, T, IOException> reader)
            throws IOException {
        try (XContentParser parser = request.contentParser()) {
            parser.nextToken();
            T object = reader.apply(parser);
            if (hasMore(parser)) {
                throw new ParsingException(
                        parser.getTokenLocation(), "[{}] must be one object, got more after it", name);
            }
            return object;
        }
    }

    private static boolean hasMore(XContentParser parser) {
        try {
            return parser.nextToken() != null;
        } catch (IOException e) {
            // Not even the beginning of a value.
            return true;
        }
    }
}
