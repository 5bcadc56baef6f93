/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.Arrays;

/** What each operator makes of what it is given; operators that only move elements are in {@link LayoutRules}. */
final class ShapeRules {
    private ShapeRules() {}

    /** The outputs of a node, at least one. */
    static Value[] of(Step step) throws RefusedException {
        if (step.node().domain().equals(Operators.MICROSOFT_DOMAIN)) {
            return FusedRules.of(step);
        }
        return switch (step.node().op()) {
            case "Add", "Sub", "Mul", "Div", "Pow", "Mod", "PRelu", "Max", "Min", "Mean", "Sum" ->
                one(Arithmetic.elementwise(step, step.in(0).type()));
            case "And",
                    "Or",
                    "Xor",
                    "Equal",
                    "Greater",
                    "GreaterOrEqual",
                    "Less",
                    "LessOrEqual",
                    "Not",
                    "IsInf",
                    "IsNaN" -> one(Arithmetic.elementwise(step, ElementType.BOOL));
            case "Where" -> one(Arithmetic.elementwise(step, step.in(1).type()));
            case "Cast" ->
                one(cast(
                        step,
                        ElementType.of(
                                (long) step.node().number("to", 0), step.node().what())));
            case "CastLike" -> one(cast(step, step.in(1).type()));
            case "Constant" -> one(constant(step));
            case "DequantizeLinear" -> one(step.in(0).unknown(step.in(1).type()));
            case "QuantizeLinear" ->
                one(step.in(0).unknown(step.node().hasInput(2) ? step.in(2).type() : ElementType.UINT8));
            case "DynamicQuantizeLinear" -> {
                yield new Value[] {
                    step.in(0).unknown(ElementType.UINT8), Value.of(ElementType.FLOAT), Value.of(ElementType.UINT8)
                };
            }
            case "Dropout" -> new Value[] {step.in(0), step.in(0).unknown(ElementType.BOOL)};
            case "LayerNormalization", "SimplifiedLayerNormalization" -> normalised(step);
            case "MatMul" ->
                one(product(step, step.in(0), step.in(1), step.in(0).type()));
            case "MatMulInteger" -> one(product(step, step.in(0), step.in(1), ElementType.INT32));
            case "QLinearMatMul" ->
                one(product(step, step.in(0), step.in(3), step.in(7).type()));
            case "Gemm" -> one(gemm(step));
            case "ReduceL1",
                    "ReduceL2",
                    "ReduceLogSumExp",
                    "ReduceMax",
                    "ReduceMean",
                    "ReduceMin",
                    "ReduceProd",
                    "ReduceSum",
                    "ReduceSumSquare" -> one(reduced(step));
            case "Concat",
                    "ConstantOfShape",
                    "Expand",
                    "Flatten",
                    "Gather",
                    "GatherElements",
                    "GatherND",
                    "Range",
                    "Reshape",
                    "Shape",
                    "Size",
                    "Slice",
                    "Split",
                    "Squeeze",
                    "Tile",
                    "Transpose",
                    "Unsqueeze" -> LayoutRules.of(step);
            case "Identity" -> one(step.in(0));
            case "CumSum", "LogSoftmax", "LpNormalization", "ScatterElements", "ScatterND", "Softmax", "Trilu" ->
                one(step.in(0).unknown(step.in(0).type()));
            default -> one(Arithmetic.elementwise(step, step.in(0).type()));
        };
    }

    static Value[] one(Value value) {
        return new Value[] {value};
    }

    private static Value cast(Step step, ElementType type) throws RefusedException {
        Value in = step.in(0);
        if (in.numbers() == null || type.isFloat()) {
            return new Value(type, in.shape(), in.numbers());
        }
        double[] whole = Arrays.stream(in.numbers())
                .map(n -> type.kept(type == ElementType.BOOL ? (n != 0 ? 1 : 0) : Arithmetic.truncated(n)))
                .toArray();
        return new Value(type, in.shape(), Arrays.stream(whole).anyMatch(Double::isNaN) ? null : whole);
    }

