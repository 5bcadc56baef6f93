/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.Set;
import java.util.TreeSet;

/**
 * The operators that a model may have: those of sentence encoders of the BERT family as they are exported, quantised and
 * fused. None of them has a graph inside, looks at files, or makes an output whose size depends on anything but lengths.
 */
final class Operators {
    /** ONNX's own. */
    static final Set<String> ONNX = Set.of(
            "Abs",
            "Add",
            "And",
            "Cast",
            "CastLike",
            "Ceil",
            "Clip",
            "Concat",
            "Constant",
            "ConstantOfShape",
            "Cos",
            "CumSum",
            "DequantizeLinear",
            "Div",
            "Dropout",
            "DynamicQuantizeLinear",
            "Elu",
            "Equal",
            "Erf",
            "Exp",
            "Expand",
            "Flatten",
            "Floor",
            "Gather",
            "GatherElements",
            "GatherND",
            "Gelu",
            "Gemm",
            "Greater",
            "GreaterOrEqual",
            "HardSigmoid",
            "Identity",
            "IsInf",
            "IsNaN",
            "LayerNormalization",
            "LeakyRelu",
            "Less",
            "LessOrEqual",
            "Log",
            "LogSoftmax",
            "LpNormalization",
            "MatMul",
            "MatMulInteger",
            "Max",
            "Mean",
            "Min",
            "Mish",
            "Mod",
            "Mul",
            "Neg",
            "Not",
            "Or",
            "Pow",
            "PRelu",
            "QLinearMatMul",
            "QuantizeLinear",
            "Range",
            "Reciprocal",
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSumExp",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceProd",
            "ReduceSum",
            "ReduceSumSquare",
            "Relu",
            "Reshape",
            "Round",
            "ScatterElements",
            "ScatterND",
            "Shape",
            "Sigmoid",
            "Sign",
            "SimplifiedLayerNormalization",
            "Sin",
            "Size",
            "Slice",
            "Softmax",
            "Softplus",
            "Softsign",
            "Split",
            "Sqrt",
            "Squeeze",
            "Sub",
            "Sum",
            "Tanh",
            "Tile",
            "Transpose",
            "Trilu",
            "Unsqueeze",
            "Where",
            "Xor");

    /** ONNX Runtime's fused and quantised ones. */
    static final Set<String> MICROSOFT = Set.of(
            "Attention",
            "BiasGelu",
            "DynamicQuantizeMatMul",
            "EmbedLayerNormalization",
            "FastGelu",
            "FusedMatMul",
            "Gelu",
            "MatMulIntegerToFloat",
            "MultiHeadAttention",
            "QAttention",
            "QuickGelu",
            "SkipLayerNormalization",
            "SkipSimplifiedLayerNormalization");

    static final String MICROSOFT_DOMAIN = "com.microsoft";

    private static final Set<String> SCALE_BY_BATCH =
            Set.of("DynamicQuantizeLinear", "DynamicQuantizeMatMul", "MatMulInteger");

    private Operators() {}

    static boolean scalesByBatch(Node node) {
        return SCALE_BY_BATCH.contains(node.op());
    }

    static void check(Node node) throws RefusedException {
        Set<String> allowed =
                switch (node.domain()) {
                    case "" -> ONNX;
                    case MICROSOFT_DOMAIN -> MICROSOFT;
                    default ->
                        throw new RefusedException(node.what() + " must have an operator of the domain [ai.onnx] or ["
                                + MICROSOFT_DOMAIN + "], got [" + node.domain() + "]");
                };
        if (!allowed.contains(node.op())) {
            throw new RefusedException(node.what() + " must have an operator of sentence encoders, one of "
                    + new TreeSet<>(allowed) + ", got [" + node.op() + "]");
        }
    }
}
