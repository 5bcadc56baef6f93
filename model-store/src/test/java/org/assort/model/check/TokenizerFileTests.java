/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Test;

/** Each rule of a tokenizer.json, with what is said when it is broken. */
public final class TokenizerFileTests extends RandomizedTest {
    private static final int MAX_LENGTH = 16;

    @Test
    public void vocabularies() throws Exception {
        String added = "\"added_tokens\": [{\"id\": 900, \"content\": \"[x]\"}], ";
        assertEquals(
                7,
                greatestId(
                        "{" + added
                                + "\"model\": {\"type\": \"BPE\", \"vocab\": {\"b\": 7, \"a\": 3}, \"merges\": [[\"a\", \"b\"], \"a b\"]}}"));
        assertEquals(
                2,
                greatestId(
                        "{" + added
                                + "\"model\": {\"type\": \"Unigram\", \"unk_id\": 0, \"vocab\": [[\"a\", -1.5], [\"b\", -2], [\"c\", 99]]}}"));
        refusedModel("\"type\": \"WordLevel\", \"vocab\": {}", "[model.vocab] must have a token, got none");
        refusedModel(
                "\"vocab\": {\"a\": 1}",
                "[model.type] must be one of [BPE, Unigram, WordLevel, WordPiece], got [null]");
        refusedModel("\"type\": \"Unheard\", \"vocab\": {\"a\": 1}", "got [Unheard]");
        refusedModel(
                "\"type\": \"WordPiece\", \"vocab\": [[\"a\", 1]]",
                "[model.vocab] of [WordPiece] must be an object, got the other");
        refusedModel(
                "\"type\": \"Unigram\", \"vocab\": [[\"a\", 1]], \"unk_id\": 1",
                "[model.unk_id] must be in [0, 0], got [1]");
        refusedModel(
                "\"type\": \"WordPiece\", \"vocab\": {\"a\": 16777217}",
                "an id of [model.vocab] must be a whole number in [0, 16777216], got [16777217]");
        refusedModel("\"type\": \"WordPiece\", \"vocab\": {\"a\": -1}", "got [-1]");
        refusedModel("\"type\": \"WordPiece\", \"vocab\": {\"a\": 1, \"a\": 2}", "Duplicate field 'a'");
        refusedModel(
                "\"type\": \"WordPiece\", \"vocab\": {\"" + "a".repeat(1025) + "\": 1}",
                "exceeds the maximum allowed (1024");
        refusedModel(
                "\"type\": \"WordPiece\", \"vocab\": {\"a\": 1}, \"max_input_chars_per_word\": 1001",
                "[model.max_input_chars_per_word] must be in [0, 1000], got [1001]");
        refusedModel(
                "\"type\": \"BPE\", \"vocab\": {\"a\": 1}, \"dropout\": 0.1",
                "[model.dropout] must be null, or a text would have another vector each time, got [0.1]");
        refusedModel("\"type\": \"Unigram\", \"vocab\": [[\"a\"]]", "[model.vocab] must have pairs of a token");
    }

    /** Each ended the process that loaded it, in {@code ./soak models} before it was refused. */
    @Test
    public void whatTheLibraryDoesNotSurvive() throws Exception {
        String bpe = "\"type\": \"BPE\", \"vocab\": {\"a\": 3, \"b\": 4, \"ab\": 5}, \"merges\": [[\"a\", \"b\"]]";
        refusedModel(
                bpe + ", \"continuing_subword_prefix\": \"Replace\"",
                "[model.continuing_subword_prefix] of [BPE] must be empty or null, got [Replace]");
    }

    @Test
    public void sizeAndDepth() throws Exception {
        String deep = "[".repeat(40) + "]".repeat(40);
        refused(
                with("decoder", deep),
                "it must be JSON within bounds: Document nesting depth (33) exceeds the maximum allowed (32");
        String many = IntStream.range(0, 20_001).mapToObj(i -> "0").collect(Collectors.joining(",", "[", "]"));
        refused(with("decoder", many), "[decoder] must have at most [20000] parts, got more");
        String tokens = IntStream.range(0, 20_001)
                .mapToObj(i -> "{\"id\": 1, \"content\": \"a\"}")
                .collect(Collectors.joining(",", "[", "]"));
        refused(with("added_tokens", tokens), "[added_tokens] must have at most [20000] entries, got more");
        refused(
                with("added_tokens", "[{\"id\": 1, \"content\": \"\"}]"),
                "[added_tokens.content] must be a text of 1 to [1024] characters, got [0]");
        refused(with("code", "1"), "its fields must be among [added_tokens, decoder, model, ");
        refused("[]", "it must hold one JSON object, got [START_ARRAY]");
        refused("{\"model\": {\"type\": ", "it must be JSON within bounds: ");
        refused(with("version", "1") + "{}", "it must hold one JSON object, got more after it");
    }

