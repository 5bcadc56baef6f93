/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.assort.model.tiny.TinyOnnx.FLOAT;
import static org.assort.model.tiny.TinyOnnx.INT64;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.assort.model.tiny.TinyNode;
import org.assort.model.tiny.TinyOnnx;
import org.junit.Test;

/** A copy with fewer steps is opened where it makes the vectors of the model, and is gone once it is open. */
public final class FusedCopiesTests extends ModelTestCase {
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final int DIMENSION = 64;

    /** Beside the model's own file. */
    private static final String COPY = "copy";

    private final RunWatch watch = new RunWatch();
    private final List<String> opened = new ArrayList<>();

    private OnnxEncoder open(CheckedModel model, Path file) throws ModelException {
        opened.add(file.equals(model.modelFile()) ? "model" : COPY);
        return OnnxEncoder.open(Models.natives(), Device.cpu(), file, model.model(), model.manifest(), watch);
    }

    /** What is opened for a model, in this order. */
    private List<String> opened(FusedCopies copies, CheckedModel model) throws Exception {
        opened.clear();
        copies.open(model, TIME, file -> open(model, file)).close();
        return List.copyOf(opened);
    }

    private static List<Tokens> texts(long greatestId) {
        List<Tokens> texts = new ArrayList<>();
        for (int i = randomIntBetween(1, 4); i > 0; i--) {
            long[] ids = new Random(randomLong())
                    .longs(randomIntBetween(1, 50), 0, greatestId + 1)
                    .toArray();
            texts.add(new Tokens(ids, new long[ids.length]));
        }
        return texts;
    }

    @Test
    public void aCopyThatMakesTheSameVectorsIsOpened() throws Exception {
        CheckedModel model = CheckedModel.of(Models.folder(newTempDir(), Models.FP32, Models.MINILM));
        Path temporary = newTempDir();
        FusedCopies copies = new FusedCopies(temporary);
        assertEquals(List.of("model", COPY), opened(copies, model));
        opened.clear();
        try (OnnxEncoder itself = open(model, model.modelFile());
                OnnxEncoder copy = copies.open(model, TIME, file -> open(model, file))) {
            assertEquals("compared once", List.of("model", COPY), opened);
            assertEquals("the copy is gone", Set.of(), names(temporary));
            for (int round = 0; round < 10; round++) {
                List<Tokens> texts = texts(model.tokenizer().greatestId());
                float[][] expected = itself.run(texts, new Workspace(), Cancellation.NONE);
                float[][] seen = copy.run(texts, new Workspace(), Cancellation.NONE);
                for (int i = 0; i < expected.length; i++) {
                    assertArrayEquals(expected[i], seen[i], 1e-4f);
                }
            }
        }
    }

    @Test
    public void aQuantisedModelHasItsCopyToo() throws Exception {
        CheckedModel model = CheckedModel.of(Models.folder(newTempDir(), Models.QUANTISED, Models.MINILM));
        assertEquals(List.of("model", COPY), opened(new FusedCopies(newTempDir()), model));
    }

    /** A row of the sum is 6,000 and a few: its variance is lost where it is the difference of two squares. */
    private CheckedModel farFromZero() throws Exception {
        Random random = new Random(randomLong());
        float[][] table = new float[Models.TINY_TABLE.length][DIMENSION];
        for (float[] row : table) {
            for (int d = 0; d < DIMENSION; d++) {
                row[d] = (float) (3000 + random.nextGaussian());
            }
        }
        float[] ones = new float[DIMENSION];
        Arrays.fill(ones, 1);
        TinyOnnx graph = new TinyOnnx()
                .input("input_ids", INT64, -1, -1)
                .input("attention_mask", INT64, -1, -1)
                .floats("table", table)
                .tensor(TinyOnnx.tensor("ones", ones, DIMENSION))
                .tensor(TinyOnnx.tensor("noughts", new float[DIMENSION], DIMENSION))
                .tensor(TinyOnnx.wholes("shape", 0, -1, DIMENSION))
                .tensor(TinyOnnx.tensor("two", new float[] {2}))
                .tensor(TinyOnnx.tensor("epsilon", new float[] {1e-12f}))
                .node("Gather", "a", "table", "input_ids")
                // ONNX Runtime does not see that it has the shape of the other.
                .node("Reshape", "b", "a", "shape")
                .node("Add", "sum", "a", "b")
                .node(TinyNode.of("ReduceMean", "mean", "sum").wholes("axes", -1))
                .node("Sub", "centred", "sum", "mean")
                .node("Pow", "squares", "centred", "two")
                .node(TinyNode.of("ReduceMean", "variance", "squares").wholes("axes", -1))
                .node("Add", "sure", "variance", "epsilon")
                .node("Sqrt", "root", "sure")
                .node("Div", "quotient", "centred", "root")
                .node("Mul", "scaled", "quotient", "ones")
                .node("Add", "last_hidden_state", "scaled", "noughts")
                .output("last_hidden_state", FLOAT, -1, -1, DIMENSION);
        ModelSettings settings = new ModelSettings(DIMENSION, Pooling.MEAN, false, 16, "", "", 0);
        return CheckedModel.of(Models.tiny(newTempDir(), graph, settings));
    }

    @Test
    public void aCopyThatMakesOtherVectorsIsNotOpenedAgain() throws Exception {
        CheckedModel model = farFromZero();
        assertTrue(model.model().canBeFused());
        FusedCopies copies = new FusedCopies(newTempDir());
        assertEquals(List.of("model", COPY, "model"), opened(copies, model));
        assertEquals(List.of("model"), opened(copies, model));
    }

    @Test
    public void whereNoneCanBeMadeTheModelItselfIsOpened() throws Exception {
        CheckedModel model = CheckedModel.of(Models.folder(newTempDir(), Models.FP32, Models.MINILM));
        FusedCopies nowhere = new FusedCopies(newTempDir().resolve("none"));
        assertEquals(List.of("model", "model"), opened(nowhere, model));
        assertEquals("it may be there the next time", List.of("model", "model"), opened(nowhere, model));
    }

    @Test
    public void aVectorWithoutNumbersIsFarFromAll() {
        float[][] one = {{3, 4}, {0, 0}};
        assertEquals(0, Sample.distance(one, one), 0);
        assertEquals(0.2, Sample.distance(one, new float[][] {{3, 5}, {0, 0}}), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, Sample.distance(one, new float[][] {{3, 4}, {0, 1}}), 0);
        assertTrue(Double.isNaN(Sample.distance(one, new float[][] {{Float.NaN, 4}, {0, 0}})));
    }

    @Test
    public void copiesOfKilledProcessesAreDeleted() throws Exception {
        Path temporary = newTempDir();
        Instant now = Instant.now();
        for (String name : List.of("assort-model1.onnx", "assort-model2.onnx", "model.onnx", "assort-model.txt")) {
            Path file = Files.createFile(temporary.resolve(name));
            boolean young = name.equals("assort-model2.onnx");
            Files.setLastModifiedTime(file, FileTime.from(now.plusSeconds(young ? 1 : -1)));
        }
        new FusedCopies(temporary).deleteLeft(now);
        assertEquals(Set.of("assort-model2.onnx", "model.onnx", "assort-model.txt"), names(temporary));
        new FusedCopies(temporary.resolve("none")).deleteLeft(now);
    }

    private static Set<String> names(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
