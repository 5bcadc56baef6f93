/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assort.model.check.Declared;

/**
 * The names and shapes of a graph that the embedder relies on, checked once.
 *
 * @param inputs among {@link #INPUT_IDS}, {@link #ATTENTION_MASK} and {@link #TOKEN_TYPE_IDS}, the first always
 * @param output the tensor that is read: {@code float[n][tokens][d]}, or {@code float[n][d]} if {@code pooled}
 * @param pooled whether the graph pools by itself
 */
record GraphSignature(List<String> inputs, String output, boolean pooled) {
    static final String INPUT_IDS = "input_ids";
    static final String ATTENTION_MASK = "attention_mask";
    static final String TOKEN_TYPE_IDS = "token_type_ids";

    private static final List<String> KNOWN_INPUTS = List.of(INPUT_IDS, ATTENTION_MASK, TOKEN_TYPE_IDS);

    /** Names by which exporters call the vectors of tokens, the most usual first. */
    private static final List<String> TOKEN_OUTPUTS = List.of("last_hidden_state", "token_embeddings");

    /**
     * Holds what a model takes and gives against what the embedder can use; a size of -1 is one that each run chooses.
     *
     * @param inputs as the file declares them, which {@link #oneByOne} has not refused
     * @param outputs as the session gives them, with the shapes that ONNX Runtime has worked out
     */
    static GraphSignature of(List<Declared> inputs, List<Declared> outputs, int dimension) throws ModelException {
        List<String> names = inputs.stream().map(Declared::name).toList();
        List<String> tokens = floats(outputs, 3, dimension);
        if (tokens.size() > 1) {
            tokens = TOKEN_OUTPUTS.stream().filter(tokens::contains).limit(1).toList();
        }
        if (tokens.size() == 1) {
            return new GraphSignature(names, tokens.get(0), false);
        }
        List<String> sentences = floats(outputs, 2, dimension);
        if (sentences.size() == 1 && outputs.size() == 1) {
            return new GraphSignature(names, sentences.get(0), true);
        }
        throw new ModelException("the graph must have one float output [texts, tokens, " + dimension + "], named "
                + TOKEN_OUTPUTS + " if there are several, or [texts, " + dimension
                + "] alone, [dimension] being [" + dimension + "] in " + ModelManifest.FILE + "; it has "
                + Declared.describe(outputs));
    }

    /**
     * Whether the graph cannot take texts of unequal length together; its inputs are as the file declares them, so that ONNX Runtime
     * need not have seen it.
     *
     * @throws ModelException if it takes anything else
     */
    static boolean oneByOne(List<Declared> inputs) throws ModelException {
        boolean fixedBatch = false;
        for (Declared input : inputs) {
            if (!KNOWN_INPUTS.contains(input.name()) || !isTensor(input, OnnxJavaType.INT64, 2)) {
                throw badInputs(inputs);
            }
            long texts = input.shape().get(0);
            if (input.shape().get(1) != -1 || (texts != -1 && texts != 1)) {
                throw badInputs(inputs);
            }
            fixedBatch |= texts == 1;
        }
        if (inputs.stream().noneMatch(input -> input.name().equals(INPUT_IDS))) {
            throw badInputs(inputs);
        }
        return fixedBatch || inputs.stream().noneMatch(input -> input.name().equals(ATTENTION_MASK));
    }

    /** What a session says of its outputs. */
    static List<Declared> declared(Map<String, NodeInfo> outputs) {
        return outputs.entrySet().stream()
                .map(output -> output.getValue().getInfo() instanceof TensorInfo tensor
                        ? new Declared(
                                output.getKey(),
                                tensor.type.name(),
                                Arrays.stream(tensor.getShape()).boxed().toList())
                        : new Declared(output.getKey(), "(no tensor)", null))
                .toList();
    }

    private static ModelException badInputs(List<Declared> inputs) {
        return new ModelException(
                "the graph's inputs must be among " + KNOWN_INPUTS + ", the first of them present, each"
                        + " INT64 [texts, tokens] with the tokens free to vary; it has " + Declared.describe(inputs));
    }

    private static List<String> floats(List<Declared> outputs, int rank, int dimension) {
        return outputs.stream()
                .filter(output -> isTensor(output, OnnxJavaType.FLOAT, rank))
                .filter(output ->
                        output.shape().getLast() == -1 || output.shape().getLast() == dimension)
                .map(Declared::name)
                .toList();
    }

    private static boolean isTensor(Declared declared, OnnxJavaType type, int rank) {
        return declared.type().equals(type.name())
                && declared.shape() != null
                && declared.shape().size() == rank;
    }
}
