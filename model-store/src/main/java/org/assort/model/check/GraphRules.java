/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of a graph: versions, operators, each name made once and before it is used, an end in sight. */
final class GraphRules {
    static final long MIN_IR = 3;
    static final long MAX_IR = 13;
    static final long MIN_OPSET = 7;
    static final long MAX_OPSET = 25;

    private GraphRules() {}

    /** The nodes in an order in which each comes after those that it needs. */
    static List<Node> order(OnnxFile file) throws RefusedException {
        within("[ir_version]", file.irVersion(), MIN_IR, MAX_IR);
        within("the version of operator set [ai.onnx]", file.opsets().getOrDefault("", -1L), MIN_OPSET, MAX_OPSET);
        Set<String> known = new HashSet<>(file.tensors().keySet());
        if (known.contains("")) {
            throw new RefusedException("each tensor must have a name, got one without");
        }
        for (Declared input : file.freeInputs()) {
            named(known, input.name(), "input");
        }
        Map<String, Node> makers = new HashMap<>();
        for (Node node : file.nodes()) {
            Operators.check(node);
            if (node.domain().equals(Operators.MICROSOFT_DOMAIN)
                    && !file.opsets().containsKey(node.domain())) {
                throw new RefusedException(node.what() + " must have its operator set imported, got none");
            }
            for (String output : node.outputs()) {
                if (!output.isEmpty()) {
                    named(known, output, node.what() + " output");
                    makers.put(output, node);
                }
            }
        }
        for (Declared output : file.outputs()) {
            if (!known.contains(output.name())) {
                throw new RefusedException("output [" + output.name() + "] must be made by a node, it is not");
            }
        }
        return sorted(file.nodes(), known, makers);
    }

    private static void within(String what, long value, long low, long high) throws RefusedException {
        if (value < low || value > high) {
            throw new RefusedException(what + " must be in [" + low + ", " + high + "], got "
                    + (value == -1 ? "none" : "[" + value + "]"));
        }
    }

    private static void named(Set<String> known, String name, String what) throws RefusedException {
        if (name.isEmpty() || !known.add(name)) {
            throw new RefusedException(what + " must have a name of its own, got [" + name + "]");
        }
    }

    /** Kahn's algorithm: nodes whose inputs are all there, until none is left. O(edges). */
    private static List<Node> sorted(List<Node> nodes, Set<String> known, Map<String, Node> makers)
            throws RefusedException {
        IdentityHashMap<Node, Integer> open = new IdentityHashMap<>();
        Map<String, List<Node>> waiting = new HashMap<>();
        ArrayDeque<Node> ready = new ArrayDeque<>();
        for (Node node : nodes) {
            int needs = 0;
            for (String input : node.inputs()) {
                if (!input.isEmpty() && !known.contains(input)) {
                    throw new RefusedException(node.what() + " must have inputs that are made by a node, given to the"
                            + " graph or stored in it, got [" + input + "]");
                }
                if (makers.containsKey(input)) {
                    waiting.computeIfAbsent(input, name -> new ArrayList<>()).add(node);
                    needs++;
                }
            }
            open.put(node, needs);
            if (needs == 0) {
                ready.add(node);
            }
        }
        List<Node> sorted = new ArrayList<>(nodes.size());
        while (!ready.isEmpty()) {
            Node node = ready.remove();
            sorted.add(node);
            for (String output : node.outputs()) {
                for (Node next : waiting.getOrDefault(output, List.of())) {
                    if (open.merge(next, -1, Integer::sum) == 0) {
                        ready.add(next);
                    }
                }
            }
        }
        for (Node node : nodes) {
            if (open.get(node) > 0) {
                throw new RefusedException(node.what() + " must not wait for its own output, it does");
            }
        }
        return sorted;
    }
}
