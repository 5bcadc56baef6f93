/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** A tokenizer.json that keeps the rules. It is read as a stream: its vocabulary is counted, not held. */
public final class TokenizerFile {
    /** The largest of multilingual encoders has half of it. */
    public static final long MAX_BYTES = 64L << 20;

    static final int MAX_DEPTH = 32;
    static final int MAX_TEXT = 4 << 20;
    static final int MAX_ADDED = 20_000;

    private static final Set<String> FIELDS = Set.of(
            "version",
            "truncation",
            "padding",
            "added_tokens",
            "normalizer",
            "pre_tokenizer",
            "post_processor",
            "decoder",
            "model");

    private final VocabularyRules vocabulary = new VocabularyRules();
    private final ComponentRules components;

    private TokenizerFile(int maxLength) {
        this.components = new ComponentRules(maxLength);
    }

    /**
     * Reads a file.
     *
     * @param maxLength the most tokens of a text, special ones counted
     * @throws RefusedException names what is wrong
     * @throws IOException if the file cannot be read
     */
    public static TokenizerFile check(Path file, int maxLength) throws IOException, RefusedException {
        long bytes = Files.size(file);
        if (bytes > MAX_BYTES) {
            throw new RefusedException("it must have at most [" + MAX_BYTES + "] bytes, got [" + bytes + "]");
        }
        TokenizerFile tokenizer = new TokenizerFile(maxLength);
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxDocumentLength(MAX_BYTES)
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(MAX_TEXT)
                .maxNameLength(VocabularyRules.MAX_TOKEN)
                .maxNumberLength(64)
                .build();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                JsonParser parser = factory.createParser(text)) {
            tokenizer.read(parser);
        } catch (JsonProcessingException e) {
            throw new RefusedException("it must be JSON within bounds: " + e.getOriginalMessage(), e);
        }
        return tokenizer;
    }

    /**
     * The greatest id of the vocabulary, or -1 if there is none: a model whose embedding table ends before it is another
     * model's. Added tokens do not count: published tokenizers name some that their models have no row for and that no
     * text contains.
     */
    public long greatestId() {
        return vocabulary.greatestId();
    }

    private void read(JsonParser parser) throws IOException, RefusedException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new RefusedException("it must hold one JSON object, got [" + parser.currentToken() + "]");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (!FIELDS.contains(field)) {
                throw new RefusedException(
                        "its fields must be among " + new TreeSet<>(FIELDS) + ", got [" + field + "]");
            }
            parser.nextToken();
            switch (field) {
                case "model" -> vocabulary.model(parser);
                case "added_tokens" -> vocabulary.added(parser, MAX_ADDED);
                default -> components.check(field, parser);
            }
        }
        if (parser.nextToken() != null) {
            throw new RefusedException("it must hold one JSON object, got more after it");
        }
        vocabulary.finish();
    }
}
