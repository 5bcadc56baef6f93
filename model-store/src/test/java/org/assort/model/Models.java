/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assort.model.tiny.TinyOnnx;

/** The two real encoders that the build unpacks, and tiny ones whose vectors can be worked out by hand. */
final class Models {
    static final String FP32 = "all-minilm-l6-v2";
    static final String QUANTISED = "all-minilm-l6-v2-q";
    static final ModelSettings MINILM = new ModelSettings(384, Pooling.MEAN, true, 256, "", "", 0);
    static final ModelSettings TINY = new ModelSettings(2, Pooling.MEAN, false, 16, "", "", 0);

    /** Vectors of the tokens [CLS], [SEP], [UNK], a, b, c; two dimensions. */
    static final float[][] TINY_TABLE = {{1, 0}, {0, 1}, {-8, 4}, {16, 2}, {32, -64}, {0.5f, 0.25f}};

    private Models() {}

    static NativeLibraries natives() {
        return NativeLibraries.in(Path.of(System.getProperty("native.folder")));
    }

    static Path onnx(String name) {
        return unpacked(name + ".onnx");
    }

    static Path tokenizer(String name) {
        return unpacked(name + "-tokenizer.json");
    }

    static Path folder(Path parent, String name, ModelSettings settings) throws ModelException {
        ModelFolder.write(parent.resolve(name), settings, onnx(name), tokenizer(name));
        return parent.resolve(name);
    }

    static TextEmbedder load(Path parent, String name) throws ModelException {
        return new ModelLoader(natives()).load(folder(parent, name, MINILM));
    }

    /** A folder with the given graph and a tokenizer of six words. */
    static Path tiny(Path parent, TinyOnnx graph, ModelSettings settings) throws IOException, ModelException {
        return tiny(parent, graph, settings, true);
    }

    static Path tiny(Path parent, TinyOnnx graph, ModelSettings settings, boolean specialTokens)
            throws IOException, ModelException {
        Path onnx = Files.write(parent.resolve("in.onnx"), graph.bytes());
        Path tokenizer = Files.writeString(parent.resolve("in.json"), tinyTokenizer(specialTokens));
        ModelFolder.write(parent.resolve("tiny"), settings, onnx, tokenizer);
        return parent.resolve("tiny");
    }

    /** Looks each token up in the table: one row a token, whatever the others are. */
    static TinyOnnx lookup() {
        return new TinyOnnx()
                .input("input_ids", TinyOnnx.INT64, -1, -1)
                .input("attention_mask", TinyOnnx.INT64, -1, -1)
                .floats("table", TINY_TABLE)
                .node("Gather", "last_hidden_state", "table", "input_ids")
                .output("last_hidden_state", TinyOnnx.FLOAT, -1, -1, 2);
    }

    static String tinyTokenizer(boolean specialTokens) {
        String post = specialTokens ? """
                {"type": "TemplateProcessing",
                 "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                            {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                 "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                 "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [0], "tokens": ["[CLS]"]},
                                    "[SEP]": {"id": "[SEP]", "ids": [1], "tokens": ["[SEP]"]}}}""" : "null";
        return """
                {"version": "1.0", "added_tokens": [], "decoder": null,
                 "truncation": {"max_length": 4, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
                 "padding": {"strategy": {"Fixed": 12}, "direction": "Right", "pad_to_multiple_of": null,
                             "pad_id": 2, "pad_type_id": 0, "pad_token": "[UNK]"},
                 "normalizer": {"type": "Lowercase"},
                 "pre_tokenizer": {"type": "WhitespaceSplit"},
                 "post_processor": %s,
                 "model": {"type": "WordLevel", "unk_token": "[UNK]",
                           "vocab": {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "a": 3, "b": 4, "c": 5}}}""".formatted(post);
    }

    private static Path unpacked(String file) {
        Path path = Path.of(System.getProperty("models.folder"), file);
        if (!Files.isRegularFile(path)) {
            throw new AssertionError("the build unpacks " + path);
        }
        return path;
    }
}
