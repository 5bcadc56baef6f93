/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** Works out the elements of small tensors, as shapes are made of them. */
final class Arithmetic {
    private Arithmetic() {}

    /** An operator that makes each element from those at the same place of all inputs, stretched to each other. */
    static Value elementwise(Step step, ElementType type) throws RefusedException {
        Value[] inputs = new Value[arity(step)];
        boolean known = true;
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = step.in(i);
            known &= inputs[i].numbers() != null;
        }
        long[] shape = step.broadcast(inputs);
        long count = Sizes.count(shape);
        if (!known || count > Tensor.MAX_NUMBERS) {
            return Value.of(type, shape);
        }
        double[] numbers = new double[(int) count];
        double[] at = new double[inputs.length];
        for (int i = 0; i < numbers.length; i++) {
            for (int k = 0; k < at.length; k++) {
                at[k] = inputs[k].type().kept(inputs[k].numbers()[place(i, shape, inputs[k].shape())]);
            }
            numbers[i] = Arrays.stream(at).anyMatch(Double::isNaN)
                    ? Double.NaN
                    : type.kept(apply(step.node().op(), type, at));
            if (Double.isNaN(numbers[i])) {
                // Not known, or not to be told without knowing how ONNX Runtime rounds and overflows.
                return Value.of(type, shape);
            }
        }
        return new Value(type, shape, numbers);
    }

    /** Inputs that are of the same shape, or stretched to it. */
    private static int arity(Step step) {
        return switch (step.node().op()) {
            case "Max", "Mean", "Min", "Sum" -> Math.max(1, step.inputs());
            case "Where" -> 3;
            case "Add",
                    "And",
                    "Div",
                    "Equal",
                    "Greater",
                    "GreaterOrEqual",
                    "Less",
                    "LessOrEqual",
                    "Mod",
                    "Mul",
                    "Or",
                    "Pow",
                    "PRelu",
                    "Sub",
                    "Xor" -> 2;
            // Among them Clip, whose bounds are numbers.
            default -> 1;
        };
    }

    /** Where the element at a place of the stretched shape lies in one of the inputs. */
    private static int place(int index, long[] stretched, long[] shape) {
        int rest = index;
        int at = 0;
        int stride = 1;
        for (int back = 1; back <= stretched.length; back++) {
            int size = (int) stretched[stretched.length - back];
            if (back <= shape.length) {
                int own = (int) shape[shape.length - back];
                at += (own == 1 ? 0 : rest % size) * stride;
                stride *= own;
            }
            rest /= size;
        }
        return at;
    }

    /** NaN where the operator is not one that shapes are made with. */
    private static double apply(String op, ElementType type, double... at) {
        return switch (op) {
            case "Add", "Sum" -> fold(Double::sum, at);
            case "Mul" -> at[0] * at[1];
            case "Max" -> fold(Math::max, at);
            case "Min" -> fold(Math::min, at);
            case "Sub" -> at[0] - at[1];
            case "Div" -> type.isFloat() ? at[0] / at[1] : at[1] == 0 ? Double.NaN : truncated(at[0] / at[1]);
            case "Mod" -> type.isFloat() || at[0] < 0 || at[1] <= 0 ? Double.NaN : at[0] % at[1];
            case "Pow" -> type.isFloat() ? Double.NaN : Math.pow(at[0], at[1]);
            case "And" -> truth(at[0] != 0 && at[1] != 0);
            case "Or" -> truth(at[0] != 0 || at[1] != 0);
            case "Xor" -> truth(at[0] != at[1]);
            case "Equal" -> truth(at[0] == at[1]);
            case "Greater" -> truth(at[0] > at[1]);
            case "GreaterOrEqual" -> truth(at[0] >= at[1]);
            case "Less" -> truth(at[0] < at[1]);
            case "LessOrEqual" -> truth(at[0] <= at[1]);
            case "Where" -> at[0] != 0 ? at[1] : at[2];
            case "Not" -> truth(at[0] == 0);
            case "Neg" -> -at[0];
            case "Abs" -> Math.abs(at[0]);
            case "Floor" -> Math.floor(at[0]);
            case "Ceil" -> Math.ceil(at[0]);
            case "Round" -> Math.rint(at[0]);
            case "Sqrt" -> Math.sqrt(at[0]);
            case "Reciprocal" -> 1 / at[0];
            default -> Double.NaN;
        };
    }

    private static double fold(DoubleBinaryOperator operator, double... at) {
        return Arrays.stream(at).reduce(operator).orElse(Double.NaN);
    }

    /** Towards 0, as whole numbers are divided. */
    static double truncated(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    private static double truth(boolean value) {
        return value ? 1 : 0;
    }

    /** All elements made one, or null. */
    static double[] reduced(String op, Value value) {
        double[] numbers = value.numbers();
        if (numbers == null || numbers.length == 0) {
            return null;
        }
        DoubleBinaryOperator operator =
                switch (op) {
                    case "ReduceMax" -> Math::max;
                    case "ReduceMin" -> Math::min;
                    case "ReduceProd" -> (a, b) -> a * b;
                    case "ReduceSum" -> Double::sum;
                    default -> null;
                };
        double made = operator == null ? Double.NaN : value.type().kept(fold(operator, numbers));
        return Double.isNaN(made) ? null : new double[] {made};
    }
}
