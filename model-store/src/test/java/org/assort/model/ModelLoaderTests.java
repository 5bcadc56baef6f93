/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.Test;

/** What is wrong with a model is said when it is loaded, in words that name it. */
public final class ModelLoaderTests extends RandomizedTest {
    @Test
    public void oneChangedByte() throws Exception {
        Path folder = Models.folder(newTempDir(), Models.QUANTISED, Models.MINILM);
        Path file = folder.resolve("model.onnx");
        byte[] bytes = Files.readAllBytes(file);
        bytes[randomIntBetween(0, bytes.length - 1)] ^= (byte) (1 << randomIntBetween(0, 7));
        Files.write(file, bytes);
        assertThat(
                fault(folder), allOf(containsString("model.onnx] must have the SHA-256 ["), containsString("got [")));
    }

    @Test
    public void aTruncatedFile() throws Exception {
        Path folder = Models.tiny(newTempDir(), Models.lookup(), Models.TINY);
        Path file = folder.resolve(randomBoolean() ? "model.onnx" : "tokenizer.json");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(
                fault(folder),
                containsString("must have the [" + bytes.length + "] bytes that model.json names, got ["
                        + (bytes.length - 1) + "]"));
    }

    @Test
    public void aMissingFile() throws Exception {
        Path folder = Models.tiny(newTempDir(), Models.lookup(), Models.TINY);
        Files.delete(folder.resolve("tokenizer.json"));
        assertThat(
                fault(folder),
                allOf(
                        containsString("there is no file [tokenizer.json] in ["),
                        containsString("there are [model.json, model.onnx]")));
    }

    @Test
    public void aWrongDimension() throws Exception {
        ModelSettings wrong = new ModelSettings(768, Pooling.MEAN, true, 256, "", "", 0);
        assertThat(
                fault(Models.folder(newTempDir(), Models.QUANTISED, wrong)),
                allOf(containsString("[768]"), containsString("it has [last_hidden_state FLOAT [-1, -1, 384]]")));
        TinyOnnx undeclared = new TinyOnnx()
                .input("input_ids", TinyOnnx.INT64, -1, -1)
                .floats("table", Models.TINY_TABLE)
                .node("Gather", "vectors", "table", "input_ids")
                .output("vectors", TinyOnnx.FLOAT, -1, -1, -1);
        ModelSettings three = new ModelSettings(3, Pooling.MEAN, true, 16, "", "", 0);
        assertThat(
                fault(Models.tiny(newTempDir(), undeclared, three)), allOf(containsString("3"), containsString("2")));
    }

    @Test
    public void unknownInputs() throws Exception {
        String wanted = "the graph's inputs must be among [input_ids, attention_mask, token_type_ids]";
        TinyOnnx image = withInput("pixel_values", TinyOnnx.INT64, -1, -1);
        assertThat(
                fault(Models.tiny(newTempDir(), image, Models.TINY)),
                allOf(containsString(wanted), containsString("it has [pixel_values INT64 [-1, -1]]")));
        TinyOnnx floats = withInput("input_ids", TinyOnnx.FLOAT, -1, -1).node("Cast", "unused", "input_ids");
        assertThat(
                fault(Models.tiny(newTempDir(), withInput("input_ids", 6, -1, -1), Models.TINY)),
                containsString("INT32"));
        assertThat(
                fault(Models.tiny(newTempDir(), floats, Models.TINY)), containsString("ONNX Runtime does not take it"));
        TinyOnnx fixed = withInput("input_ids", TinyOnnx.INT64, -1, 128);
        assertThat(
                fault(Models.tiny(newTempDir(), fixed, Models.TINY)),
                allOf(containsString("free to vary"), containsString("input_ids INT64 [-1, 128]")));
    }

    private static TinyOnnx withInput(String name, int type, int... shape) {
        return new TinyOnnx()
                .input(name, type, shape)
                .floats("table", Models.TINY_TABLE)
                .node("Gather", "last_hidden_state", "table", name)
                .output("last_hidden_state", TinyOnnx.FLOAT, -1, -1, 2);
    }

