/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.List;
import java.util.Map;

/**
 * A step of a graph.
 *
 * @param domain "" for ONNX's own operators
 * @param inputs "" for one left out
 * @param attributes by name
 */
record Node(
        String name,
        String domain,
        String op,
        List<String> inputs,
        List<String> outputs,
        Map<String, Attribute> attributes) {

    /** For the sentence of a refusal: exporters leave names out, and outputs never. */
    String what() {
        String called = name.isEmpty() && !outputs.isEmpty() ? outputs.getFirst() : name;
        return "node [" + called + "], a [" + operator() + "],";
    }

    /** The operator with its domain where that is not ONNX's own. */
    String operator() {
        return domain.isEmpty() ? op : domain + "." + op;
    }

    boolean hasInput(int index) {
        return index < inputs.size() && !inputs.get(index).isEmpty();
    }

    /** A number, or what it is where it is not given. */
    double number(String attribute, double otherwise) {
        Attribute given = attributes.get(attribute);
        return given == null ? otherwise : given.number();
    }

    /** Numbers, or null. */
    double[] numbers(String attribute) {
        Attribute given = attributes.get(attribute);
        return given == null ? null : given.numbers();
    }
}
