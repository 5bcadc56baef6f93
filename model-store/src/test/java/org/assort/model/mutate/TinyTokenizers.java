/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.mutate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/** Small tokenizers of each kind of vocabulary, whose ids are all below six. */
final class TinyTokenizers {
    private static final String TEMPLATE = """
            {"type": "TemplateProcessing",
             "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                        {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
             "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
             "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [0], "tokens": ["[CLS]"]},
                                "[SEP]": {"id": "[SEP]", "ids": [1], "tokens": ["[SEP]"]}}}""";
    private static final String ADDED = """
            [{"id": 0, "content": "[CLS]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false,
              "special": true},
             {"id": 3, "content": "red", "single_word": true, "lstrip": true, "rstrip": true, "normalized": true,
              "special": false}]""";

    private TinyTokenizers() {}

    static List<String> all() {
        return List.of(wordLevel(), wordPiece(), bpe(), unigram());
    }

    static String wordLevel() {
        return file("[]", "{\"type\": \"Lowercase\"}", "{\"type\": \"WhitespaceSplit\"}", TEMPLATE, "null", """
                {"type": "WordLevel", "unk_token": "[UNK]",
                 "vocab": {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "a": 3, "b": 4, "c": 5}}""");
    }

    private static String wordPiece() {
        return file(
                ADDED,
                """
                {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null,
                 "lowercase": true}""",
                "{\"type\": \"BertPreTokenizer\"}",
                "{\"type\": \"BertProcessing\", \"sep\": [\"[SEP]\", 1], \"cls\": [\"[CLS]\", 0]}",
                "{\"type\": \"WordPiece\", \"prefix\": \"##\", \"cleanup\": true}",
                """
                {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                 "max_input_chars_per_word": 100,
                 "vocab": {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "a": 3, "##b": 4, "##c": 5}}""");
    }

    private static String bpe() {
        return file(
                ADDED,
                """
                {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Strip", "strip_left": true,
                 "strip_right": true}, {"type": "Prepend", "prepend": "a"}]}""",
                """
                {"type": "Sequence", "pretokenizers": [
                 {"type": "Split", "pattern": {"Regex": "\\\\p{N}{1,3}|\\\\s+(?!\\\\S)|\\\\s+"}, "behavior": "Isolated",
                  "invert": false},
                 {"type": "Digits", "individual_digits": true}, {"type": "Punctuation", "behavior": "Removed"},
                 {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true}]}""",
                """
                {"type": "Sequence", "processors": [
                 {"type": "RobertaProcessing", "sep": ["[SEP]", 1], "cls": ["[CLS]", 0], "trim_offsets": true,
                  "add_prefix_space": true},
                 {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": false, "use_regex": true}]}""",
                "{\"type\": \"ByteLevel\", \"add_prefix_space\": true, \"trim_offsets\": true, \"use_regex\": true}",
                """
                {"type": "BPE", "dropout": null, "unk_token": "[UNK]", "continuing_subword_prefix": null,
                 "end_of_word_suffix": null, "fuse_unk": false, "byte_fallback": false, "ignore_merges": false,
                 "vocab": {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "a": 3, "b": 4, "ab": 5}, "merges": [["a", "b"]]}""");
    }

    private static String unigram() {
        return file(ADDED, """
                {"type": "Sequence", "normalizers": [
                 {"type": "Precompiled", "precompiled_charsmap": "%s"}, {"type": "Nmt"}, {"type": "NFKC"},
                 {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
                 {"type": "Replace", "pattern": {"String": "``"}, "content": "\\""}]}""".formatted(charsMap()), """
                {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"},
                 {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always", "split": true}]}""", TEMPLATE, """
                {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always", "split": true}""", """
                {"type": "Unigram", "unk_id": 2, "byte_fallback": false,
                 "vocab": [["[CLS]", 0], ["[SEP]", 0], ["[UNK]", 0], ["\u2581a", -1.5], ["b", -2.25], ["\u2581", -3]]}""");
    }

    private static String file(String added, String normalizer, String pre, String post, String decoder, String model) {
        return """
                {"version": "1.0",
                 "truncation": {"max_length": 4, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
                 "padding": {"strategy": {"Fixed": 12}, "direction": "Right", "pad_to_multiple_of": null,
                             "pad_id": 2, "pad_type_id": 0, "pad_token": "[UNK]"},
                 "added_tokens": %s, "normalizer": %s, "pre_tokenizer": %s, "post_processor": %s, "decoder": %s,
                 "model": %s}""".formatted(added, normalizer, pre, post, decoder, model);
    }

    /** A table that makes an "A" of a "c": the root, a block for its bytes, and one leaf. */
    private static String charsMap() {
        int[] units = new int[512];
        units[0] = 256 << 10;
        units[256 ^ 'c'] = 'c' | (1 << 8) | ('c' << 10);
        units[256] = 1 << 31;
        ByteBuffer bytes = ByteBuffer.allocate(4 + units.length * 4 + 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(units.length * 4);
        for (int unit : units) {
            bytes.putInt(unit);
        }
        return Base64.getEncoder()
                .encodeToString(bytes.put((byte) 'A').put((byte) 0).array());
    }
}
