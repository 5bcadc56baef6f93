/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import static org.assort.model.tiny.TinyOnnx.FLOAT;
import static org.assort.model.tiny.TinyOnnx.INT64;
import static org.junit.Assert.assertEquals;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assort.model.tiny.TinyNode;
import org.assort.model.tiny.TinyOnnx;
import org.junit.Test;

/** Which steps of a graph become one, and which must stay. */
public final class SkipNormalisationTests extends RandomizedTest {

    /** A normalisation as exporters write it; each part may be written otherwise. */
    private final class Graph {
        private final TinyOnnx onnx = new TinyOnnx();
        private String second = "b";
        private float exponent = 2;
        private float epsilon = 1e-12f;
        private long axis = -1;
        private boolean axisIsInput;
        private long[] shapeOfEpsilon = {};
        private float[] scale = {1, 2, 3, 4};
        private boolean swapped;

        private TinyNode mean(String output, String input, long of) {
            return axisIsInput
                    ? TinyNode.of("ReduceMean", output, input, "last")
                    : TinyNode.of("ReduceMean", output, input).wholes("axes", of);
        }

        Path file() throws IOException {
            float[][] table = {{1, 2, 3, 4}, {4, 0, -2, 8}, {0.5f, 0, 0, 0}};
            onnx.input("input_ids", INT64, -1, -1)
                    .floats("table", table)
                    .tensor(TinyOnnx.tensor("position", new float[] {1, 0, 2, 0}, 1, 1, 4))
                    .tensor(TinyOnnx.tensor("two", new float[] {exponent}))
                    .tensor(TinyOnnx.tensor("epsilon", new float[] {epsilon}, shapeOfEpsilon))
                    .tensor(TinyOnnx.wholes("last", -1))
                    .tensor(TinyOnnx.tensor("scale", scale, scale.length))
                    .tensor(TinyOnnx.tensor("shift", new float[] {0, 1, 0, 1}, 4))
                    .node("Gather", "a", "table", "input_ids")
                    .node("Mul", "b", "a", "a")
                    .node("Add", "sum", "a", second)
                    .node(mean("mean", "sum", -1))
                    .node("Sub", "centred", "sum", "mean")
                    .node("Pow", "squares", "centred", "two")
                    .node(mean("variance", "squares", axis))
                    .node("Add", "sure", "variance", "epsilon")
                    .node("Sqrt", "root", "sure")
                    .node("Div", "quotient", "centred", "root");
            if (swapped) {
                onnx.node("Mul", "scaled", "scale", "quotient").node("Add", "y", "shift", "scaled");
            } else {
                onnx.node("Mul", "scaled", "quotient", "scale").node("Add", "y", "scaled", "shift");
            }
            return Files.write(newTempFile(), onnx.outputOfAnyShape("y", FLOAT).bytes());
        }
    }

    private int fused(Path file) throws IOException, RefusedException {
        Path to = newTempFile();
        OnnxModel model = OnnxModel.check(file);
        int count = model.writeFused(file, to);
        if (count == 0) {
            assertEquals("nothing is written", 0, Files.size(to));
            return 0;
        }
        OnnxModel fused = OnnxModel.check(to);
        assertEquals(model.inputs().toString(), fused.inputs().toString());
        int tokens = randomIntBetween(1, 64);
        assertEquals(model.checkRun(2, tokens), fused.checkRun(2, tokens));
        assertEquals("all were found", 0, fused.writeFused(to, newTempFile()));
        return count;
    }

    @Test
    public void aLayerOfARealEncoderHasTwo() throws Exception {
        Map<String, Integer> layers = Map.of(
                "all-minilm-l6-v2", 6,
                "all-minilm-l6-v2-q", 6,
                "bge-small-en-v1.5-q", 12,
                "bge-small-zh-v1.5-q", 4,
                "e5-small-v2-q", 12);
        for (Map.Entry<String, Integer> encoder : layers.entrySet()) {
            Path file = Path.of(System.getProperty("models.folder"), encoder.getKey() + ".onnx");
            // The first normalisation is of embeddings, those of the places being one text's for all.
            assertEquals(encoder.getKey(), 2 * encoder.getValue(), fused(file));
        }
    }

    @Test
    public void theOrderOfFactorsIsFree() throws Exception {
        assertEquals(1, fused(new Graph().file()));
        Graph swapped = new Graph();
        swapped.swapped = true;
        assertEquals(1, fused(swapped.file()));
    }

    @Test
    public void theAxisMayBeAnInputOrCountedFromTheFirst() throws Exception {
        Graph input = new Graph();
        input.axisIsInput = true;
        input.onnx.opset(18);
        assertEquals(1, fused(input.file()));
        Graph counted = new Graph();
        counted.axis = 2;
        assertEquals(1, fused(counted.file()));
    }

    @Test
    public void whatIsOtherwiseStays() throws Exception {
        Graph stretched = new Graph();
        stretched.second = "position";
        assertEquals("of one text", 0, fused(stretched.file()));

        Graph cubes = new Graph();
        cubes.exponent = 3;
        assertEquals(0, fused(cubes.file()));

        Graph unsure = new Graph();
        unsure.epsilon = 0;
        assertEquals(0, fused(unsure.file()));

        Graph other = new Graph();
        other.axis = 1;
        assertEquals("of another axis", 0, fused(other.file()));

        Graph wide = new Graph();
        wide.shapeOfEpsilon = new long[] {1, 1, 1, 1};
        assertEquals("of four dimensions", 0, fused(wide.file()));

        Graph one = new Graph();
        one.scale = new float[] {2};
        assertEquals("a scale for all", 0, fused(one.file()));

        for (String used : new String[] {"sum", "centred", "variance", "quotient", "scaled"}) {
            Graph graph = new Graph();
            graph.onnx.node("Neg", "more", used).outputOfAnyShape("more", FLOAT);
            assertEquals("[" + used + "] is used elsewhere", 0, fused(graph.file()));
        }
        Graph asked = new Graph();
        asked.onnx.outputOfAnyShape("sum", FLOAT);
        assertEquals("the sum is asked for", 0, fused(asked.file()));
    }
}
