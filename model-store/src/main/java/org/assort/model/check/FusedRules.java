/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

/** ONNX Runtime's own operators: what each makes, and that its parameters fit what it is given. */
final class FusedRules {
    private static final long MAX_HEADS = 1024;

    private FusedRules() {}

    static Value[] of(Step step) throws RefusedException {
        return switch (step.node().op()) {
            case "Attention" -> attention(step, step.in(0, 3), step.in(1, 2));
            case "QAttention" -> attention(step, step.in(0, 3), step.in(1, 2));
            case "MultiHeadAttention" -> heads(step);
            case "EmbedLayerNormalization" -> embedded(step);
            case "SkipLayerNormalization", "SkipSimplifiedLayerNormalization" -> skipped(step);
            case "FusedMatMul" -> ShapeRules.one(fused(step));
            case "DynamicQuantizeMatMul", "MatMulIntegerToFloat" ->
                ShapeRules.one(ShapeRules.product(step, step.in(0), step.in(1), ElementType.FLOAT));
            default -> ShapeRules.one(step.in(0).unknown(step.in(0).type()));
        };
    }

    private static long heads(Step step, long hidden) throws RefusedException {
        double heads = step.node().number("num_heads", 0);
        if (!(heads >= 1 && heads <= MAX_HEADS) || hidden % (long) heads != 0) {
            throw step.refused("must have [num_heads] in [1, " + MAX_HEADS + "] that divide [" + hidden + "], got ["
                    + OnnxReader.show(heads) + "]");
        }
        return (long) heads;
    }

    /** Scores of each token for each other, which are made within. */
    private static void scores(Step step, long texts, long heads, long from, long to, long hidden)
            throws RefusedException {
        long scores = Sizes.times(Sizes.times(texts, heads), Sizes.times(from, to));
        step.size((double) scores);
        step.costs(Sizes.times(Sizes.times(texts, hidden), Sizes.times(from, to)));
    }

    private static Value[] attention(Step step, Value in, Value weights) throws RefusedException {
        long hidden = weights.shape()[1] / 3;
        if (step.opt(step.node().op().equals("Attention") ? 4 : 8) != null) {
            throw step.refused("must not go on from a past, got one");
        }
        if (step.node().numbers("qkv_hidden_sizes") != null || hidden * 3 != weights.shape()[1]) {
            throw step.refused("must have weights of three equal parts, got [" + weights.shape()[1] + "]");
        }
        Value made = ShapeRules.product(step, in, weights, ElementType.FLOAT);
        long heads = heads(step, hidden);
        scores(step, made.shape()[0], heads, made.shape()[1], made.shape()[1], hidden);
        return ShapeRules.one(Value.of(ElementType.FLOAT, made.shape()[0], made.shape()[1], hidden));
    }

    private static Value[] heads(Step step) throws RefusedException {
        Value query = step.in(0, 3);
        Value key = step.in(1, 3);
        Value value = step.in(2, 3);
        if (query.shape()[0] != key.shape()[0] || query.shape()[2] != key.shape()[2]) {
            throw step.misfit(query.shape(), key.shape());
        }
        if (key.shape()[0] != value.shape()[0] || key.shape()[1] != value.shape()[1]) {
            throw step.misfit(key.shape(), value.shape());
        }
        long heads = heads(step, query.shape()[2]);
        heads(step, value.shape()[2]);
        long hidden = Sizes.plus(query.shape()[2], value.shape()[2]);
        scores(step, query.shape()[0], heads, query.shape()[1], key.shape()[1], hidden);
        return ShapeRules.one(Value.of(query.type(), query.shape()[0], query.shape()[1], value.shape()[2]));
    }

    private static Value[] embedded(Step step) throws RefusedException {
        Value ids = step.in(0, 2);
        Value words = step.in(2, 2);
        Value made = Value.of(words.type(), ids.shape()[0], ids.shape()[1], words.shape()[1]);
        return new Value[] {made, Value.of(ElementType.INT32, ids.shape()[0]), made};
    }

    private static Value[] skipped(Step step) throws RefusedException {
        Value in = step.in(0);
        long[] rows = in.shape().clone();
        if (rows.length == 0) {
            throw step.refused("must have an input of some dimensions, got none");
        }
        rows[rows.length - 1] = 1;
        Value of = Value.of(ElementType.FLOAT, rows);
        return new Value[] {in.unknown(in.type()), of, of, in.unknown(in.type())};
    }

    private static Value fused(Step step) throws RefusedException {
        if (step.node().number("transBatchA", 0) != 0 || step.node().number("transBatchB", 0) != 0) {
            throw step.refused("must not change batches over, got [transBatchA] or [transBatchB]");
        }
        Value a = ShapeRules.transposed(step.in(0), step.node().number("transA", 0) != 0);
        Value b = ShapeRules.transposed(step.in(1), step.node().number("transB", 0) != 0);
        return ShapeRules.product(step, a, b, a.type());
    }
}