    @Test
    public void steps() throws Exception {
        refused(
                with("normalizer", "{\"type\": \"Exec\"}"),
                "[normalizer.type] must be one of [BertNormalizer, ByteLevel, ");
        refused(
                with("pre_tokenizer", "{\"type\": \"Lowercase\"}"),
                "[pre_tokenizer.type] must be one of [BertPreTokenizer, ");
        refused(with("post_processor", "7"), "[post_processor] must be an object with a type, got [7.0]");
        String steps = IntStream.range(0, 32)
                .mapToObj(i -> "{\"type\": \"NFC\"}")
                .collect(Collectors.joining(",", "{\"type\": \"Sequence\", \"normalizers\": [", "]}"));
        refused(with("normalizer", steps), "its steps must be at most [32], got more");
        refused(
                with("normalizer", replace("{\"String\": \"a\"}", "x".repeat(65))),
                "[normalizer.content] must be a text of at most [64] characters, got [");
        refused(
                with(
                        "normalizer",
                        "{\"type\": \"Sequence\", \"normalizers\": [" + replace("{\"String\": \"a\"}", "aaaaaaaaaa")
                                + ", " + replace("{\"String\": \"a\"}", "aaaaaaaaaa") + "]}"),
                "its steps must make a text at most [64] times as long, got [100] times");
        refused(
                with("normalizer", replace("{\"String\": \"\"}", "a")),
                "[normalizer.pattern] must be a [Regex] or a [String] of 1 to [64] characters, got [");
        refused(
                with("pre_tokenizer", "{\"type\": \"Metaspace\", \"replacement\": \"ab\"}"),
                "[pre_tokenizer.replacement] must be one character, got [ab]");
        allowed(with("normalizer", replace("{\"Regex\": \" {2,}\"}", " ")));
        allowed(with(
                "pre_tokenizer", "{\"type\": \"Metaspace\", \"replacement\": \"\u2581\", \"add_prefix_space\": true}"));
    }

    @Test
    public void whatIsAddedToAText() throws Exception {
        refused(
                with("post_processor", template("[\"A\"]", "A", "A")),
                "[post_processor.single] must have the text once, got it [2] times");
        refused(
                with("post_processor", template("[1]", "X", "A")),
                "[post_processor.single] must name special tokens among [[CLS]], got [X]");
        String ids = IntStream.range(0, 16).mapToObj(i -> "0").collect(Collectors.joining(",", "[", "]"));
        refused(
                with("post_processor", template(ids, "[CLS]", "A")),
                "[post_processor] must add fewer tokens than [max_length], which is [16], got [16]");
        // The tokenizer library ended the process.
        refused(
                with("post_processor", template("[0]", "[CLS]", "B")),
                "[post_processor.single] must be of [SpecialToken]s and of [Sequence] [A], got [{Sequence={id=B, type_id=0.0}}]");
        allowed(with("post_processor", template("[0, 0]", "[CLS]", "A")));
    }

    private static String template(String ids, String... pieces) {
        StringBuilder single = new StringBuilder();
        for (String piece : pieces) {
            String kind = piece.length() == 1 && !piece.equals("X") ? "Sequence" : "SpecialToken";
            single.append(single.isEmpty() ? "" : ", ")
                    .append("{\"" + kind + "\": {\"id\": \"" + piece + "\", \"type_id\": 0}}");
        }
        return "{\"type\": \"TemplateProcessing\", \"single\": [" + single + "], \"pair\": [],"
                + " \"special_tokens\": {\"[CLS]\": {\"id\": \"[CLS]\", \"ids\": " + ids
                + ", \"tokens\": [\"[CLS]\"]}}}";
    }

