/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The greatest token id in a tokenizer.json: a model whose embedding table ends before it is another model's. */
final class Vocabulary {
    private Vocabulary() {}

    /**
     * Reads {@code model.vocab}, an object of ids (WordPiece, BPE) or an array by id (Unigram). Added tokens do not
     * count: published tokenizers name some that their models have no row for and that no text contains.
     *
     * @return -1 if there is no vocabulary
     */
    static long greatestId(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            if (!enter(parser, "model") || !enter(parser, "vocab")) {
                return -1;
            }
            boolean byId = parser.currentToken() == JsonToken.START_ARRAY;
            long greatest = -1;
            for (JsonToken token = parser.nextToken();
                    token != null && !token.isStructEnd();
                    token = parser.nextToken()) {
                if (byId) {
                    parser.skipChildren();
                    greatest++;
                } else if (token == JsonToken.VALUE_NUMBER_INT) {
                    greatest = Math.max(greatest, parser.getLongValue());
                }
            }
            return greatest;
        }
    }

    /** From the start of an object to the value of its field. */
    private static boolean enter(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(field);
            parser.nextToken();
            if (found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }
}
