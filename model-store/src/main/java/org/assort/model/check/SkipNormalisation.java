/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sum of two tensors and the layer normalisation of it (Ba, Kiros and Hinton 2016, "Layer Normalization", equation 4), as exporters
 * write them, node by node, and the one node of ONNX Runtime that does the same. ONNX Runtime itself puts the nine steps of a
 * normalisation together, but sum and normalisation only where the number of tokens stands in the file; and its normalisation alone
 * divides once for each element, one after the other.
 *
 * @param gone what the nodes make that are not needed any more
 * @param node in the place of the last of them, whose output it makes
 */
record SkipNormalisation(Set<String> gone, Node node) {

    /** Layer normalisation is of the last axis of [texts, tokens, dimension]. */
    private static final int RANK = 3;

    private static final Set<String> TWO_INPUTS = Set.of("Add", "Sub", "Mul", "Div", "Pow");

    /**
     * Finds them all.
     *
     * @param links of the graph's nodes
     * @param shapes of all tensors, in runs of several texts each
     */
    static List<SkipNormalisation> in(Links links, List<Map<String, Value>> shapes) {
        List<SkipNormalisation> found = new ArrayList<>();
        for (Node last : links.nodes()) {
            Search search = new Search(links, shapes);
            if (search.ends(last)) {
                found.add(search.found(last));
            }
        }
        return found;
    }

    /** Walks from the last node of one back to its first. */
    private static final class Search {
        private final Links links;
        private final List<Map<String, Value>> shapes;
        private final List<String> gone = new ArrayList<>();
        private String scale;
        private String shift;
        private double epsilon;
        private Node sum;

        Search(Links links, List<Map<String, Value>> shapes) {
            this.links = links;
            this.shapes = shapes;
        }

        /** (x − mean) / √(mean of (x − mean)² + ε) · scale + shift, and x = a + b. */
        boolean ends(Node last) {
            Node scaled = inner(last, "Add", "Mul", 1);
            Node quotient = scaled == null ? null : inner(scaled, "Mul", "Div", 1);
            if (quotient == null) {
                return false;
            }
            shift = Links.other(last, scaled);
            scale = Links.other(scaled, quotient);
            Node root = maker(quotient.inputs().get(1), "Sqrt", 1);
            Node variance = root == null ? null : maker(root.inputs().getFirst(), "Add", 1);
            Node squares = variance == null ? null : inner(variance, "Add", "ReduceMean", 1);
            Node square = squares == null ? null : maker(squares.inputs().getFirst(), "Pow", 1);
            Node centred = square == null ? null : maker(square.inputs().getFirst(), "Sub", 2);
            if (centred == null
                    || !centred.outputs().getFirst().equals(quotient.inputs().getFirst())) {
                return false;
            }
            epsilon = links.constants().scalar(Links.other(variance, squares));
            Node mean = maker(centred.inputs().get(1), "ReduceMean", 1);
            sum = maker(centred.inputs().getFirst(), "Add", 2);
            return sum != null
                    && mean != null
                    && mean.inputs().getFirst().equals(sum.outputs().getFirst())
                    && epsilon > 0
                    && links.constants().scalar(square.inputs().get(1)) == 2
                    && links.isMeanOfLast(mean, RANK)
                    && links.isMeanOfLast(squares, RANK)
                    && shapes.stream().allMatch(run -> fits(last, run));
        }

        /** One of two inputs, where a node of that operator makes it and it is used so often and no more. */
        private Node inner(Node node, String op, String made, int uses) {
            if (!is(node, op)) {
                return null;
            }
            Node first = maker(node.inputs().getFirst(), made, uses);
            return first != null ? first : maker(node.inputs().get(1), made, uses);
        }

        private Node maker(String name, String op, int uses) {
            Node maker = links.maker(name);
            if (maker == null || !is(maker, op) || links.uses(name) != uses) {
                return null;
            }
            gone.add(name);
            return maker;
        }

        private static boolean is(Node node, String op) {
            return Links.is(node, op)
                    && (!TWO_INPUTS.contains(op) || node.inputs().size() == 2);
        }

        /** The one node does not stretch a tensor of one text over several, and has a scale for each place. */
        private boolean fits(Node last, Map<String, Value> run) {
            Value a = run.get(sum.inputs().getFirst());
            Value b = run.get(sum.inputs().get(1));
            return a.type() == ElementType.FLOAT
                    && b.type() == ElementType.FLOAT
                    && a.rank() == RANK
                    && Arrays.equals(a.shape(), b.shape())
                    && Arrays.equals(
                            a.shape(), run.get(last.outputs().getFirst()).shape())
                    && links.constants().isRow(scale, a.last(1))
                    && links.constants().isRow(shift, a.last(1));
        }

        SkipNormalisation found(Node last) {
            Attribute attribute = new Attribute("epsilon", epsilon, "", new double[0], null);
            return new SkipNormalisation(
                    Set.copyOf(gone),
                    new Node(
                            last.name(),
                            Operators.MICROSOFT_DOMAIN,
                            "SkipLayerNormalization",
                            List.of(sum.inputs().getFirst(), sum.inputs().get(1), scale, shift),
                            last.outputs(),
                            Map.of(attribute.name(), attribute)));
        }
    }
}
