/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assort.model.tiny.TinyOnnx;
import org.junit.Test;

/** What is wrong with a model is said when it is loaded, in words that name it. */
public final class ModelLoaderTests extends ModelTestCase {
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
                allOf(
                        containsString("model.onnx] is refused: " + wanted),
                        containsString("it has [pixel_values INT64 [-1, -1]]")));
        TinyOnnx floats = withInput("input_ids", TinyOnnx.FLOAT, -1, -1).node("Cast", "unused", "input_ids");
        assertThat(
                fault(Models.tiny(newTempDir(), withInput("input_ids", 6, -1, -1), Models.TINY)),
                containsString("INT32"));
        assertThat(fault(Models.tiny(newTempDir(), floats, Models.TINY)), containsString("input_ids FLOAT [-1, -1]"));
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
                containsString("is refused: in a run of [1] texts of [600] tokens node ["));
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
            assertThat(fault(withTokenizer(json)), containsString("tokenizer.json] is refused: "));
        }
        // Right for all that is checked, and yet not what its library reads.
        String noUnknown = "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": 0}}}";
        assertThat(
                fault(withTokenizer(noUnknown)),
                containsString("tokenizer.json] is not a tokenizer that can be read: "));
    }

    private Path withTokenizer(String json) throws IOException, ModelException {
        Path parent = newTempDir();
        Path onnx = Files.write(parent.resolve("in.onnx"), Models.lookup().bytes());
        Path tokenizer = Files.writeString(parent.resolve("in.json"), json);
        ModelFolder.write(parent.resolve("m"), Models.TINY, onnx, tokenizer);
        return parent.resolve("m");
    }

    @Test
    public void aFileThatIsNoModel() throws Exception {
        for (byte[] junk : new byte[][] {
            "<html>not found</html>".getBytes(StandardCharsets.UTF_8),
            {0},
            Arrays.copyOf(Models.lookup().bytes(), 40)
        }) {
            Path folder = withModel(junk);
            assertThat(fault(folder), containsString("model.onnx] is refused: it is no ONNX file: "));
        }
        assertThat(fault(withModel(halfMade())), containsString("ONNX Runtime does not take it: "));
    }

    /** Right for all that is checked, and yet not what ONNX Runtime takes. */
    private static byte[] halfMade() {
        return Models.lookup().node("Trilu", "x", "attention_mask", "table").bytes();
    }

    @Test
    public void aGraphThatGrowsWithItsText() throws Exception {
        // Each number with each other, and that with each again: 32 for 16 tokens make 32 thousand, 4,096 make 64
        // billion.
        TinyOnnx pairs = withInput("input_ids", TinyOnnx.INT64, -1, -1)
                .tensor(TinyOnnx.wholes("flat", -1, 1))
                .node("Reshape", "a", "last_hidden_state", "flat")
                .node("Transpose", "b", "a")
                .node("MatMul", "c", "a", "b")
                .node("Reshape", "d", "c", "flat")
                .node("MatMul", "e", "d", "b");
        ModelSettings longer = new ModelSettings(2, Pooling.MEAN, false, 2048, "", "", 0);
        try (TextEmbedder model =
                new ModelLoader(Models.natives()).load(Models.tiny(newTempDir(), pairs, Models.TINY))) {
            assertEquals(2, model.embed(List.of("a"), Purpose.QUERY, Cancellation.NONE)[0].length);
        }
        assertThat(
                fault(Models.tiny(newTempDir(), pairs, longer)),
                containsString(
                        "model.onnx] is refused: in a run of [1] texts of [512] tokens node [e], a [MatMul], must take at most [268435456] elements"));
    }

    @Test
    public void weightsInOtherFiles() throws Exception {
        byte[] outside = Models.lookup().externalFloats("more", "weights.bin").bytes();
        assertThat(fault(withModel(outside)), containsString("keeps weights in other files, which is not supported"));
    }

    @Test
    public void aCheckNeedsNoNativeCodeAndFindsWhatLoadingFinds() throws Exception {
        ModelLoader without = new ModelLoader(NativeLibraries.in(newTempDir().resolve("none")));
        Path folder = Models.tiny(newTempDir(), Models.lookup(), Models.TINY);
        without.check(folder);
        String file = randomBoolean() ? "model.onnx" : "tokenizer.json";
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        bytes[randomIntBetween(0, bytes.length - 1)] ^= 1;
        Files.write(folder.resolve(file), bytes);
        assertEquals(
                fault(folder),
                assertThrows(ModelException.class, () -> without.check(folder)).getMessage());
        byte[] outside = Models.lookup().externalFloats("more", "weights.bin").bytes();
        Path refused = withModel(outside);
        assertEquals(
                fault(refused),
                assertThrows(ModelException.class, () -> without.check(refused)).getMessage());
    }

    @Test
    public void memoryIsThatOfTheFilesAndOfTheLargestRun() throws Exception {
        Path folder = Models.tiny(newTempDir(), Models.lookup(), Models.TINY);
        long files = Files.size(folder.resolve("model.onnx")) + 16 * Files.size(folder.resolve("tokenizer.json"));
        // All that a run makes is a vector of two floats a token.
        long run = BatchLimits.CPU.most(16) * 16L * 2 * Float.BYTES;
        List<Footprint> told = new ArrayList<>();
        ModelLoader loader = new ModelLoader(Models.natives(), DeviceChoice.of("device", "cpu"));
        try (TextEmbedder model = loader.load(folder, told::add)) {
            assertEquals(new Footprint(files, run), model.info().footprint());
            assertEquals(List.of(model.info().footprint()), told);
        }
        assertEquals(
                files + Files.size(folder.resolve("model.onnx")),
                MemoryEstimate.whileLoading(ModelManifest.read(folder)));
    }

    @Test
    public void whoHasNoRoomSaysSoBeforeNativeCodeHasTheFiles() throws Exception {
        ModelLoader loader = new ModelLoader(Models.natives());
        Path folder = withModel(halfMade());
        IllegalStateException full = new IllegalStateException("no room");
        assertSame(
                full,
                assertThrows(
                        IllegalStateException.class,
                        () -> loader.load(folder, footprint -> {
                            throw full;
                        })));
    }

    @Test
    public void runsOnADeviceTakeNoneOfTheHostsMemory() throws Exception {
        CheckedModel model = CheckedModel.of(Models.tiny(newTempDir(), Models.lookup(), Models.TINY));
        Footprint cpu = model.footprint(Device.cpu());
        assertEquals(new Footprint(cpu.bytes(), 0), model.footprint(Device.cuda(0)));
        assertTrue(cpu.bytesPerRun() > 0);
    }

    @Test
    public void aFootprintCountsEachThread() {
        assertEquals(7, new Footprint(7, 0).with(100));
        assertEquals(107, new Footprint(7, 50).with(2));
        assertEquals(Long.MAX_VALUE, new Footprint(7, Long.MAX_VALUE / 2).with(2));
        assertEquals(Long.MAX_VALUE, new Footprint(7, Long.MAX_VALUE / 2).with(3));
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
