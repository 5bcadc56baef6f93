/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** The rules of the fields {@code model} and {@code added_tokens} of a tokenizer.json, which have its mass. */
final class VocabularyRules {
    static final int MAX_ENTRIES = 1_000_000;
    static final int MAX_TOKEN = 1024;
    static final long MAX_ID = 1L << 24;

    /** Characters of a word that is cut into pieces: WordPiece takes time with the square of it. */
    static final int MAX_WORD = 1000;

    private static final Set<String> TYPES = Set.of("BPE", "Unigram", "WordLevel", "WordPiece");

    private String type;
    private long entries = -1;
    private boolean byId;
    private long greatestId = -1;
    private double unknownId = -1;
    private String prefix = "";

    long greatestId() {
        return greatestId;
    }

    void model(JsonParser parser) throws IOException, RefusedException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new RefusedException("[model] must be an object, got [" + parser.currentToken() + "]");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "vocab" -> vocabulary(parser);
                case "merges" -> merges(parser);
                default -> setting(field, parser);
            }
        }
    }

    /** All that can be said only when everything has been read. */
    void finish() throws RefusedException {
        if (type == null || !TYPES.contains(type)) {
            throw new RefusedException("[model.type] must be one of " + new TreeSet<>(TYPES) + ", got [" + type + "]");
        }
        if (entries < 1) {
            throw new RefusedException("[model.vocab] must have a token, got none");
        }
        if (byId != type.equals("Unigram")) {
            throw new RefusedException(
                    "[model.vocab] of [" + type + "] must be " + (byId ? "an object" : "an array") + ", got the other");
        }
        if (type.equals("BPE") && !prefix.isEmpty()) {
            throw new RefusedException(
                    "[model.continuing_subword_prefix] of [BPE] must be empty or null, got [" + prefix + "]");
        }
        if (byId && !(unknownId >= -1 && unknownId < entries)) {
            throw new RefusedException(
                    "[model.unk_id] must be in [0, " + (entries - 1) + "], got [" + OnnxReader.show(unknownId) + "]");
        }
    }

    /** An object of ids (WordPiece, WordLevel, BPE) or an array of pairs by id (Unigram). */
    private void vocabulary(JsonParser parser) throws IOException, RefusedException {
        entries = 0;
        byId = parser.currentToken() == JsonToken.START_ARRAY;
        if (byId) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                pair(parser);
                count("[model.vocab]");
                greatestId++;
            }
            return;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new RefusedException(
                    "[model.vocab] must be an object or an array, got [" + parser.currentToken() + "]");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
            greatestId = Math.max(greatestId, id(parser, "an id of [model.vocab]"));
            count("[model.vocab]");
        }
    }

    private void count(String what) throws RefusedException {
        if (++entries > MAX_ENTRIES) {
            throw new RefusedException(what + " must have at most [" + MAX_ENTRIES + "] entries, got more");
        }
    }

    private static void pair(JsonParser parser) throws IOException, RefusedException {
        if (parser.currentToken() != JsonToken.START_ARRAY
                || parser.nextToken() != JsonToken.VALUE_STRING
                || parser.getTextLength() > MAX_TOKEN
                || !parser.nextToken().isNumeric()
                || parser.nextToken() != JsonToken.END_ARRAY) {
            throw new RefusedException("[model.vocab] must have pairs of a token of at most [" + MAX_TOKEN
                    + "] characters and a number, got [" + parser.currentToken() + "]");
        }
        // The tokens have been passed; what the pair's number is decides no bound.
    }

    private static long id(JsonParser parser, String what) throws IOException, RefusedException {
        boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
        double id = whole ? parser.getDoubleValue() : -1;
        if (!(id >= 0 && id <= MAX_ID)) {
            throw new RefusedException(what + " must be a whole number in [0, " + MAX_ID + "], got ["
                    + (whole ? parser.getText() : parser.currentToken()) + "]");
        }
        return (long) id;
    }

    /** Texts with a space in them, or pairs of texts. */
    private void merges(JsonParser parser) throws IOException, RefusedException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new RefusedException("[model.merges] must be an array, got [" + parser.currentToken() + "]");
        }
        int merges = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (++merges > MAX_ENTRIES) {
                throw new RefusedException("[model.merges] must have at most [" + MAX_ENTRIES + "] entries, got more");
            }
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    token(parser, "a part of [model.merges]");
                }
            } else {
                token(parser, "an entry of [model.merges]");
            }
        }
    }

    private static void token(JsonParser parser, String what) throws IOException, RefusedException {
        if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getTextLength() > 2 * MAX_TOKEN) {
            throw new RefusedException(what + " must be a text of at most [" + 2 * MAX_TOKEN + "] characters, got ["
                    + parser.currentToken() + "]");
        }
    }

    private void setting(String field, JsonParser parser) throws IOException, RefusedException {
        JsonToken value = parser.currentToken();
        if (!value.isScalarValue() || (value == JsonToken.VALUE_STRING && parser.getTextLength() > MAX_TOKEN)) {
            throw new RefusedException(
                    "[model." + field + "] must be a number, true, false, null or a text of at most [" + MAX_TOKEN
                            + "] characters, got [" + value + "]");
        }
        switch (field) {
            case "type" -> type = parser.getText();
            case "unk_id" -> unknownId = value.isNumeric() ? parser.getDoubleValue() : -1;
            case "max_input_chars_per_word" -> {
                if (!value.isNumeric() || !(parser.getDoubleValue() >= 0 && parser.getDoubleValue() <= MAX_WORD)) {
                    throw new RefusedException("[model.max_input_chars_per_word] must be in [0, " + MAX_WORD
                            + "], got [" + parser.getText() + "]");
                }
            }
            case "dropout" -> {
                if (value != JsonToken.VALUE_NULL && !(value.isNumeric() && parser.getDoubleValue() == 0)) {
                    throw new RefusedException(
                            "[model.dropout] must be null, or a text would have another vector each time, got ["
                                    + parser.getText() + "]");
                }
            }
            // Cut off each second part of a merge by its length, whatever it begins with.
            case "continuing_subword_prefix" -> prefix = value == JsonToken.VALUE_STRING ? parser.getText() : "";
            default -> {}
        }
    }

    /** Each an object with an id and a text. */
    void added(JsonParser parser, int most) throws IOException, RefusedException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new RefusedException("[added_tokens] must be an array, got [" + parser.currentToken() + "]");
        }
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (++count > most) {
                throw new RefusedException("[added_tokens] must have at most [" + most + "] entries, got more");
            }
            addedToken(parser);
        }
    }

    private static void addedToken(JsonParser parser) throws IOException, RefusedException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new RefusedException("[added_tokens] must have objects, got [" + parser.currentToken() + "]");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("id")) {
                id(parser, "[added_tokens.id]");
            } else if (field.equals("content")) {
                if (value != JsonToken.VALUE_STRING
                        || parser.getTextLength() == 0
                        || parser.getTextLength() > MAX_TOKEN) {
                    throw new RefusedException("[added_tokens.content] must be a text of 1 to [" + MAX_TOKEN
                            + "] characters, got [" + (value == JsonToken.VALUE_STRING ? parser.getTextLength() : value)
                            + "]");
                }
            } else if (!value.isScalarValue()) {
                throw new RefusedException("[added_tokens." + field + "] must be true or false, got [" + value + "]");
            }
        }
    }
}
