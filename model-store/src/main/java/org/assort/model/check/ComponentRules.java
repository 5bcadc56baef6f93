/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules of the steps around a tokenizer's vocabulary: kinds that are known, few of them, none that makes a text very much
 * longer, no pattern that takes time beyond the square of a text's length.
 */
final class ComponentRules {
    static final int MAX_PARTS = 20_000;
    static final int MAX_STEPS = 32;
    static final int MAX_TEXT = 64;

    /** How many times as long a text may become by replacements. */
    static final long MAX_GROWTH = 64;

    private static final Map<String, Set<String>> KINDS = Map.of(
            "normalizer",
                    Set.of(
                            "BertNormalizer",
                            "ByteLevel",
                            "Lowercase",
                            "NFC",
                            "NFD",
                            "NFKC",
                            "NFKD",
                            "Nmt",
                            "Precompiled",
                            "Prepend",
                            "Replace",
                            "Sequence",
                            "Strip",
                            "StripAccents"),
            "pre_tokenizer",
                    Set.of(
                            "BertPreTokenizer",
                            "ByteLevel",
                            "CharDelimiterSplit",
                            "Digits",
                            "Metaspace",
                            "Punctuation",
                            "Sequence",
                            "Split",
                            "UnicodeScripts",
                            "Whitespace",
                            "WhitespaceSplit"),
            "post_processor",
                    Set.of("BertProcessing", "ByteLevel", "RobertaProcessing", "Sequence", "TemplateProcessing"),
            "decoder",
                    Set.of(
                            "BPEDecoder",
                            "ByteFallback",
                            "ByteLevel",
                            "CTC",
                            "Fuse",
                            "Metaspace",
                            "Replace",
                            "Sequence",
                            "Strip",
                            "WordPiece"));

    private static final Set<String> LISTS = Set.of("normalizers", "pretokenizers", "processors", "decoders");

    private final int maxLength;
    private int parts;
    private int steps;
    private long growth = 1;
    private long added;

    ComponentRules(int maxLength) {
        this.maxLength = maxLength;
    }

    /** Reads the value of a field of the root object. */
    void check(String field, JsonParser parser) throws IOException, RefusedException {
        Object value = tree(field, parser);
        if (KINDS.containsKey(field) && value != null) {
            step(field, value);
        }
    }

