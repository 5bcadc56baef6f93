/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.Test;

public final class OnnxGraphTests extends RandomizedTest {
    @Test
    public void publishedModels() throws Exception {
        assertEquals(new OnnxGraph(false, false), OnnxGraph.read(Models.onnx(Models.FP32)));
        assertEquals(new OnnxGraph(true, false), OnnxGraph.read(Models.onnx(Models.QUANTISED)));
    }

    @Test
    public void operatorsCountAndNamesDoNot() throws Exception {
        assertEquals(new OnnxGraph(false, false), read(Models.lookup().bytes()));
        assertEquals(
                new OnnxGraph(true, false),
                read(Models.lookup().node("MatMulInteger", "x", "y").bytes()));
        assertEquals(
                "an output of that name is no operator",
                new OnnxGraph(false, false),
                read(Models.lookup().node("Add", "DynamicQuantizeLinear", "y").bytes()));
        assertEquals(
                "a branch counts",
                new OnnxGraph(true, false),
                read(Models.lookup().nested("DynamicQuantizeLinear").bytes()));
    }

    @Test
    public void weightsInOtherFilesAreSeen() throws Exception {
        assertEquals(
                new OnnxGraph(false, true),
                read(Models.lookup().externalFloats("w", "w.bin").bytes()));
    }

    /** Damage ends in an IOException or is not noticed; never in another exception, never in a loop. */
    @Test
    @Repeat(iterations = 200)
    public void damage() throws Exception {
        byte[] bytes =
                Models.lookup().nested("Add").externalFloats("w", "w.bin").bytes();
        for (int i = randomIntBetween(1, 4); i > 0; i--) {
            bytes[randomIntBetween(0, bytes.length - 1)] = (byte) randomIntBetween(-128, 127);
        }
        byte[] damaged = randomBoolean() ? bytes : Arrays.copyOf(bytes, randomIntBetween(0, bytes.length));
        assertTrue(outcome(damaged), outcome(damaged).startsWith("it "));
    }

    @Test
    public void aCutAnywhereInTheGraphIsNoticed() {
        byte[] bytes = Models.lookup().bytes();
        // The last 6 bytes or so are the operator set, a field of its own after the graph.
        int cut = randomIntBetween(0, bytes.length - 10);
        assertThrows(IOException.class, () -> read(Arrays.copyOf(bytes, cut)));
    }

    private String outcome(byte[] bytes) throws IOException {
        Path file = Files.write(newTempDir().resolve("m.onnx"), bytes);
        try {
            return "it is " + OnnxGraph.read(file);
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private OnnxGraph read(byte[] bytes) throws IOException {
        Path file = Files.write(newTempDir().resolve("m.onnx"), bytes);
        return OnnxGraph.read(file);
    }
}
