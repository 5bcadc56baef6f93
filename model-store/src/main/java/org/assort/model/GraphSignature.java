/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The names and shapes of a graph that the embedder relies on, checked once.
 *
 * @param inputs among {@link #INPUT_IDS}, {@link #ATTENTION_MASK} and {@link #TOKEN_TYPE_IDS}, the first always
 * @param output the tensor that is read: {@code float[n][tokens][d]}, or {@code float[n][d]} if {@code pooled}
 * @param pooled whether the graph pools by itself
 * @param oneByOne whether the graph cannot take texts of unequal length together
 */
record GraphSignature(List<String> inputs, String output, boolean pooled, boolean oneByOne) {
    static final String INPUT_IDS = "input_ids";
    static final String ATTENTION_MASK = "attention_mask";
    static final String TOKEN_TYPE_IDS = "token_type_ids";

    private static final List<String> KNOWN_INPUTS = List.of(INPUT_IDS, ATTENTION_MASK, TOKEN_TYPE_IDS);

    /** Names by which exporters call the vectors of tokens, the most usual first. */
    private static final List<String> TOKEN_OUTPUTS = List.of("last_hidden_state", "token_embeddings");

    /** Reads the session's declarations; a dimension of -1 is one that each run chooses. */
    static GraphSignature of(Map<String, NodeInfo> inputs, Map<String, NodeInfo> outputs, int dimension)
            throws ModelException {
        boolean fixedBatch = false;
        for (Map.Entry<String, NodeInfo> input : inputs.entrySet()) {
            if (!KNOWN_INPUTS.contains(input.getKey()) || !isTensor(input.getValue(), OnnxJavaType.INT64, 2)) {
                throw badInputs(inputs);
            }
            long[] shape = ((TensorInfo) input.getValue().getInfo()).getShape();
            if (shape[1] != -1 || (shape[0] != -1 && shape[0] != 1)) {
                throw badInputs(inputs);
            }
            fixedBatch |= shape[0] == 1;
        }
        if (!inputs.containsKey(INPUT_IDS)) {
            throw badInputs(inputs);
        }
        boolean unmasked = !inputs.containsKey(ATTENTION_MASK);
        List<String> tokens = floats(outputs, 3, dimension);
        if (tokens.size() > 1) {
            tokens = TOKEN_OUTPUTS.stream().filter(tokens::contains).limit(1).toList();
        }
        if (tokens.size() == 1) {
            return new GraphSignature(List.copyOf(inputs.keySet()), tokens.get(0), false, fixedBatch || unmasked);
        }
        List<String> sentences = floats(outputs, 2, dimension);
        if (sentences.size() == 1 && outputs.size() == 1) {
            return new GraphSignature(List.copyOf(inputs.keySet()), sentences.get(0), true, fixedBatch || unmasked);
        }
        throw new ModelException("the graph must have one float output [texts, tokens, " + dimension + "], named "
                + TOKEN_OUTPUTS + " if there are several, or [texts, " + dimension
                + "] alone, [dimension] being [" + dimension + "] in " + ModelManifest.FILE + "; it has "
                + describe(outputs));
    }

    private static ModelException badInputs(Map<String, NodeInfo> inputs) {
        return new ModelException(
                "the graph's inputs must be among " + KNOWN_INPUTS + ", the first of them present, each"
                        + " INT64 [texts, tokens] with the tokens free to vary; it has " + describe(inputs));
    }

    private static List<String> floats(Map<String, NodeInfo> outputs, int rank, int dimension) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, NodeInfo> output : outputs.entrySet()) {
            if (isTensor(output.getValue(), OnnxJavaType.FLOAT, rank)) {
                long last = ((TensorInfo) output.getValue().getInfo()).getShape()[rank - 1];
                if (last == -1 || last == dimension) {
                    names.add(output.getKey());
                }
            }
        }
        return names;
    }

    private static boolean isTensor(NodeInfo node, OnnxJavaType type, int rank) {
        return node.getInfo() instanceof TensorInfo tensor && tensor.type == type && tensor.getShape().length == rank;
    }

    private static String describe(Map<String, NodeInfo> nodes) {
        return nodes.entrySet().stream()
                .map(node -> node.getKey() + " "
                        + (node.getValue().getInfo() instanceof TensorInfo tensor
                                ? tensor.type + " " + Arrays.toString(tensor.getShape())
                                : "(no tensor)"))
                .collect(Collectors.joining("; ", "[", "]"));
    }
}
