/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.assort.model.tiny.TinyOnnx;
import org.junit.Test;

/** Pooling, prefixes, padding and truncation against vectors worked out by hand: a token's vector is its table row. */
public final class TinyModelTests extends ModelTestCase {
    @Test
    public void meanOfAllTokensPaddingLeftOut() throws Exception {
        float[][] vectors = embed(Models.TINY, Purpose.QUERY, "a b", "", "unknown", "a a a a a a");
        // [CLS] (1, 0), a (16, 2), b (32, -64), [SEP] (0, 1)
        assertArrayEquals(new float[] {49 / 4f, -61 / 4f}, vectors[0], 0);
        assertArrayEquals(new float[] {1 / 2f, 1 / 2f}, vectors[1], 0);
        assertArrayEquals(new float[] {-7 / 3f, 5 / 3f}, vectors[2], 1e-6f);
        assertArrayEquals(
                "six words: the file's truncation to 4 is off", new float[] {97 / 8f, 13 / 8f}, vectors[3], 0);
    }

    @Test
    public void normalised() throws Exception {
        ModelSettings settings = new ModelSettings(2, Pooling.MEAN, true, 16, "", "", 0);
        double length = Math.hypot(49, 61);
        float[] wanted = {(float) (49 / length), (float) (-61 / length)};
        assertArrayEquals(wanted, embed(settings, Purpose.QUERY, "a b")[0], 1e-6f);
    }

    @Test
    public void firstToken() throws Exception {
        ModelSettings settings = new ModelSettings(2, Pooling.CLS, false, 16, "", "", 0);
        for (float[] vector : embed(settings, Purpose.QUERY, "a b", "", "c c c c c c c c c c c c c c c c c c c")) {
            assertArrayEquals(new float[] {1, 0}, vector, 0);
        }
    }

    @Test
    public void prefixes() throws Exception {
        ModelSettings settings = new ModelSettings(2, Pooling.MEAN, false, 16, "c ", "b ", 0);
        assertArrayEquals(embed(Models.TINY, Purpose.QUERY, "c a")[0], embed(settings, Purpose.QUERY, "a")[0], 0);
        assertArrayEquals(embed(Models.TINY, Purpose.QUERY, "b a")[0], embed(settings, Purpose.PASSAGE, "a")[0], 0);
    }

    @Test
    public void theEndOfAnOverlongTextIsNotReadAndTheClosingTokenIsKept() throws Exception {
        ModelSettings eight = new ModelSettings(2, Pooling.MEAN, false, 8, "", "", 0);
        float[] six = embed(Models.TINY, Purpose.QUERY, "a a a a a b")[0];
        assertArrayEquals(
                six, embed(eight, Purpose.QUERY, "a a a a a b" + " c".repeat(randomIntBetween(1, 5000)))[0], 0);
    }

    @Test
    public void onlySoMuchOfATextIsTokenized() throws Exception {
        // One word too long to be cut by tokens: 16 tokens times 32 characters are read.
        int bound = Models.TINY.maxLength() * TextTokenizer.CHARS_PER_TOKEN;
        float[] empty = embed(Models.TINY, Purpose.QUERY, "")[0];
        float[] word = embed(Models.TINY, Purpose.QUERY, "a")[0];
        assertArrayEquals(word, embed(Models.TINY, Purpose.QUERY, " ".repeat(bound - 1) + "a")[0], 0);
        assertArrayEquals(empty, embed(Models.TINY, Purpose.QUERY, " ".repeat(bound) + "a")[0], 0);
    }

    @Test
    public void aGraphThatPoolsByItselfWithoutAMaskRunsOneByOne() throws Exception {
        TinyOnnx pooled = new TinyOnnx()
                .input("input_ids", TinyOnnx.INT64, -1, -1)
                .floats("table", Models.TINY_TABLE)
                .node("Gather", "rows", "table", "input_ids")
                .meanOfTokens("sentence_embedding", "rows")
                .output("sentence_embedding", TinyOnnx.FLOAT, -1, 2);
        Path folder = Models.tiny(newTempDir(), pooled, Models.TINY);
        try (TextEmbedder model = new ModelLoader(Models.natives()).load(folder)) {
            assertEquals(1, model.info().maxBatch());
            float[][] vectors = model.embed(List.of("a b", ""), Purpose.QUERY, Cancellation.NONE);
            assertArrayEquals(new float[] {49 / 4f, -61 / 4f}, vectors[0], 0);
            assertArrayEquals(new float[] {1 / 2f, 1 / 2f}, vectors[1], 0);
        }
    }

    @Test
    public void aTextWithoutAnyTokenHasTheZeroVector() throws Exception {
        Path folder = Models.tiny(newTempDir(), Models.lookup(), Models.TINY, false);
        try (TextEmbedder model = new ModelLoader(Models.natives()).load(folder)) {
            float[][] vectors = model.embed(List.of("a", "", " "), Purpose.QUERY, Cancellation.NONE);
            assertArrayEquals(new float[] {16, 2}, vectors[0], 0);
            assertArrayEquals(new float[2], vectors[1], 0);
            assertArrayEquals(new float[2], vectors[2], 0);
        }
    }

    private float[][] embed(ModelSettings settings, Purpose purpose, String... texts) throws Exception {
        Path folder = Models.tiny(newTempDir(), Models.lookup(), settings);
        try (TextEmbedder model = new ModelLoader(Models.natives()).load(folder)) {
            return model.embed(List.of(texts), purpose, Cancellation.NONE);
        }
    }
}
