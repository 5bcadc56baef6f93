/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assort.model.check.OnnxModel;
import org.junit.Before;
import org.junit.Test;

/** A copy with fewer steps computes what the model does, and is gone once it is open. */
public final class FusedCopyTests extends ModelTestCase {
    private static final long TOKENS_KNOWN = 20_000;

    private OrtEnvironment environment;

    @Before
    public void load() throws Exception {
        environment = Models.natives().load();
    }

    private OrtSession open(Path file) throws OrtException {
        return environment.createSession(file.toString());
    }

    private float[] run(OrtSession session, int texts, long[] ids) throws OrtException {
        long[] shape = {texts, ids.length / texts};
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        for (String name : session.getInputNames()) {
            long[] values =
                    switch (name) {
                        case GraphSignature.INPUT_IDS -> ids;
                        case GraphSignature.TOKEN_TYPE_IDS -> new long[ids.length];
                        default -> ones;
                    };
            inputs.put(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape));
        }
        try (OrtSession.Result result = session.run(inputs)) {
            FloatBuffer made = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] all = new float[made.remaining()];
            made.get(all);
            return all;
        } finally {
            OnnxValue.close(inputs);
        }
    }

    @Test
    public void itComputesTheSame() throws Exception {
        Path model = Models.onnx(Models.FP32);
        Path[] opened = new Path[1];
        try (OrtSession itself = open(model);
                OrtSession copy = FusedCopy.open(model, OnnxModel.check(model), file -> {
                    opened[0] = file;
                    return open(file);
                })) {
            assertNotEquals(model, opened[0]);
            assertFalse("the copy is gone", Files.exists(opened[0]));
            for (int round = 0; round < 10; round++) {
                int texts = randomIntBetween(1, 4);
                long[] ids = new long[texts * randomIntBetween(1, 50)];
                Arrays.setAll(ids, i -> 1000 + (long) (randomDouble() * TOKENS_KNOWN));
                float[] expected = run(itself, texts, ids);
                float[] seen = run(copy, texts, ids);
                assertEquals(expected.length, seen.length);
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], seen[i], 2e-5);
                }
            }
        }
    }

    @Test
    public void whereNoneCanBeMadeTheModelItselfIsOpened() throws Exception {
        Path model = Models.onnx(Models.FP32);
        OnnxModel checked = OnnxModel.check(model);
        Path other = newTempFile();
        Path[] opened = new Path[1];
        List<Path> before = copies();
        try (OrtSession session = FusedCopy.open(other, checked, file -> {
            opened[0] = file;
            return open(model);
        })) {
            assertTrue(session.getNumInputs() > 0);
        }
        assertEquals("an empty file has no graph to copy", other, opened[0]);
        assertEquals(before, copies());
    }

    private static List<Path> copies() throws Exception {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("assort-model"))
                    .sorted()
                    .toList();
        }
    }
}
