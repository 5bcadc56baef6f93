/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who makes and who uses what in a graph. */
final class Links {
    private final List<Node> nodes;
    private final Constants constants;
    private final Map<String, Node> makers = new HashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();

    /** @param outputs of the graph, which count as uses */
    Links(List<Node> nodes, Map<String, Tensor> tensors, List<Declared> outputs) {
        this.nodes = nodes;
        this.constants = new Constants(nodes, tensors);
        for (Node node : nodes) {
            node.outputs().forEach(output -> makers.put(output, node));
            node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
        }
        outputs.forEach(output -> uses.merge(output.name(), 1, Integer::sum));
    }

    /** Each after those that it needs. */
    List<Node> nodes() {
        return nodes;
    }

    Constants constants() {
        return constants;
    }

    /** The node that makes a tensor, or null. */
    Node maker(String name) {
        return makers.get(name);
    }

    /** How often a tensor is used. */
    int uses(String name) {
        return uses.getOrDefault(name, 0);
    }

    /** Whether it is that operator of ONNX and has one output, which has a name. */
    static boolean is(Node node, String op) {
        return node.domain().isEmpty()
                && node.op().equals(op)
                && node.outputs().size() == 1
                && !node.outputs().getFirst().isEmpty();
    }

    /** The input of a node of two that another does not make. */
    static String other(Node node, Node made) {
        boolean first = node.inputs().getFirst().equals(made.outputs().getFirst());
        return node.inputs().get(first ? 1 : 0);
    }

    /** Whether a mean is of the last axis of so many, which stays; from version 18 on the axis is an input. */
    boolean isMeanOfLast(Node mean, int rank) {
        double[] axes = mean.numbers("axes");
        double axis = axes == null
                ? mean.hasInput(1) ? constants.scalar(mean.inputs().get(1)) : Double.NaN
                : axes.length == 1 ? axes[0] : Double.NaN;
        return (axis == -1 || axis == rank - 1) && mean.number("keepdims", 1) == 1;
    }
}
