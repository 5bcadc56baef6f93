/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.Arrays;

/** The operator Slice: from, to and step along some axes, negative ones counted from the end. */
final class SliceRule {
    private SliceRule() {}

    static Value of(Step step) throws RefusedException {
        Value in = step.in(0);
        double[] starts = step.numbers("starts", 1);
        double[] ends = step.numbers("ends", 2);
        double[] axes = step.numbers("axes", 3);
        double[] steps = step.numbers("steps", 4);
        if (starts == null || ends == null || starts.length != ends.length) {
            throw step.refused("must have as many starts as ends, got another number");
        }
        if (axes == null) {
            axes = new double[starts.length];
            for (int i = 0; i < axes.length; i++) {
                axes[i] = i;
            }
        }
        if (axes.length != starts.length || (steps != null && steps.length != starts.length)) {
            throw step.refused("must have as many axes and steps as starts, got another number");
        }
        long[] shape = in.shape().clone();
        double[] numbers = in.rank() == 1 ? in.numbers() : null;
        for (int i = 0; i < starts.length; i++) {
            int axis = step.axis(axes[i], in.rank());
            double by = steps == null ? 1 : steps[i];
            if (by == 0) {
                throw step.refused("must go by steps other than [0], got [0]");
            }
            double size = (double) in.shape()[axis];
            double first = edge(starts[i], size, by < 0 ? -1 : 0, by < 0 ? size - 1 : size);
            double end = edge(ends[i], size, by < 0 ? -1 : 0, by < 0 ? size - 1 : size);
            // A negative step may end before the first element, which no end counted from the back can say.
            double count = Math.max(0, Math.ceil((end - first) / by));
            shape[axis] = (long) Math.min(count, size);
            numbers = numbers == null ? null : picked(numbers, first, by, (int) shape[axis]);
        }
        return new Value(in.type(), shape, numbers);
    }

    private static double edge(double given, double size, double low, double high) {
        double from = given < 0 ? given + size : given;
        return Math.max(low, Math.min(high, from));
    }

    private static double[] picked(double[] numbers, double first, double by, int count) {
        double[] picked = new double[count];
        Arrays.setAll(picked, i -> numbers[(int) (first + i * by)]);
        return picked;
    }
}