    private static Value constant(Step step) throws RefusedException {
        // ONNX Runtime takes the first of several attributes, whatever it is called.
        if (step.node().attributes().size() != 1 || step.node().outputs().size() != 1) {
            throw step.refused("must have one value and one output, got ["
                    + step.node().attributes().size() + "] and ["
                    + step.node().outputs().size() + "]");
        }
        for (Attribute given : step.node().attributes().values()) {
            switch (given.name()) {
                case "value" -> {
                    if (given.tensor() != null) {
                        return Value.of(given.tensor());
                    }
                }
                case "value_float" -> {
                    return new Value(ElementType.FLOAT, new long[0], new double[] {given.number()});
                }
                case "value_int" -> {
                    return new Value(ElementType.INT64, new long[0], new double[] {given.number()});
                }
                case "value_floats" -> {
                    return new Value(ElementType.FLOAT, new long[] {given.numbers().length}, given.numbers());
                }
                case "value_ints" -> {
                    return new Value(ElementType.INT64, new long[] {given.numbers().length}, given.numbers());
                }
                default -> {}
            }
        }
        throw step.refused("must have a value of numbers, got none");
    }

    private static Value[] normalised(Step step) throws RefusedException {
        Value in = step.in(0);
        long[] rows = in.shape().clone();
        Arrays.fill(rows, step.axis(-1, in), rows.length, 1);
        Value of = Value.of(ElementType.FLOAT, rows);
        return new Value[] {in.unknown(in.type()), of, of};
    }

    /** The product of two stacks of matrices, or of a vector where there is but one dimension. */
    static Value product(Step step, Value a, Value b, ElementType type) throws RefusedException {
        if (a.rank() == 0 || b.rank() == 0) {
            throw step.misfit(a.shape(), b.shape());
        }
        long[] left = a.rank() == 1 ? new long[] {1, a.shape()[0]} : a.shape();
        long[] right = b.rank() == 1 ? new long[] {b.shape()[0], 1} : b.shape();
        long inner = left[left.length - 1];
        if (inner != right[right.length - 2]) {
            throw step.misfit(a.shape(), b.shape());
        }
        long[] stack = step.broadcast(Arrays.copyOf(left, left.length - 2), Arrays.copyOf(right, right.length - 2));
        int rank = stack.length;
        long[] shape = Arrays.copyOf(stack, rank + (a.rank() == 1 ? 0 : 1) + (b.rank() == 1 ? 0 : 1));
        if (a.rank() > 1) {
            shape[rank++] = left[left.length - 2];
        }
        if (b.rank() > 1) {
            shape[rank] = right[right.length - 1];
        }
        step.costs(Sizes.times(Sizes.count(shape), inner));
        return Value.of(type, shape);
    }

    private static Value gemm(Step step) throws RefusedException {
        Value a = transposed(step.in(0, 2), step.node().number("transA", 0) != 0);
        Value b = transposed(step.in(1, 2), step.node().number("transB", 0) != 0);
        Value product = product(step, a, b, a.type());
        Value c = step.opt(2);
        if (c != null && !Arrays.equals(step.broadcast(product, c), product.shape())) {
            throw step.misfit(product.shape(), c.shape());
        }
        return product;
    }

    /** With the last two dimensions changed over, if so asked. */
    static Value transposed(Value value, boolean really) {
        if (!really || value.rank() < 2) {
            return value;
        }
        long[] shape = value.shape().clone();
        shape[shape.length - 1] = value.last(2);
        shape[shape.length - 2] = value.last(1);
        return Value.of(value.type(), shape);
    }

    private static Value reduced(Step step) throws RefusedException {
        Value in = step.in(0);
        double[] axes = step.numbers("axes", 1);
        boolean none = axes == null || axes.length == 0;
        if (none && step.node().number("noop_with_empty_axes", 0) != 0) {
            return in;
        }
        boolean[] gone = new boolean[in.rank()];
        Arrays.fill(gone, none);
        for (double axis : none ? new double[0] : axes) {
            gone[step.axis(axis, in.rank())] = true;
        }
        boolean keep = step.node().number("keepdims", 1) != 0;
        long[] shape = new long[in.rank()];
        int rank = 0;
        int kept = 0;
        for (int i = 0; i < gone.length; i++) {
            kept += gone[i] ? 0 : 1;
            if (!gone[i] || keep) {
                shape[rank++] = gone[i] ? 1 : in.shape()[i];
            }
        }
        step.costs(in.count());
        double[] numbers = kept == 0 ? Arithmetic.reduced(step.node().op(), in) : null;
        return new Value(in.type(), Arrays.copyOf(shape, rank), numbers);
    }
}
