/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

/** A parameter of a node; what it is not is 0, "", empty or null. */
final class Attribute {
    private final String name;
    private final double number;
    private final String text;
    private final double[] numbers;
    private final Tensor tensor;

    Attribute(String name, double number, String text, double[] numbers, Tensor tensor) {
        this.name = name;
        this.number = number;
        this.text = text;
        this.numbers = numbers;
        this.tensor = tensor;
    }

    String name() {
        return name;
    }

    /** Of an int or a float. */
    double number() {
        return number;
    }

    String text() {
        return text;
    }

    /** Of ints or floats. */
    double[] numbers() {
        return numbers;
    }

    Tensor tensor() {
        return tensor;
    }
}
