/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.tiny;

import static org.assort.model.tiny.TinyOnnx.BOOL;
import static org.assort.model.tiny.TinyOnnx.FLOAT;
import static org.assort.model.tiny.TinyOnnx.INT32;
import static org.assort.model.tiny.TinyOnnx.INT64;
import static org.assort.model.tiny.TinyOnnx.INT8;
import static org.assort.model.tiny.TinyOnnx.UINT8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every operator that a model may have, each in a model of its own: tokens are looked up in a table of six rows of
 * {@value #WIDTH} and the operator makes an output {@value #MADE} of the rows, the ids or some weights beside them.
 */
public final class TinyOperators {
    /** What the operator under test gives, of whatever shape. */
    public static final String MADE = "made";

    public static final int WIDTH = 4;
    private static final int WORDS = 6;
    private static final String MICROSOFT = "com.microsoft";

    private final List<Sample> all = new ArrayList<>();

    private TinyOperators() {}

    /**
     * A model with an operator in it.
     *
     * @param name the operator with its domain, and what is special about it here
     */
    public record Sample(String name, String operator, TinyOnnx model) {}

    public static List<Sample> all() {
        TinyOperators operators = new TinyOperators();
        operators.oneInput();
        operators.severalInputs();
        operators.products();
        operators.reduced();
        operators.layout();
        operators.chosen();
        operators.quantised();
        operators.fused();
        operators.heads();
        return List.copyOf(operators.all);
    }

    /** A lookup to which tensors and nodes are added. */
    private void add(String name, int opset, int type, Consumer<TinyOnnx> more) {
        TinyOnnx model = new TinyOnnx()
                .opset(opset)
                .input("input_ids", INT64, -1, -1)
                .input("attention_mask", INT64, -1, -1)
                .tensor(TinyOnnx.tensor("table", numbers(WORDS * WIDTH), WORDS, WIDTH))
                .node("Gather", "last_hidden_state", "table", "input_ids");
        more.accept(model);
        all.add(new Sample(
                name + " of " + opset,
                name.split(" ", 2)[0],
                model.output("last_hidden_state", FLOAT, -1, -1, WIDTH).outputOfAnyShape(MADE, type)));
    }

    private void add(String name, int opset, int type, TinyNode node, Message... tensors) {
        add(name, opset, type, model -> {
            for (Message tensor : tensors) {
                model.tensor(tensor);
            }
            model.node(node);
        });
    }

    private static TinyNode node(String op, String... inputs) {
        return TinyNode.of(op, MADE, inputs);
    }

    private static TinyNode microsoft(String op, String... inputs) {
        return node(op, inputs).domain(MICROSOFT);
    }

    private static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (i * 7 % 11 - 4) / 8f;
        }
        return numbers;
    }

    private static Message floats(String name, int... shape) {
        long[] sizes = new long[shape.length];
        int count = 1;
        for (int i = 0; i < shape.length; i++) {
            sizes[i] = shape[i];
            count *= shape[i];
        }
        return TinyOnnx.tensor(name, numbers(count), sizes);
    }

    private static Message bytes(String name, int type, int... shape) {
        long[] sizes = new long[shape.length];
        int count = 1;
        for (int i = 0; i < shape.length; i++) {
            sizes[i] = shape[i];
            count *= shape[i];
        }
        byte[] data = new byte[count];
        for (int i = 0; i < count; i++) {
            data[i] = (byte) (i * 5 % 7);
        }
        return TinyOnnx.tensor(name, type, data, sizes);
    }

    private void oneInput() {
        for (String op : List.of(
                "Abs",
                "Ceil",
                "Cos",
                "Elu",
                "Erf",
                "Exp",
                "Floor",
                "HardSigmoid",
                "Identity",
                "LeakyRelu",
                "Log",
                "LogSoftmax",
                "LpNormalization",
                "Neg",
                "Reciprocal",
                "Relu",
                "Round",
                "Sigmoid",
                "Sign",
                "Sin",
                "Softmax",
                "Softplus",
                "Softsign",
                "Sqrt",
                "Tanh",
                "Dropout",
                "Clip",
                "Trilu")) {
            add(op, 17, FLOAT, node(op, "last_hidden_state"));
        }
        add("Mish", 18, FLOAT, node("Mish", "last_hidden_state"));
        add("Gelu", 20, FLOAT, node("Gelu", "last_hidden_state").text("approximate", "tanh"));
        add("IsNaN", 17, BOOL, node("IsNaN", "last_hidden_state"));
        add("IsInf", 17, BOOL, node("IsInf", "last_hidden_state"));
        add("Cast", 17, INT32, node("Cast", "last_hidden_state").whole("to", INT32));
        add("CastLike", 17, FLOAT, node("CastLike", "input_ids", "last_hidden_state"));
        add("Softmax axis", 11, FLOAT, node("Softmax", "last_hidden_state").whole("axis", 1));
        add("CumSum", 17, INT64, node("CumSum", "input_ids", "one"), TinyOnnx.tensor("one", INT32, new byte[4]));
        add(
                "Not",
                17,
                BOOL,
                model -> model.node(TinyNode.of("Cast", "words", "input_ids").whole("to", BOOL))
                        .node("Not", MADE, "words"));
        add("Constant", 17, FLOAT, node("Constant").tensor("value", floats("", 2, 3)));
        add("Constant wholes", 17, INT64, node("Constant").wholes("value_ints", 3, 4));
        add("Constant whole", 17, INT64, node("Constant").whole("value_int", 3));
        add("Constant number", 17, FLOAT, node("Constant").number("value_float", 3));
    }

    private void severalInputs() {
        for (String op : List.of("Add", "Div", "Max", "Mean", "Min", "Mul", "Pow", "PRelu", "Sub", "Sum")) {
            add(op, 17, FLOAT, node(op, "last_hidden_state", "row"), floats("row", WIDTH));
        }
        add("Mod", 17, INT64, node("Mod", "input_ids", "five"), TinyOnnx.wholes("five", 5));
        for (String op : List.of("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual")) {
            add(op, 17, BOOL, node(op, "last_hidden_state", "row"), floats("row", WIDTH));
        }
        for (String op : List.of("And", "Or", "Xor")) {
            add(
                    op,
                    17,
                    BOOL,
                    model -> model.node(
                                    TinyNode.of("Cast", "words", "input_ids").whole("to", BOOL))
                            .node(TinyNode.of("Cast", "mask", "attention_mask").whole("to", BOOL))
                            .node(op, MADE, "words", "mask"));
        }
        add(
                "Where",
                17,
                FLOAT,
                model -> model.tensor(floats("row", WIDTH))
                        .node("Less", "less", "last_hidden_state", "row")
                        .node("Where", MADE, "less", "last_hidden_state", "row"));
        add(
                "LayerNormalization",
                17,
                FLOAT,
                node("LayerNormalization", "last_hidden_state", "row", "row"),
                floats("row", WIDTH));
        add(
                "SimplifiedLayerNormalization",
                17,
                FLOAT,
                node("SimplifiedLayerNormalization", "last_hidden_state", "row"),
                floats("row", WIDTH));
    }

    private void products() {
        add("MatMul", 17, FLOAT, node("MatMul", "last_hidden_state", "weights"), floats("weights", WIDTH, 3));
        add("MatMul of a vector", 17, FLOAT, node("MatMul", "last_hidden_state", "weights"), floats("weights", WIDTH));
        add(
                "Gemm",
                17,
                FLOAT,
                model -> model.tensor(floats("weights", 3, WIDTH))
                        .tensor(floats("bias", 3))
                        .tensor(TinyOnnx.wholes("flat", -1, WIDTH))
                        .node("Reshape", "rows", "last_hidden_state", "flat")
                        .node(node("Gemm", "rows", "weights", "bias")
                                .whole("transB", 1)
                                .number("alpha", 0.5f)));
    }

    private void reduced() {
        for (String op : List.of(
                "ReduceL1",
                "ReduceL2",
                "ReduceLogSumExp",
                "ReduceMax",
                "ReduceMean",
                "ReduceMin",
                "ReduceProd",
                "ReduceSumSquare")) {
            add(op, 17, FLOAT, node(op, "last_hidden_state").wholes("axes", 1).whole("keepdims", 0));
        }
        add("ReduceSum", 17, FLOAT, node("ReduceSum", "last_hidden_state", "axes"), TinyOnnx.wholes("axes", 1, 2));
        add(
                "ReduceSum attribute",
                11,
                FLOAT,
                node("ReduceSum", "last_hidden_state").wholes("axes", -1));
        add(
                "ReduceMean input",
                18,
                FLOAT,
                node("ReduceMean", "last_hidden_state", "axes"),
                TinyOnnx.wholes("axes", -1));
        add("ReduceMax all", 18, FLOAT, node("ReduceMax", "last_hidden_state").whole("keepdims", 0));
    }

    private void layout() {
        add("Shape", 17, INT64, node("Shape", "last_hidden_state").whole("start", 1));
        add("Size", 17, INT64, node("Size", "last_hidden_state"));
        add(
                "ConstantOfShape",
                17,
                FLOAT,
                model -> model.node("Shape", "shape", "input_ids")
                        .node(node("ConstantOfShape", "shape").tensor("value", floats("", 1))));
        add(
                "Range",
                17,
                INT64,
                model -> model.tensor(scalar("zero", 0))
                        .tensor(scalar("two", 2))
                        .node("Size", "size", "input_ids")
                        .node("Range", MADE, "zero", "size", "two"));
        add("Reshape", 17, FLOAT, node("Reshape", "last_hidden_state", "to"), TinyOnnx.wholes("to", 0, 2, -1));
        add("Flatten", 17, FLOAT, node("Flatten", "last_hidden_state").whole("axis", 2));
        add(
                "Squeeze",
                17,
                FLOAT,
                model -> model.tensor(TinyOnnx.wholes("axes", 1))
                        .node("Unsqueeze", "wide", "last_hidden_state", "axes")
                        .node("Squeeze", MADE, "wide", "axes"));
        add(
                "Squeeze attribute",
                11,
                FLOAT,
                model -> model.node(TinyNode.of("Unsqueeze", "wide", "last_hidden_state")
                                .wholes("axes", 1))
                        .node(node("Squeeze", "wide").wholes("axes", 1)));
        add("Unsqueeze", 17, FLOAT, node("Unsqueeze", "last_hidden_state", "axes"), TinyOnnx.wholes("axes", 0, -1));
        add(
                "Unsqueeze attribute",
                11,
                FLOAT,
                node("Unsqueeze", "last_hidden_state").wholes("axes", 1, 3));
        add("Transpose", 17, FLOAT, node("Transpose", "last_hidden_state").wholes("perm", 2, 0, 1));
        add("Transpose back", 17, FLOAT, node("Transpose", "last_hidden_state"));
        add("Expand", 17, FLOAT, node("Expand", "last_hidden_state", "to"), TinyOnnx.wholes("to", 3, 1, 1, 1));
        add(
                "Expand as exported",
                17,
                INT64,
                model -> model.tensor(TinyOnnx.wholes("ids", 0, 1, 2))
                        .tensor(TinyOnnx.wholes("any", -1))
                        .tensor(TinyOnnx.wholes("three", 3))
                        .tensor(TinyOnnx.wholes("two", 2))
                        .tensor(scalar("first", 0))
                        .tensor(TinyOnnx.wholes("axes", 0))
                        .node("Shape", "shape", "input_ids")
                        .node("Gather", "texts", "shape", "first")
                        .node("Unsqueeze", "count", "texts", "axes")
                        .node(TinyNode.of("Concat", "wanted", "count", "any").whole("axis", 0))
                        .node(TinyNode.of("ConstantOfShape", "ones", "two").tensor("value", TinyOnnx.wholes("", 1)))
                        .node("Mul", "unsaid", "ones", "any")
                        .node("Equal", "open", "wanted", "unsaid")
                        .node("Where", "to", "open", "ones", "wanted")
                        .node("Expand", MADE, "ids", "to"));
        add("Tile", 17, FLOAT, node("Tile", "last_hidden_state", "times"), TinyOnnx.wholes("times", 1, 2, 3));
        add(
                "Concat",
                17,
                FLOAT,
                node("Concat", "last_hidden_state", "last_hidden_state").whole("axis", -1));
        add(
                "Slice",
                17,
                FLOAT,
                model -> model.tensor(TinyOnnx.wholes("starts", -3, 0))
                        .tensor(TinyOnnx.wholes("ends", Long.MAX_VALUE, 1))
                        .tensor(TinyOnnx.wholes("axes", 2, 1))
                        .tensor(TinyOnnx.wholes("steps", 2, 1))
                        .node("Slice", MADE, "last_hidden_state", "starts", "ends", "axes", "steps"));
        add(
                "Slice backwards",
                17,
                FLOAT,
                model -> model.tensor(TinyOnnx.wholes("starts", -1))
                        .tensor(TinyOnnx.wholes("ends", Long.MIN_VALUE))
                        .tensor(TinyOnnx.wholes("axes", 2))
                        .tensor(TinyOnnx.wholes("steps", -2))
                        .node("Slice", MADE, "last_hidden_state", "starts", "ends", "axes", "steps"));
        add(
                "Slice attributes",
                9,
                FLOAT,
                node("Slice", "last_hidden_state")
                        .wholes("starts", 1)
                        .wholes("ends", 3)
                        .wholes("axes", 2));
        add(
                "Split",
                17,
                FLOAT,
                node("Split", "last_hidden_state", "parts").output("rest").whole("axis", 2),
                TinyOnnx.wholes("parts", 1, 3));
        add(
                "Split attribute",
                11,
                FLOAT,
                node("Split", "last_hidden_state")
                        .output("rest")
                        .whole("axis", 2)
                        .wholes("split", 3, 1));
        add(
                "Split evenly",
                18,
                FLOAT,
                node("Split", "last_hidden_state")
                        .output("rest")
                        .whole("axis", 2)
                        .whole("num_outputs", 2));
    }

    private static Message scalar(String name, long value) {
        byte[] data = new byte[8];
        for (int i = 0; i < 8; i++) {
            data[i] = (byte) (value >>> (8 * i));
        }
        return TinyOnnx.tensor(name, INT64, data);
    }

    private void chosen() {
        add(
                "Gather",
                17,
                FLOAT,
                node("Gather", "last_hidden_state", "places").whole("axis", 2),
                TinyOnnx.wholes("places", 0, -1));
        add(
                "GatherElements",
                17,
                FLOAT,
                model -> model.tensor(TinyOnnx.wholes("axes", 2))
                        .node("Unsqueeze", "places", "attention_mask", "axes")
                        .node(node("GatherElements", "last_hidden_state", "places")
                                .whole("axis", 2)));
        add(
                "GatherND",
                17,
                FLOAT,
                node("GatherND", "last_hidden_state", "places"),
                TinyOnnx.tensor("places", INT64, new byte[32], 2, 2));
        add(
                "ScatterElements",
                17,
                FLOAT,
                node("ScatterElements", "table", "places", "row"),
                TinyOnnx.tensor("places", INT64, new byte[16], 2, 1),
                floats("row", 2, 1));
        add(
                "ScatterND",
                17,
                FLOAT,
                node("ScatterND", "table", "places", "row"),
                TinyOnnx.tensor("places", INT64, new byte[16], 2, 1),
                floats("row", 2, WIDTH));
    }

    private void quantised() {
        Message scale = TinyOnnx.tensor("scale", new float[] {0.1f});
        Message zero = TinyOnnx.tensor("zero", UINT8, new byte[] {3});
        Message weights = bytes("weights", UINT8, WIDTH, 3);
        add("QuantizeLinear", 17, UINT8, node("QuantizeLinear", "last_hidden_state", "scale", "zero"), scale, zero);
        add("DequantizeLinear", 17, FLOAT, node("DequantizeLinear", "weights", "scale", "zero"), scale, zero, weights);
        add(
                "DynamicQuantizeLinear",
                17,
                UINT8,
                node("DynamicQuantizeLinear", "last_hidden_state").output("by").output("from"));
        add(
                "MatMulInteger",
                17,
                INT32,
                model -> model.tensor(weights)
                        .tensor(zero)
                        .node(TinyNode.of("DynamicQuantizeLinear", "small", "last_hidden_state")
                                .output("by")
                                .output("from"))
                        .node("MatMulInteger", MADE, "small", "weights", "from", "zero"));
        add(
                "QLinearMatMul",
                17,
                UINT8,
                model -> model.tensor(weights)
                        .tensor(scale)
                        .tensor(zero)
                        .node("QuantizeLinear", "small", "last_hidden_state", "scale", "zero")
                        .node(
                                "QLinearMatMul",
                                MADE,
                                "small",
                                "scale",
                                "zero",
                                "weights",
                                "scale",
                                "zero",
                                "scale",
                                "zero"));
        add(
                "com.microsoft.DynamicQuantizeMatMul",
                17,
                FLOAT,
                microsoft("DynamicQuantizeMatMul", "last_hidden_state", "weights", "scale", "zero"),
                weights,
                scale,
                zero);
        add(
                "com.microsoft.MatMulIntegerToFloat",
                17,
                FLOAT,
                model -> model.tensor(weights)
                        .tensor(scale)
                        .tensor(zero)
                        .node(TinyNode.of("DynamicQuantizeLinear", "small", "last_hidden_state")
                                .output("by")
                                .output("from"))
                        .node(microsoft("MatMulIntegerToFloat", "small", "weights", "by", "scale", "from", "zero")));
    }

    private void fused() {
        add(
                "com.microsoft.BiasGelu",
                17,
                FLOAT,
                microsoft("BiasGelu", "last_hidden_state", "row"),
                floats("row", WIDTH));
        add(
                "com.microsoft.FastGelu",
                17,
                FLOAT,
                microsoft("FastGelu", "last_hidden_state", "row"),
                floats("row", WIDTH));
        add("com.microsoft.Gelu", 17, FLOAT, microsoft("Gelu", "last_hidden_state"));
        add(
                "com.microsoft.QuickGelu",
                17,
                FLOAT,
                microsoft("QuickGelu", "last_hidden_state").number("alpha", 1.5f));
        add(
                "com.microsoft.FusedMatMul",
                17,
                FLOAT,
                microsoft("FusedMatMul", "last_hidden_state", "weights")
                        .whole("transB", 1)
                        .number("alpha", 0.5f),
                floats("weights", 3, WIDTH));
        add(
                "com.microsoft.SkipLayerNormalization",
                17,
                FLOAT,
                microsoft("SkipLayerNormalization", "last_hidden_state", "last_hidden_state", "row", "row", "row")
                        .number("epsilon", 1e-6f),
                floats("row", WIDTH));
        add(
                "com.microsoft.SkipSimplifiedLayerNormalization",
                17,
                FLOAT,
                microsoft("SkipSimplifiedLayerNormalization", "last_hidden_state", "last_hidden_state", "row")
                        .number("epsilon", 1e-6f),
                floats("row", WIDTH));
        add(
                "com.microsoft.EmbedLayerNormalization",
                17,
                FLOAT,
                model -> model.tensor(floats("words", WORDS, WIDTH))
                        .tensor(floats("places", 64, WIDTH))
                        .tensor(floats("segments", 2, WIDTH))
                        .tensor(floats("row", WIDTH))
                        .node(TinyNode.of("Cast", "ids", "input_ids").whole("to", INT32))
                        .node(TinyNode.of("Cast", "mask", "attention_mask").whole("to", INT32))
                        .node(TinyNode.of("Sub", "segment", "mask", "mask"))
                        .node(microsoft(
                                        "EmbedLayerNormalization",
                                        "ids",
                                        "segment",
                                        "words",
                                        "places",
                                        "segments",
                                        "row",
                                        "row",
                                        "mask")
                                .output("mask_index")));
    }

    private void heads() {
        add(
                "com.microsoft.Attention",
                17,
                FLOAT,
                model -> model.tensor(floats("weights", WIDTH, 3 * WIDTH))
                        .tensor(floats("bias", 3 * WIDTH))
                        .node(TinyNode.of("Cast", "mask", "attention_mask").whole("to", INT32))
                        .node(microsoft("Attention", "last_hidden_state", "weights", "bias", "mask")
                                .whole("num_heads", 2)));
        add(
                "com.microsoft.MultiHeadAttention",
                17,
                FLOAT,
                microsoft("MultiHeadAttention", "last_hidden_state", "last_hidden_state", "last_hidden_state", "bias")
                        .whole("num_heads", 2),
                floats("bias", 3 * WIDTH));
        add(
                "com.microsoft.QAttention",
                17,
                FLOAT,
                model -> model.tensor(bytes("weights", INT8, WIDTH, 3 * WIDTH))
                        .tensor(floats("bias", 3 * WIDTH))
                        .tensor(TinyOnnx.tensor("scale", new float[] {0.1f}))
                        .tensor(TinyOnnx.tensor("none", INT8, new byte[1]))
                        .node(TinyNode.of("Cast", "mask", "attention_mask").whole("to", INT32))
                        .node(TinyNode.of("DynamicQuantizeLinear", "small", "last_hidden_state")
                                .output("by")
                                .output("from"))
                        .node(microsoft("QAttention", "small", "weights", "bias", "by", "scale", "mask", "from", "none")
                                .whole("num_heads", 2)));
    }
}
