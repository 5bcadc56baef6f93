/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.tiny;

import static org.assort.model.tiny.TinyOnnx.FLOAT;
import static org.assort.model.tiny.TinyOnnx.INT64;

/** A transformer of one layer, four numbers wide, in the operators that exporters write, which ONNX Runtime fuses. */
public final class TinyEncoder {
    private static final int WIDTH = 4;
    private static final int WORDS = 6;
    private static final int PLACES = 64;

    private final TinyOnnx graph = new TinyOnnx()
            .opset(17)
            .input("input_ids", INT64, -1, -1)
            .input("attention_mask", INT64, -1, -1)
            .input("token_type_ids", INT64, -1, -1);
    private final boolean quantised;

    private TinyEncoder(boolean quantised) {
        this.quantised = quantised;
    }

    /**
     * The model.
     *
     * @param quantised whether activations and weights of products are quantised as ONNX Runtime's tool does it
     */
    public static TinyOnnx of(boolean quantised) {
        TinyEncoder encoder = new TinyEncoder(quantised);
        encoder.embeddings();
        encoder.attention();
        encoder.feedForward();
        return encoder.graph.output("last_hidden_state", FLOAT, -1, -1, WIDTH);
    }

    private static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (i * 13 % 17 - 8) / 16f;
        }
        return numbers;
    }

    private void weights(String name, int... shape) {
        long[] sizes = new long[shape.length];
        int count = 1;
        for (int i = 0; i < shape.length; i++) {
            sizes[i] = shape[i];
            count *= shape[i];
        }
        graph.tensor(TinyOnnx.tensor(name, numbers(count), sizes));
    }

    private void number(String name, float value) {
        graph.tensor(TinyOnnx.tensor(name, new float[] {value}));
    }

    private void embeddings() {
        weights("words", WORDS, WIDTH);
        weights("places", PLACES, WIDTH);
        weights("segments", 2, WIDTH);
        graph.tensor(TinyOnnx.wholes("zero", 0))
                .tensor(TinyOnnx.wholes("one", 1))
                .tensor(TinyOnnx.tensor("from", INT64, new byte[8]))
                .tensor(TinyOnnx.tensor("by", INT64, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}))
                .node("Shape", "shape", "input_ids")
                .node(TinyNode.of("Gather", "length", "shape", "by"))
                .node("Range", "positions", "from", "length", "by")
                .node("Gather", "place", "places", "positions")
                .node("Gather", "word", "words", "input_ids")
                .node("Gather", "segment", "segments", "token_type_ids")
                .node("Add", "with_segment", "word", "segment")
                .node("Add", "embedded", "with_segment", "place");
        normalised("hidden", "embedded");
    }

    /** Mean 0 and variance 1, in the steps of exporters before there was an operator for it. */
    private void normalised(String to, String from) {
        weights(to + "_scale", WIDTH);
        weights(to + "_bias", WIDTH);
        number(to + "_two", 2);
        number(to + "_epsilon", 1e-5f);
        graph.node(TinyNode.of("ReduceMean", to + "_mean", from).wholes("axes", -1))
                .node("Sub", to + "_off", from, to + "_mean")
                .node("Pow", to + "_square", to + "_off", to + "_two")
                .node(TinyNode.of("ReduceMean", to + "_variance", to + "_square")
                        .wholes("axes", -1))
                .node("Add", to + "_above", to + "_variance", to + "_epsilon")
                .node("Sqrt", to + "_deviation", to + "_above")
                .node("Div", to + "_even", to + "_off", to + "_deviation")
                .node("Mul", to + "_scaled", to + "_even", to + "_scale")
                .node("Add", to, to + "_scaled", to + "_bias");
    }

    private void product(String to, String from, int out) {
        weights(to + "_addend", out);
        if (quantised) {
            byte[] small = new byte[WIDTH * out];
            for (int i = 0; i < small.length; i++) {
                small[i] = (byte) (i * 5 % 7);
            }
            graph.tensor(TinyOnnx.tensor(to + "_weights", TinyOnnx.UINT8, small, WIDTH, out))
                    .tensor(TinyOnnx.tensor(to + "_zero", TinyOnnx.UINT8, new byte[] {3}));
            number(to + "_step", 0.1f);
            graph.node(TinyNode.of("DynamicQuantizeLinear", to + "_small", from)
                            .output(to + "_by")
                            .output(to + "_from"))
                    .node("MatMulInteger", to + "_whole", to + "_small", to + "_weights", to + "_from", to + "_zero")
                    .node(TinyNode.of("Cast", to + "_cast", to + "_whole").whole("to", FLOAT))
                    .node("Mul", to + "_factor", to + "_by", to + "_step")
                    .node("Mul", to + "_product", to + "_cast", to + "_factor");
        } else {
            weights(to + "_weights", WIDTH, out);
            graph.node("MatMul", to + "_product", from, to + "_weights");
        }
        graph.node("Add", to, to + "_product", to + "_addend");
    }

    private void attention() {
        graph.tensor(TinyOnnx.wholes("heads", 0, 0, 2, 2)).tensor(TinyOnnx.wholes("flat", 0, 0, WIDTH));
        graph.tensor(TinyOnnx.wholes("axes", 1, 2));
        number("ones", 1);
        number("least", -10000);
        number("root", 1.5f);
        for (String part : new String[] {"query", "key", "value"}) {
            product(part, "hidden", WIDTH);
            graph.node("Reshape", part + "_split", part, "heads")
                    .node(TinyNode.of("Transpose", part + "_heads", part + "_split")
                            .wholes("perm", part.equals("key") ? new long[] {0, 2, 3, 1} : new long[] {0, 2, 1, 3}));
        }
        graph.node("Unsqueeze", "wide_mask", "attention_mask", "axes")
                .node(TinyNode.of("Cast", "float_mask", "wide_mask").whole("to", FLOAT))
                .node("Sub", "hidden_mask", "ones", "float_mask")
                .node("Mul", "penalty", "hidden_mask", "least")
                .node("MatMul", "scores", "query_heads", "key_heads")
                .node("Div", "scaled", "scores", "root")
                .node("Add", "masked", "scaled", "penalty")
                .node(TinyNode.of("Softmax", "shares", "masked").whole("axis", -1))
                .node("MatMul", "mixed", "shares", "value_heads")
                .node(TinyNode.of("Transpose", "back", "mixed").wholes("perm", 0, 2, 1, 3))
                .node("Reshape", "joined", "back", "flat");
        product("attended", "joined", WIDTH);
        graph.node("Add", "with_attention", "attended", "hidden");
        normalised("middle", "with_attention");
    }

    private void feedForward() {
        product("wider", "middle", WIDTH);
        number("half", 0.5f);
        number("root_two", 1.4142135f);
        graph.node("Div", "inner", "wider", "root_two")
                .node("Erf", "error", "inner")
                .node("Add", "plus", "error", "ones")
                .node("Mul", "times", "wider", "plus")
                .node("Mul", "bent", "times", "half");
        product("narrower", "bent", WIDTH);
        graph.node("Add", "with_all", "narrower", "middle");
        normalised("last_hidden_state", "with_all");
    }
}
