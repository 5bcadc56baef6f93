/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sizes of all that a run makes, worked out from the lengths of the texts alone: shapes go through the graph as they
 * would in the run, and so do small tensors of numbers, which are what shapes are made of. O(nodes).
 */
final class RunSize {
    /** Elements of one tensor: 1 GiB in float32. The scores of 16 heads over 2,048 tokens are a quarter of it. */
    static final long MAX_ELEMENTS = 1L << 28;

    /** Bytes that are held at once, weights not counted. */
    static final long MAX_BYTES = 1L << 31;

    /**
     * Multiplications of one node, some seconds of a core: a run is stopped between two nodes, not within one. The largest
     * product of an encoder of 340 million weights over 2,048 tokens is an eighth of it.
     */
    static final long MAX_WORK = 1L << 36;

    private final List<Node> nodes;
    private final Map<String, Tensor> tensors;
    private final List<Declared> inputs;
    private long mostHeld;

    RunSize(List<Node> nodes, Map<String, Tensor> tensors, List<Declared> inputs) {
        this.nodes = nodes;
        this.tensors = tensors;
        this.inputs = inputs;
    }

    /** Returns the most bytes that were held at once in what was checked. */
    long mostHeld() {
        return mostHeld;
    }

    /** Returns all that is known of each tensor by its name. */
    Map<String, Value> check(int texts, int tokens) throws RefusedException {
        Map<String, Value> known = new HashMap<>();
        tensors.forEach((name, tensor) -> known.put(name, Value.of(tensor)));
        inputs.forEach(input -> known.put(input.name(), Value.of(ElementType.INT64, texts, tokens)));
        Map<String, Integer> uses = uses();
        long held = 0;
        for (Node node : nodes) {
            Step step = new Step(node, known);
            Value[] made = ShapeRules.of(step);
            long work = step.work();
            for (int i = 0; i < node.outputs().size(); i++) {
                if (node.outputs().get(i).isEmpty()) {
                    continue;
                }
                if (i >= made.length) {
                    throw step.refused("must have at most [" + made.length + "] outputs, got more");
                }
                atMost(MAX_ELEMENTS, made[i].count(), step, "elements in an output", made[i]);
                work = Sizes.plus(work, made[i].count());
                held = Sizes.plus(held, bytes(made[i]));
                known.put(node.outputs().get(i), made[i]);
            }
            mostHeld = Math.max(mostHeld, held);
            atMost(MAX_WORK, work, step, "operations", made[0]);
            atMost(MAX_BYTES, held, step, "bytes held at once", made[0]);
            for (String input : node.inputs()) {
                if (uses.containsKey(input) && uses.merge(input, -1, Integer::sum) == 0) {
                    held -= bytes(known.get(input));
                }
            }
        }
        return known;
    }

    private static long bytes(Value value) {
        return Sizes.times(value.count(), value.type().bytes());
    }

    /** How often each tensor that a node makes is read. */
    private Map<String, Integer> uses() {
        Map<String, Integer> uses = new HashMap<>();
        for (Node node : nodes) {
            node.outputs().forEach(output -> uses.put(output, 0));
        }
        for (Node node : nodes) {
            node.inputs().forEach(input -> uses.computeIfPresent(input, (name, count) -> count + 1));
        }
        uses.remove("");
        return uses;
    }

    private static void atMost(long limit, long value, Step step, String what, Value made) throws RefusedException {
        if (value > limit) {
            throw step.refused("must take at most [" + limit + "] " + what + ", got ["
                    + (value == Long.MAX_VALUE ? "more than can be counted" : value) + "] where it makes "
                    + Arrays.toString(made.shape()));
        }
    }
}
