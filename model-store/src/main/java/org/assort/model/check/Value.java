/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

/** What is known of a tensor in a run before it runs. The arrays are shared: nobody may change one. */
final class Value {
    private final ElementType type;
    private final long[] shape;
    private final double[] numbers;

    Value(ElementType type, long[] shape, double[] numbers) {
        this.type = type;
        this.shape = shape;
        this.numbers = numbers;
    }

    ElementType type() {
        return type;
    }

    long[] shape() {
        return shape;
    }

    /** The elements in row-major order, or null where they are many or depend on the text. */
    double[] numbers() {
        return numbers;
    }

    static Value of(ElementType type, long... shape) {
        return new Value(type, shape, null);
    }

    static Value of(Tensor tensor) {
        return new Value(tensor.type(), tensor.shape(), tensor.numbers());
    }

    int rank() {
        return shape.length;
    }

    long last(int back) {
        return shape[shape.length - back];
    }

    long count() {
        return Sizes.count(shape);
    }

    /** The same elements in another shape. */
    Value as(long... other) {
        return new Value(type, other, numbers);
    }

    /** The same shape with elements that are not known. */
    Value unknown(ElementType other) {
        return new Value(other, shape, null);
    }
}
