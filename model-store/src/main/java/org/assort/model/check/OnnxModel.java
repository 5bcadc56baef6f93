/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model file that keeps the rules: what it takes, gives and does, without its weights. */
public final class OnnxModel {
    private final List<Node> nodes;
    private final Map<String, Tensor> tensors;
    private final List<Declared> inputs;
    private final List<Declared> outputs;
    private final boolean imports;

    private OnnxModel(OnnxFile file, List<Node> nodes) {
        this.nodes = nodes;
        this.tensors = file.tensors();
        this.inputs = file.freeInputs();
        this.outputs = file.outputs();
        this.imports = file.opsets().containsKey(Operators.MICROSOFT_DOMAIN);
    }

    /**
     * Reads a file and holds it against all rules that need no length of a text. Takes the time of reading its nodes, as
     * weights are passed over, and memory for them.
     *
     * @throws RefusedException names what is wrong
     * @throws IOException if the file cannot be read
     */
    public static OnnxModel check(Path file) throws IOException, RefusedException {
        OnnxFile read = OnnxReader.read(file);
        return new OnnxModel(read, GraphRules.order(read));
    }

    /** The tensors that a run has to give it; older files declare weights among the inputs, they are not here. */
    public List<Declared> inputs() {
        return inputs;
    }

    /** As the file declares them, which may be without a shape. */
    public List<Declared> outputs() {
        return outputs;
    }

    /** Whether an operator scales activations by the range of the whole batch: a text's vector depends on its batch. */
    public boolean quantisedAtRunTime() {
        return nodes.stream().anyMatch(Operators::scalesByBatch);
    }

    /**
     * Works out the size of everything that a run makes, without running it. All inputs must be INT64 [texts, tokens].
     *
     * @return the shape of each output by its name
     * @throws RefusedException if a step of it is too large, or of a size that cannot be told
     */
    public Map<String, List<Long>> checkRun(int texts, int tokens) throws RefusedException {
        Map<String, Value> known = check(new RunSize(nodes, tensors, inputs), texts, tokens);
        Map<String, List<Long>> shapes = new HashMap<>();
        for (Declared output : outputs) {
            shapes.put(
                    output.name(),
                    Arrays.stream(known.get(output.name()).shape()).boxed().toList());
        }
        return shapes;
    }

    /**
     * Works out how many bytes a run holds at once, weights not counted, as the file has its steps: where ONNX Runtime takes
     * several for one it may be fewer.
     *
     * @throws RefusedException as {@link #checkRun}
     */
    public long heldByRun(int texts, int tokens) throws RefusedException {
        RunSize size = new RunSize(nodes, tensors, inputs);
        check(size, texts, tokens);
        return size.mostHeld();
    }

    /** Whether {@link #writeFused} finds something. */
    public boolean canBeFused() {
        return !skipNormalisations().isEmpty();
    }

    /**
     * Writes the model so that ONNX Runtime does the same in fewer steps: each {@link SkipNormalisation} as one.
     *
     * @param file that this was read from
     * @param to a file that is there; overwritten where there is something to gain
     * @return how many were found; where none was, nothing is written
     * @throws RefusedException if what was found is not in the file, or the copy breaks a rule
     */
    public int writeFused(Path file, Path to) throws IOException, RefusedException {
        List<SkipNormalisation> found = skipNormalisations();
        if (!found.isEmpty()) {
            FusedFile.write(file, found, !imports, to);
            check(to);
        }
        return found.size();
    }

    private List<SkipNormalisation> skipNormalisations() {
        List<Map<String, Value>> shapes = new ArrayList<>();
        try {
            // Several texts, or one that is stretched over all would pass for as many.
            for (int[] run : new int[][] {{2, 5}, {3, 7}}) {
                shapes.add(new RunSize(nodes, tensors, inputs).check(run[0], run[1]));
            }
        } catch (RefusedException e) {
            // It takes one text at a time, or texts of one length alone.
            return List.of();
        }
        return SkipNormalisation.in(new Links(nodes, tensors, outputs), shapes);
    }

    private static Map<String, Value> check(RunSize size, int texts, int tokens) throws RefusedException {
        try {
            return size.check(texts, tokens);
        } catch (RefusedException e) {
            throw new RefusedException(
                    "in a run of [" + texts + "] texts of [" + tokens + "] tokens " + e.getMessage(), e);
        }
    }
}