    @Test
    public void unknownOutputs() throws Exception {
        TinyOnnx scores = new TinyOnnx()
                .input("input_ids", TinyOnnx.INT64, -1, -1)
                .node("Identity", "logits", "input_ids")
                .output("logits", TinyOnnx.INT64, -1, -1);
        assertThat(
                fault(Models.tiny(newTempDir(), scores, Models.TINY)),
                allOf(
                        containsString("the graph must have one float output [texts, tokens, 2]"),
                        containsString("it has [logits INT64 [-1, -1]]")));
    }

    @Test
    public void aVocabularyLargerThanTheModels() throws Exception {
        TinyOnnx small = new TinyOnnx()
                .input("input_ids", TinyOnnx.INT64, -1, -1)
                .floats("table", Arrays.copyOf(Models.TINY_TABLE, 5))
                .node("Gather", "last_hidden_state", "table", "input_ids")
                .output("last_hidden_state", TinyOnnx.FLOAT, -1, -1, 2);
        assertThat(
                fault(Models.tiny(newTempDir(), small, Models.TINY)),
                containsString("the model failed on token [5], the last of [tokenizer.json]"));
    }

    @Test
    public void aLengthBeyondTheModels() throws Exception {
        ModelSettings long600 = new ModelSettings(384, Pooling.MEAN, true, 600, "", "", 0);
        assertThat(
                fault(Models.folder(newTempDir(), Models.QUANTISED, long600)),
                containsString("the model failed on [600] tokens, the [max_length] of model.json"));
    }

    @Test
    public void vectorsThatAreNotFinite() throws Exception {
        float[][] table = Models.TINY_TABLE.clone();
        table[2] = new float[] {1, Float.NaN};
        TinyOnnx nan = new TinyOnnx()
                .input("input_ids", TinyOnnx.INT64, -1, -1)
                .floats("table", table)
                .node("Gather", "last_hidden_state", "table", "input_ids")
                .output("last_hidden_state", TinyOnnx.FLOAT, -1, -1, 2);
        assertThat(
                fault(Models.tiny(newTempDir(), nan, Models.TINY)),
                containsString("model [tiny] gave a vector with [NaN] in it for the text at [0]"));
    }

    @Test
    public void aFileThatIsNoTokenizer() throws Exception {
        for (String json : new String[] {"{}", "not json", "[1, 2]", "{\"model\": {\"type\": \"Unheard\"}}"}) {
            Path parent = newTempDir();
            Path onnx = Files.write(parent.resolve("in.onnx"), Models.lookup().bytes());
            Path tokenizer = Files.writeString(parent.resolve("in.json"), json);
            ModelFolder.write(parent.resolve("m"), Models.TINY, onnx, tokenizer);
            assertThat(
                    fault(parent.resolve("m")),
                    containsString("tokenizer.json] is not a tokenizer that can be read: "));
        }
    }

    @Test
    public void aFileThatIsNoModel() throws Exception {
        for (byte[] junk : new byte[][] {
            "<html>not found</html>".getBytes(StandardCharsets.UTF_8),
            {0},
            Arrays.copyOf(Models.lookup().bytes(), 40)
        }) {
            Path folder = withModel(junk);
            assertThat(fault(folder), containsString("model.onnx] cannot be read: it"));
        }
        byte[] unknownOperator = new TinyOnnx()
                .input("input_ids", TinyOnnx.INT64, -1, -1)
                .node("Wish", "last_hidden_state", "input_ids")
                .output("last_hidden_state", TinyOnnx.FLOAT, -1, -1, 2)
                .bytes();
        assertThat(
                fault(withModel(unknownOperator)),
                allOf(containsString("ONNX Runtime does not take it: "), containsString("Wish")));
    }

    @Test
    public void weightsInOtherFiles() throws Exception {
        byte[] outside = Models.lookup().externalFloats("more", "weights.bin").bytes();
        assertThat(fault(withModel(outside)), containsString("keeps weights in other files, which is not supported"));
    }

    private Path withModel(byte[] onnx) throws IOException, ModelException {
        Path parent = newTempDir();
        Path file = Files.write(parent.resolve("in.onnx"), onnx);
        Path tokenizer = Files.writeString(parent.resolve("in.json"), Models.tinyTokenizer(true));
        ModelFolder.write(parent.resolve("m"), Models.TINY, file, tokenizer);
        return parent.resolve("m");
    }

    private static String fault(Path folder) {
        ModelLoader loader = new ModelLoader(Models.natives());
        return assertThrows(ModelException.class, () -> loader.load(folder)).getMessage();
    }
}
