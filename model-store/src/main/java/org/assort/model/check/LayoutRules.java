/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.Arrays;

/** The operators that say, choose, join or repeat: what they make is a matter of shapes alone. */
final class LayoutRules {
    private LayoutRules() {}

    static Value[] of(Step step) throws RefusedException {
        return switch (step.node().op()) {
            case "Shape" -> ShapeRules.one(shape(step));
            case "Size" ->
                ShapeRules.one(new Value(ElementType.INT64, new long[0], new double[] {
                    (double) step.in(0).count()
                }));
            case "ConstantOfShape" -> ShapeRules.one(filled(step));
            case "Range" -> ShapeRules.one(range(step));
            case "Reshape" -> ShapeRules.one(reshaped(step));
            case "Flatten" -> ShapeRules.one(flattened(step));
            case "Squeeze" -> ShapeRules.one(squeezed(step));
            case "Unsqueeze" -> ShapeRules.one(unsqueezed(step));
            case "Transpose" -> ShapeRules.one(transposed(step));
            case "Expand" ->
                ShapeRules.one(repeated(step.in(0), step.broadcast(step.in(0).shape(), sizes(step, step.numbers(1)))));
            case "Tile" -> ShapeRules.one(tiled(step));
            case "Concat" -> ShapeRules.one(joined(step));
            case "Slice" -> ShapeRules.one(SliceRule.of(step));
            case "Split" -> split(step);
            default -> ShapeRules.one(GatherRules.of(step));
        };
    }

    private static long[] sizes(Step step, double... numbers) throws RefusedException {
        if (numbers.length > TensorReader.MAX_RANK) {
            throw step.refused(
                    "must make at most [" + TensorReader.MAX_RANK + "] dimensions, got [" + numbers.length + "]");
        }
        long[] sizes = new long[numbers.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = step.size(numbers[i]);
        }
        return sizes;
    }

    private static Value shape(Step step) throws RefusedException {
        long[] of = step.in(0).shape();
        int start = Math.clamp((long) bound(step.node().number("start", 0), of.length), 0, of.length);
        int end = Math.clamp((long) bound(step.node().number("end", of.length), of.length), start, of.length);
        double[] numbers = Arrays.stream(Arrays.copyOfRange(of, start, end))
                .mapToDouble(size -> (double) size)
                .toArray();
        return new Value(ElementType.INT64, new long[] {numbers.length}, numbers);
    }

    private static double bound(double given, int rank) {
        return given < 0 ? given + rank : given;
    }

    private static Value filled(Step step) throws RefusedException {
        long[] shape = sizes(step, step.numbers(0));
        Attribute value = step.node().attributes().get("value");
        Tensor with = value == null ? null : value.tensor();
        ElementType type = with == null ? ElementType.FLOAT : with.type();
        double[] number = with == null ? new double[1] : with.numbers();
        if (number == null || number.length != 1) {
            throw step.refused("must have a value of one element, got more or none");
        }
        return repeated(new Value(type, new long[0], number), shape);
    }

    /** Of one element the others are known. */
    private static Value repeated(Value value, long... shape) {
        long count = Sizes.count(shape);
        if (value.numbers() == null || value.numbers().length != 1 || count > Tensor.MAX_NUMBERS) {
            return Value.of(value.type(), shape);
        }
        double[] numbers = new double[(int) count];
        Arrays.fill(numbers, value.numbers()[0]);
        return new Value(value.type(), shape, numbers);
    }

