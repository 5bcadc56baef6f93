/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.Arrays;

/** The operators that look elements up by their place. */
final class GatherRules {
    private GatherRules() {}

    static Value of(Step step) throws RefusedException {
        return switch (step.node().op()) {
            case "GatherElements" -> Value.of(step.in(0).type(), step.in(1).shape());
            case "GatherND" -> chosenMany(step);
            default -> chosen(step);
        };
    }

    private static Value chosen(Step step) throws RefusedException {
        Value in = step.in(0);
        Value indices = step.in(1);
        int axis = step.axis(0, in);
        int rank = in.rank() - 1 + indices.rank();
        if (rank > TensorReader.MAX_RANK) {
            throw step.refused("must make at most [" + TensorReader.MAX_RANK + "] dimensions, got [" + rank + "]");
        }
        long[] shape = new long[rank];
        System.arraycopy(in.shape(), 0, shape, 0, axis);
        System.arraycopy(indices.shape(), 0, shape, axis, indices.rank());
        System.arraycopy(in.shape(), axis + 1, shape, axis + indices.rank(), in.rank() - axis - 1);
        if (in.rank() != 1 || in.numbers() == null || indices.numbers() == null) {
            return Value.of(in.type(), shape);
        }
        double[] numbers = new double[indices.numbers().length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.numbers()[step.axis(indices.numbers()[i], in.numbers().length)];
        }
        return new Value(in.type(), shape, numbers);
    }

    private static Value chosenMany(Step step) throws RefusedException {
        Value in = step.in(0);
        Value indices = step.in(1);
        double from = step.node().number("batch_dims", 0) + (indices.rank() == 0 ? 0 : (double) indices.last(1));
        if (indices.rank() == 0 || !(from >= 0 && from <= in.rank())) {
            throw step.misfit(in.shape(), indices.shape());
        }
        int kept = indices.rank() - 1;
        long[] shape = Arrays.copyOf(indices.shape(), kept + in.rank() - (int) from);
        System.arraycopy(in.shape(), (int) from, shape, kept, in.rank() - (int) from);
        return Value.of(in.type(), shape);
    }
}