    private Object tree(String field, JsonParser parser) throws IOException, RefusedException {
        if (++parts > MAX_PARTS) {
            throw new RefusedException("[" + field + "] must have at most [" + MAX_PARTS + "] parts, got more");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (!parser.nextToken().isStructEnd()) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, tree(field, parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (!parser.nextToken().isStructEnd()) {
                    array.add(tree(field, parser));
                }
                yield array;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> null;
        };
    }

    private void step(String role, Object value) throws RefusedException {
        if (++steps > MAX_STEPS) {
            throw new RefusedException("its steps must be at most [" + MAX_STEPS + "], got more");
        }
        if (!(value instanceof Map<?, ?> step) || !(step.get("type") instanceof String kind)) {
            throw new RefusedException("[" + role + "] must be an object with a type, got [" + cut(value) + "]");
        }
        if (!KINDS.get(role).contains(kind)) {
            throw new RefusedException("[" + role + ".type] must be one of " + new TreeSet<>(KINDS.get(role))
                    + ", got [" + cut(kind) + "]");
        }
        switch (kind) {
            case "Sequence" -> {
                for (String list : LISTS) {
                    for (Object inner : step.get(list) instanceof List<?> all ? all : List.of()) {
                        step(role, inner);
                    }
                }
            }
            case "Replace" -> replace(role, step);
            case "Prepend" ->
                grow(1 + text(role, "prepend", step.get("prepend")).length());
            case "Split" -> pattern(role, step.get("pattern"));
            case "Precompiled" -> CharsMap.check(step.get("precompiled_charsmap"));
            case "TemplateProcessing" -> template(step);
            case "BertProcessing", "RobertaProcessing" -> add(2);
            case "Metaspace", "CharDelimiterSplit" -> character(role, kind, step);
            default -> {}
        }
    }

    private static String cut(Object value) {
        String text = String.valueOf(value);
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
    }

    private static String text(String role, String field, Object value) throws RefusedException {
        if (!(value instanceof String text) || text.length() > MAX_TEXT) {
            throw new RefusedException("[" + role + "." + field + "] must be a text of at most [" + MAX_TEXT
                    + "] characters, got [" + cut(value) + "]");
        }
        return text;
    }

    private static void character(String role, String kind, Map<?, ?> step) throws RefusedException {
        String field = kind.equals("Metaspace") ? "replacement" : "delimiter";
        String text = text(role, field, step.get(field));
        if (text.codePointCount(0, text.length()) != 1) {
            throw new RefusedException("[" + role + "." + field + "] must be one character, got [" + text + "]");
        }
    }

    private void replace(String role, Map<?, ?> step) throws RefusedException {
        int shortest = pattern(role, step.get("pattern"));
        int content = text(role, "content", step.get("content")).length();
        // A pattern that matches nothing matches between any two characters.
        grow(shortest == 0 ? content + 1 : (content + shortest - 1) / shortest);
    }

    private void grow(long times) throws RefusedException {
        growth = Sizes.times(growth, Math.max(1, times));
        if (growth > MAX_GROWTH) {
            throw new RefusedException("its steps must make a text at most [" + MAX_GROWTH + "] times as long, got ["
                    + growth + "] times");
        }
    }

    /** Returns the length of the shortest text that it surely does not undercut. */
    private static int pattern(String role, Object pattern) throws RefusedException {
        if (pattern instanceof Map<?, ?> kinds && kinds.size() == 1) {
            if (kinds.get("String") instanceof String text && !text.isEmpty() && text.length() <= MAX_TEXT) {
                return text.length();
            }
            if (kinds.get("Regex") instanceof String regex) {
                RegexRule.check(role, regex);
                return 0;
            }
        }
        throw new RefusedException("[" + role + ".pattern] must be a [Regex] or a [String] of 1 to [" + MAX_TEXT
                + "] characters, got [" + cut(pattern) + "]");
    }

    private void add(long tokens) throws RefusedException {
        added = Sizes.plus(added, tokens);
        if (added >= maxLength) {
            throw new RefusedException("[post_processor] must add fewer tokens than [max_length], which is ["
                    + maxLength + "], got [" + added + "]");
        }
    }

    /** What stands around a text: the text itself once, and special tokens by their ids. */
    private void template(Map<?, ?> step) throws RefusedException {
        Map<?, ?> special = step.get("special_tokens") instanceof Map<?, ?> map ? map : Map.of();
        int texts = 0;
        for (Object piece : step.get("single") instanceof List<?> pieces ? pieces : List.of()) {
            if (piece instanceof Map<?, ?> map && map.get("SpecialToken") instanceof Map<?, ?> token) {
                Object named = token.get("id") == null ? null : special.get(token.get("id"));
                if (!(named instanceof Map<?, ?> known) || !(known.get("ids") instanceof List<?> ids)) {
                    throw new RefusedException("[post_processor.single] must name special tokens among "
                            + cut(special.keySet()) + ", got [" + cut(token.get("id")) + "]");
                }
                add(ids.size());
            } else if (piece instanceof Map<?, ?> map
                    && map.get("Sequence") instanceof Map<?, ?> text
                    && "A".equals(text.get("id"))) {
                texts++;
            } else {
                // Of a second text the tokenizer library ends the process: there is none.
                throw new RefusedException(
                        "[post_processor.single] must be of [SpecialToken]s and of [Sequence] [A], got [" + cut(piece)
                                + "]");
            }
        }
        if (texts != 1) {
            throw new RefusedException("[post_processor.single] must have the text once, got it [" + texts + "] times");
        }
    }
}
