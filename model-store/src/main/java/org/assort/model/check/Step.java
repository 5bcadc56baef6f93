/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.Arrays;
import java.util.Map;

/** One node with what is known of its inputs. */
final class Step {
    private final Node node;
    private final Map<String, Value> known;
    private long work;

    Step(Node node, Map<String, Value> known) {
        this.node = node;
        this.known = known;
    }

    Node node() {
        return node;
    }

    RefusedException refused(String why) {
        return new RefusedException(node.what() + " " + why);
    }

    int inputs() {
        return node.inputs().size();
    }

    /** An input that the operator needs. */
    Value in(int index) throws RefusedException {
        if (!node.hasInput(index)) {
            throw refused("must have an input [" + index + "], got none");
        }
        return known.get(node.inputs().get(index));
    }

    /** An input that has so many dimensions. */
    Value in(int index, int rank) throws RefusedException {
        Value value = in(index);
        if (value.rank() != rank) {
            throw refused("must have an input [" + index + "] of [" + rank + "] dimensions, got "
                    + Arrays.toString(value.shape()));
        }
        return value;
    }

    /** An input that may be left out, then null. */
    Value opt(int index) {
        return node.hasInput(index) ? known.get(node.inputs().get(index)) : null;
    }

    /** Elements that decide a size. */
    double[] numbers(int index) throws RefusedException {
        double[] numbers = in(index).numbers();
        if (numbers == null) {
            throw refused("must make what has a size known before a run, got one that depends on the words of a text");
        }
        return numbers;
    }

    /** Numbers that are an attribute in older operator sets and an input in newer ones; null where there are none. */
    double[] numbers(String attribute, int index) throws RefusedException {
        double[] given = node.numbers(attribute);
        return given != null ? given : node.hasInput(index) ? numbers(index) : null;
    }

    /** An axis of so many, negative ones counted from the end. */
    int axis(double given, int rank) throws RefusedException {
        if (!(given >= -rank && given < rank)) {
            throw refused(
                    "must have axes in [-" + rank + ", " + (rank - 1) + "], got [" + OnnxReader.show(given) + "]");
        }
        return (int) (given < 0 ? given + rank : given);
    }

    /** The attribute {@code axis}. */
    int axis(double otherwise, Value of) throws RefusedException {
        return axis(node.number("axis", otherwise), of.rank());
    }

    /** A size as it came out of arithmetic. */
    long size(double given) throws RefusedException {
        if (!(given >= 0 && given <= RunSize.MAX_ELEMENTS)) {
            throw refused("must make sizes in [0, " + RunSize.MAX_ELEMENTS + "], got [" + OnnxReader.show(given) + "]");
        }
        return (long) given;
    }

    /** Multiplications and the like beside one for each element that is made. */
    void costs(long operations) {
        work = Sizes.plus(work, operations);
    }

    long work() {
        return work;
    }

    /** The shape that all inputs are stretched to. */
    long[] broadcast(Value... values) throws RefusedException {
        long[] shape = {};
        for (Value value : values) {
            shape = broadcast(shape, value.shape());
        }
        return shape;
    }

    long[] broadcast(long[] a, long[] b) throws RefusedException {
        long[] shape = new long[Math.max(a.length, b.length)];
        for (int back = 1; back <= shape.length; back++) {
            long left = back <= a.length ? a[a.length - back] : 1;
            long right = back <= b.length ? b[b.length - back] : 1;
            if (left != right && left != 1 && right != 1) {
                throw misfit(a, b);
            }
            shape[shape.length - back] = left == 1 ? right : left;
        }
        return shape;
    }

    RefusedException misfit(long[] a, long[] b) {
        return refused(
                "must have inputs that fit each other, got " + Arrays.toString(a) + " and " + Arrays.toString(b));
    }
}
