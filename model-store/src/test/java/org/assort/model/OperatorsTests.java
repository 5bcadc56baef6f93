/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assort.model.check.OnnxModel;
import org.assort.model.tiny.TinyOperators;
import org.junit.Test;

/** What is worked out of each operator before a run is what ONNX Runtime makes of it. */
public final class OperatorsTests extends RandomizedTest {

    @Test
    public void theShapeThatIsWorkedOutIsTheOneThatIsMade() throws Exception {
        for (TinyOperators.Sample sample : TinyOperators.all()) {
            Path file =
                    Files.write(newTempDir().resolve("m.onnx"), sample.model().bytes());
            for (int round = 0; round < 3; round++) {
                int texts = randomIntBetween(1, 4);
                int tokens = randomIntBetween(2, 9);
                assertEquals(
                        sample.name() + " of " + texts + " texts of " + tokens + " tokens",
                        made(file, texts, tokens),
                        OnnxModel.check(file).checkRun(texts, tokens));
            }
        }
    }

    @Test
    public void publishedModelsToo() throws Exception {
        for (String name : List.of(Models.FP32, Models.QUANTISED)) {
            OnnxModel model = OnnxModel.check(Models.onnx(name));
            assertEquals(Map.of("last_hidden_state", List.of(3L, 17L, 384L)), model.checkRun(3, 17));
            assertEquals(name.equals(Models.QUANTISED), model.quantisedAtRunTime());
        }
    }

    private Map<String, List<Long>> made(Path file, int texts, int tokens) throws Exception {
        OrtEnvironment environment = Models.natives().load();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        Map<String, List<Long>> shapes = new HashMap<>();
        try (OrtSession session = environment.createSession(file.toString())) {
            for (String input : session.getInputNames()) {
                long[] values = new long[texts * tokens];
                Arrays.setAll(values, i -> input.equals("input_ids") ? randomIntBetween(0, 5) : 1);
                inputs.put(
                        input,
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {texts, tokens}));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                for (Map.Entry<String, OnnxValue> output : result) {
                    long[] shape = ((TensorInfo) output.getValue().getInfo()).getShape();
                    assertTrue(shapes.put(
                                    output.getKey(),
                                    Arrays.stream(shape).boxed().toList())
                            == null);
                }
            }
        } finally {
            OnnxValue.close(inputs);
        }
        return shapes;
    }
}
