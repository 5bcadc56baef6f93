/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.LifecycleScope;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** The published encoder, in full and in reduced precision. */
public final class MiniLmTests extends ModelTestCase {
    private static TextEmbedder fp32;
    private static TextEmbedder quantised;

    @BeforeClass
    public static void load() throws Exception {
        Path parent = newTempDir(LifecycleScope.SUITE);
        fp32 = Models.load(parent, Models.FP32);
        quantised = Models.load(parent, Models.QUANTISED);
    }

    @AfterClass
    public static void unload() {
        fp32.close();
        quantised.close();
        fp32 = null;
        quantised = null;
    }

    @Test
    public void saysWhatItIs() {
        assertEquals(Models.FP32, fp32.modelId());
        assertEquals(384, fp32.dimension());
        assertFalse(fp32.info().quantised());
        if (!fp32.info().device().isCuda()) {
            assertEquals(32, fp32.info().maxBatch());
            assertEquals("CPU", fp32.info().device().provider());
        }
        assertEquals(90387606L + 711661L, fp32.info().bytesOnDisk());
        assertEquals(
                List.of("input_ids", "attention_mask", "token_type_ids"),
                fp32.info().inputs());
        assertEquals(List.of("last_hidden_state"), fp32.info().outputs());
        assertTrue(quantised.info().quantised());
        assertEquals(
                "a quantised model mixes the texts of a batch",
                1,
                quantised.info().maxBatch());
        assertFalse(fp32.fingerprint().equals(quantised.fingerprint()));
    }

