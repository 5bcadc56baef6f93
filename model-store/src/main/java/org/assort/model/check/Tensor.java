/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

/** A tensor that a model file holds. The arrays are shared: nobody may change one. */
final class Tensor {
    /** Larger ones are weights, whose numbers decide no shape. */
    static final int MAX_NUMBERS = 4096;

    private final String name;
    private final ElementType type;
    private final long[] shape;
    private final double[] numbers;

    Tensor(String name, ElementType type, long[] shape, double[] numbers) {
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.numbers = numbers;
    }

    String name() {
        return name;
    }

    ElementType type() {
        return type;
    }

    /** Each at least 0. */
    long[] shape() {
        return shape;
    }

    /** The elements in row-major order, or null if they are more than {@value #MAX_NUMBERS}. */
    double[] numbers() {
        return numbers;
    }
}