    private static Value range(Step step) throws RefusedException {
        double start = single(step, 0);
        double delta = single(step, 2);
        double steps = Math.max(0, Math.ceil((single(step, 1) - start) / delta));
        int count = (int) step.size(steps);
        if (count > Tensor.MAX_NUMBERS) {
            return Value.of(step.in(0).type(), count);
        }
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> start + i * delta);
        return new Value(step.in(0).type(), new long[] {count}, numbers);
    }

    private static double single(Step step, int index) throws RefusedException {
        double[] numbers = step.numbers(index);
        if (numbers.length != 1) {
            throw step.refused("must have one number for input [" + index + "], got [" + numbers.length + "]");
        }
        return numbers[0];
    }

    private static Value reshaped(Step step) throws RefusedException {
        Value in = step.in(0);
        double[] wanted = step.numbers(1).clone();
        int open = -1;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] == -1 && open == -1) {
                open = i;
                wanted[i] = 1;
            } else if (wanted[i] == 0 && step.node().number("allowzero", 0) == 0 && i < in.rank()) {
                wanted[i] = in.shape()[i];
            }
        }
        long[] shape = sizes(step, wanted);
        long count = Sizes.count(shape);
        if (open >= 0 && count > 0) {
            shape[open] = in.count() / count;
        }
        if (Sizes.count(shape) != in.count()) {
            throw step.misfit(in.shape(), shape);
        }
        return in.as(shape);
    }

    private static Value flattened(Step step) throws RefusedException {
        Value in = step.in(0);
        double axis = step.node().number("axis", 1);
        int at = axis == in.rank() ? in.rank() : step.axis(axis, Math.max(1, in.rank()));
        long rows = Sizes.count(Arrays.copyOf(in.shape(), at));
        return in.as(rows, Sizes.count(Arrays.copyOfRange(in.shape(), at, in.rank())));
    }

    private static Value squeezed(Step step) throws RefusedException {
        Value in = step.in(0);
        double[] axes = step.numbers("axes", 1);
        boolean[] gone = new boolean[in.rank()];
        for (int i = 0; i < gone.length; i++) {
            gone[i] = axes == null && in.shape()[i] == 1;
        }
        for (double axis : axes == null ? new double[0] : axes) {
            int at = step.axis(axis, in.rank());
            gone[at] = true;
            if (in.shape()[at] != 1) {
                throw step.refused("must drop dimensions of [1], got [" + in.shape()[at] + "]");
            }
        }
        long[] shape = new long[in.rank()];
        int rank = 0;
        for (int i = 0; i < gone.length; i++) {
            if (!gone[i]) {
                shape[rank++] = in.shape()[i];
            }
        }
        return in.as(Arrays.copyOf(shape, rank));
    }

    private static Value unsqueezed(Step step) throws RefusedException {
        Value in = step.in(0);
        double[] axes = step.numbers("axes", 1);
        int rank = in.rank() + (axes == null ? 0 : axes.length);
        if (axes == null || rank > TensorReader.MAX_RANK) {
            throw step.refused("must add dimensions up to [" + TensorReader.MAX_RANK + "], got ["
                    + (axes == null ? "none to add" : rank) + "]");
        }
        long[] shape = new long[rank];
        for (double axis : axes) {
            int at = step.axis(axis, rank);
            if (shape[at] != 0) {
                throw step.refused("must add each dimension once, got [" + at + "] twice");
            }
            shape[at] = 1;
        }
        int from = 0;
        for (int i = 0; i < rank; i++) {
            shape[i] = shape[i] == 1 ? 1 : in.shape()[from++];
        }
        return in.as(shape);
    }

    private static Value transposed(Step step) throws RefusedException {
        Value in = step.in(0);
        double[] order = step.node().numbers("perm");
        long[] shape = new long[in.rank()];
        boolean[] taken = new boolean[in.rank()];
        if (order != null && order.length != shape.length) {
            throw step.refused("must order [" + shape.length + "] dimensions, got [" + order.length + "]");
        }
        for (int i = 0; i < shape.length; i++) {
            int from = order == null ? shape.length - 1 - i : step.axis(order[i], shape.length);
            if (taken[from]) {
                throw step.refused("must take each dimension once, got [" + from + "] twice");
            }
            taken[from] = true;
            shape[i] = in.shape()[from];
        }
        return in.rank() == 1 ? in : Value.of(in.type(), shape);
    }

    private static Value tiled(Step step) throws RefusedException {
        Value in = step.in(0);
        long[] times = sizes(step, step.numbers(1));
        if (times.length != in.rank()) {
            throw step.misfit(in.shape(), times);
        }
        long[] shape = new long[times.length];
        Arrays.setAll(shape, i -> Sizes.times(in.shape()[i], times[i]));
        return repeated(in, shape);
    }

    private static Value joined(Step step) throws RefusedException {
        Value first = step.in(0);
        int axis = step.axis(0, first);
        long[] shape = first.shape().clone();
        double[] numbers = first.rank() == 1 ? first.numbers() : null;
        for (int i = 1; i < step.inputs(); i++) {
            Value next = step.in(i, first.rank());
            for (int d = 0; d < shape.length; d++) {
                if (d != axis && next.shape()[d] != shape[d]) {
                    throw step.misfit(first.shape(), next.shape());
                }
            }
            shape[axis] = Sizes.plus(shape[axis], next.shape()[axis]);
            numbers = numbers == null || next.numbers() == null ? null : both(numbers, next.numbers());
        }
        return new Value(first.type(), shape, numbers);
    }

    private static double[] both(double[] a, double... b) {
        if (a.length + b.length > Tensor.MAX_NUMBERS) {
            return null;
        }
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static Value[] split(Step step) throws RefusedException {
        Value in = step.in(0);
        int axis = step.axis(0, in);
        int parts = step.node().outputs().size();
        double[] sizes = step.numbers("split", 1);
        long size = in.shape()[axis];
        if (sizes == null) {
            sizes = new double[parts];
            double each = Math.ceil((double) size / parts);
            for (int i = 0; i < parts; i++) {
                sizes[i] = Math.clamp((double) size - i * each, 0, each);
            }
        }
        if (sizes.length != parts || Arrays.stream(sizes).sum() != size) {
            throw step.refused("must split [" + size + "] into [" + parts + "], got " + Arrays.toString(sizes));
        }
        Value[] made = new Value[parts];
        long start = 0;
        for (int i = 0; i < parts; i++) {
            long[] shape = in.shape().clone();
            shape[axis] = step.size(sizes[i]);
            double[] numbers = in.numbers() == null || in.rank() != 1
                    ? null
                    : Arrays.copyOfRange(in.numbers(), (int) start, (int) (start + shape[axis]));
            made[i] = new Value(in.type(), shape, numbers);
            start += shape[axis];
        }
        return made;
    }
}