    @Test
    public void agreesWithAnotherImplementation() throws Exception {
        for (TextEmbedder model : List.of(fp32, quantised)) {
            List<String> texts = new ArrayList<>();
            List<float[]> golden = new ArrayList<>();
            try (InputStream in = MiniLmTests.class.getResourceAsStream("golden-" + model.modelId() + ".tsv")) {
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", 5)) {
                    String[] columns = line.split("\t", 2);
                    texts.add(columns[0]);
                    String[] numbers = columns[1].strip().split(" ", 384);
                    float[] vector = new float[numbers.length];
                    for (int i = 0; i < vector.length; i++) {
                        vector[i] = Float.parseFloat(numbers[i]);
                    }
                    golden.add(vector);
                }
            }
            assertEquals(5, texts.size());
            float[][] vectors = model.embed(texts, Purpose.PASSAGE, Cancellation.NONE);
            for (int i = 0; i < vectors.length; i++) {
                assertTrue(model.modelId() + ", " + texts.get(i), cosine(golden.get(i), vectors[i]) > 1 - 1e-3);
            }
        }
    }

    @Test
    public void aTextHasOneVectorWhateverItsBatch() throws Exception {
        for (TextEmbedder model : List.of(fp32, quantised)) {
            String text = Texts.random(getRandom());
            float[] alone = embed(model, text);
            for (int round = 0; round < 10; round++) {
                List<String> batch = Texts.randoms(getRandom(), randomIntBetween(1, 6));
                int at = randomIntBetween(0, batch.size());
                batch.add(at, text);
                float[] among = model.embed(batch, Purpose.PASSAGE, Cancellation.NONE)[at];
                assertArrayEquals(model.modelId() + ", [" + text + "]", alone, among, 1e-5f);
            }
        }
    }

    @Test
    public void vectorsHaveLengthOne() throws Exception {
        for (float[] vector : fp32.embed(Texts.randoms(getRandom(), 20), Purpose.QUERY, Cancellation.NONE)) {
            double squares = 0;
            for (float v : vector) {
                squares += v * v;
            }
            assertEquals(1, squares, 1e-5);
        }
    }

    @Test
    public void meaningIsNearerThanWords() throws Exception {
        for (TextEmbedder model : List.of(fp32, quantised)) {
            float[] couch = embed(model, "comfortable couch for the living room");
            float[] sofa = embed(model, "cosy sofa, lounge furniture");
            float[] saw = embed(model, "comfortable chainsaw for the forest");
            assertTrue(cosine(couch, sofa) > cosine(couch, saw) + 0.1);
        }
    }

    @Test
    public void readsToTheManifestsLengthAndNoFurther() throws Exception {
        // The tokenizer.json asks for 128 tokens. "red" is one token, and two are special.
        String text = "red ".repeat(253);
        float[] shoe = embed(fp32, text + "shoe");
        assertFalse("token 255 is read", Arrays.equals(shoe, embed(fp32, text + "bank")));
        assertArrayEquals("token 256 is not", shoe, embed(fp32, text + "shoe bank"), 0);
    }

    @Test
    public void aHugeTextCostsWhatItsBeginningCosts() throws Exception {
        String start = Texts.random(getRandom()) + " red ".repeat(300);
        assertArrayEquals(embed(fp32, start), embed(fp32, start + "shoe ".repeat(2_000_000)), 0);
    }

    @Test
    public void threadsDoNotDisturbEachOther() throws Exception {
        for (TextEmbedder model : List.of(fp32, quantised)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                List<List<String>> batches = new ArrayList<>();
                List<float[][]> wanted = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    List<String> batch = Texts.randoms(getRandom(), randomIntBetween(1, 5));
                    batches.add(batch);
                    wanted.add(model.embed(batch, Purpose.PASSAGE, Cancellation.NONE));
                }
                tasks.add(() -> {
                    for (int i = 0; i < batches.size(); i++) {
                        float[][] got = model.embed(batches.get(i), Purpose.PASSAGE, Cancellation.NONE);
                        for (int j = 0; j < got.length; j++) {
                            assertArrayEquals(batches.get(i).get(j), wanted.get(i)[j], got[j], 1e-5f);
                        }
                    }
                    return null;
                });
            }
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (Future<Void> done : threads.invokeAll(tasks)) {
                    done.get();
                }
            }
        }
    }

    @Test
    public void closeLetsARunningEmbedEnd() throws Exception {
        TextEmbedder model = Models.load(newTempDir(), Models.QUANTISED);
        List<String> texts = Texts.randoms(getRandom(), 10);
        float[][] wanted = quantised.embed(texts, Purpose.QUERY, Cancellation.NONE);
        CountDownLatch running = new CountDownLatch(3);
        CountDownLatch closed = new CountDownLatch(1);
        Cancellation waits = () -> {
            running.countDown();
            if (running.getCount() == 0) {
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    throw new EmbeddingException("interrupted", e);
                }
            }
        };
        try (ExecutorService thread = Executors.newFixedThreadPool(1)) {
            Future<float[][]> vectors = thread.submit(() -> model.embed(texts, Purpose.QUERY, waits));
            running.await();
            model.close();
            model.close();
            assertThrows(IllegalStateException.class, () -> model.embed(texts, Purpose.QUERY, Cancellation.NONE));
            closed.countDown();
            for (int i = 0; i < wanted.length; i++) {
                assertArrayEquals(wanted[i], vectors.get()[i], 1e-5f);
            }
        } finally {
            closed.countDown();
        }
    }

    @Test
    public void cancellationStopsBetweenBatches() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Cancellation atThird = () -> {
            if (asked.incrementAndGet() >= 3) {
                throw new EmbeddingException("enough");
            }
        };
        List<String> texts = Collections.nCopies(100, "red shoe");
        EmbeddingException stopped =
                assertThrows(EmbeddingException.class, () -> quantised.embed(texts, Purpose.QUERY, atThird));
        assertEquals("enough", stopped.getMessage());
        // The thread that watches long runs may have asked as well.
        assertTrue(asked.toString(), asked.get() >= 3 && asked.get() < texts.size());
    }

    @Test
    public void noTextsGiveNoVectors() throws Exception {
        assertEquals(0, fp32.embed(List.of(), Purpose.QUERY, Cancellation.NONE).length);
    }

    @Test
    public void moreTextsThanAWindowKeepTheirOrder() throws Exception {
        List<String> pool = List.of("red shoe", "", "garden shears", "wireless headphones with a long battery life");
        float[][] wanted = quantised.embed(pool, Purpose.QUERY, Cancellation.NONE);
        List<String> texts = new ArrayList<>();
        List<Integer> picks = new ArrayList<>();
        Random random = getRandom();
        for (int i = 0; i < OnnxTextEmbedder.WINDOW + 50; i++) {
            picks.add(random.nextInt(pool.size()));
            texts.add(pool.get(picks.get(i)));
        }
        float[][] vectors = quantised.embed(texts, Purpose.QUERY, Cancellation.NONE);
        for (int i = 0; i < vectors.length; i++) {
            assertArrayEquals(wanted[picks.get(i)], vectors[i], 1e-5f);
        }
    }

    private static float[] embed(TextEmbedder model, String text) throws EmbeddingException {
        return model.embed(List.of(text), Purpose.PASSAGE, Cancellation.NONE)[0];
    }

    private static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }
}
