/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tensors that a graph holds whatever it is given: those stored in the file, and those that a node has as its parameter. */
final class Constants {
    private final Map<String, Tensor> tensors;

    Constants(List<Node> nodes, Map<String, Tensor> stored) {
        this.tensors = new HashMap<>(stored);
        for (Node node : nodes) {
            Attribute value = node.attributes().get("value");
            if (node.op().equals("Constant") && value != null && value.tensor() != null) {
                tensors.put(node.outputs().getFirst(), value.tensor());
            }
        }
    }

    /** Whether a tensor is a row of so many floats. */
    boolean isRow(String name, long length) {
        Tensor tensor = tensors.get(name);
        return tensor != null
                && tensor.type() == ElementType.FLOAT
                && tensor.shape().length == 1
                && tensor.shape()[0] == length;
    }

    /** The only element of a tensor that adds no dimension to another, or NaN where it is none. */
    double scalar(String name) {
        Tensor tensor = tensors.get(name);
        boolean one = tensor != null
                && tensor.shape().length <= 1
                && tensor.numbers() != null
                && tensor.numbers().length == 1;
        return one ? tensor.numbers()[0] : Double.NaN;
    }
}