    @Test
    public void patternsOfPublishedTokenizers() throws Exception {
        for (String regex : new String[] {
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            " {2,}",
            "\\s",
            "[\\r\\n]",
            "\\w+|[^\\w\\s]+",
            "(?:ab){3}c"
        }) {
            RegexRule.check("pre_tokenizer", regex);
        }
    }

    @Test
    public void patternsThatMayRunForEver() {
        for (String regex : new String[] {
            "(a+)+b",
            "(a|a)*b",
            "(a?){40}a{40}",
            "(?:a*)*",
            "((ab)+c)+",
            "a*a*b",
            "a*a*a*",
            "(a+|b)(a+|b)(a+|b)c",
            "a?a?a?a?a?a?a?a?a?b",
            "(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)",
            "(a)\\1",
            "\\k<x>",
            "\\g<0>",
            "(?<x>a\\g<x>)",
            "(?(1)a|b)",
            "(?~a)",
            "(?x) (a+ # )\n)+",
            "(a",
            "a)",
            "[a",
            "a**",
            "a+*",
            "*a",
            "a{2}{3}",
            "a{1,2}a{1,2}a{1,2}",
            "(?=a+a+)b+c",
            "[[a]",
            "\\"
        }) {
            RefusedException e =
                    assertThrows(regex, RefusedException.class, () -> RegexRule.check("normalizer", regex));
            assertThat(
                    e.getMessage(),
                    containsString("[normalizer.pattern.Regex] must be a pattern that ends soon on any text, got ["));
        }
    }

    @Test
    public void charsMaps() throws Exception {
        int[] units = new int[512];
        // The root leads to the block at 256; byte 'a' there leads back to it, where a leaf has the replacement at 0.
        units[0] = 256 << 10;
        units[256 ^ 'a'] = 'a' | 1 << 8 | 'a' << 10;
        units[256] = 1 << 31;
        byte[] replacements = {'b', 0};
        allowed(with("normalizer", charsMap(units, replacements)));

        units[256] = 1 << 31 | 2;
        refused(
                with("normalizer", charsMap(units, replacements)),
                "whose replacements start within its [2] bytes, got [2]");
        units[256] = 1 << 31;
        refused(with("normalizer", charsMap(units, (byte) 'b')), "got one at [0] that does not");
        refused(with("normalizer", charsMap(units, (byte) 0x80, (byte) 0)), "whose replacements start within");
        units[256 ^ 'a'] = 'a' | 1 << 8 | 700 << 10;
        refused(
                with("normalizer", charsMap(units, replacements)),
                "a trie that leads to its [512] units only, got one to [");
        refused(
                with("normalizer", charsMap(new int[1], replacements)),
                "a trie that leads to its [1] units only, got one to [0]");
        refused(
                with("normalizer", "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"AAAA\"}"),
                "must be a trie of at most [3] bytes in fours, got [-1]");
        refused(
                with("normalizer", "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"?\"}"),
                "must be base64, got: ");
        refused(
                with("normalizer", "{\"type\": \"Precompiled\", \"precompiled_charsmap\": 3}"),
                "must be base64 text, got another value or none");
    }

    private static String charsMap(int[] units, byte... replacements) {
        ByteBuffer bytes =
                ByteBuffer.allocate(4 + units.length * 4 + replacements.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(units.length * 4);
        for (int unit : units) {
            bytes.putInt(unit);
        }
        return "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \""
                + Base64.getEncoder().encodeToString(bytes.put(replacements).array()) + "\"}";
    }

    private static String replace(String pattern, String content) {
        return "{\"type\": \"Replace\", \"pattern\": " + pattern + ", \"content\": \"" + content + "\"}";
    }

    private static String with(String field, String value) {
        return "{\"" + field + "\": " + value + ", \"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": 0}}}";
    }

    private void refusedModel(String model, String why) {
        refused("{\"model\": {" + model + "}}", why);
    }

    private long greatestId(String json) throws IOException, RefusedException {
        Path file = Files.writeString(newTempDir().resolve("t.json"), json, StandardCharsets.UTF_8);
        return TokenizerFile.check(file, MAX_LENGTH).greatestId();
    }

    private void allowed(String json) throws IOException, RefusedException {
        assertEquals(0, greatestId(json));
    }

    private void refused(String json, String why) {
        assertThat(assertThrows(RefusedException.class, () -> greatestId(json)).getMessage(), containsString(why));
    }
}
