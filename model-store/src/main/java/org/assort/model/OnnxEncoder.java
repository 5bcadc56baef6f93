/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.model.check.OnnxModel;

/**
 * Tokens to vectors: one ONNX Runtime session. Safe for many threads; {@link #close} must come after the
 * last {@link #run}.
 *
 * <p>Session options, and why:
 *
 * <ul>
 *   <li>one thread within and between operators: the caller's, so that a search costs the thread it has and two
 *       searches do not wait for each other's pool;
 *   <li>the arena on: without it each run asks the system for its memory anew;
 *   <li>memory patterns off: they remember one layout for each shape of input, and every batch has its own.
 * </ul>
 */
final class OnnxEncoder implements AutoCloseable {
    /** Where its sessions run, as ONNX Runtime names it. */
    static final String PROVIDER = "CPU";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final RunWatch watch;
    private final GraphSignature signature;
    private final int dimension;
    private final Pooling pooling;
    private final boolean normalise;

    private OnnxEncoder(
            OrtEnvironment environment,
            OrtSession session,
            RunWatch watch,
            GraphSignature signature,
            ModelManifest manifest) {
        this.environment = environment;
        this.session = session;
        this.watch = watch;
        this.signature = signature;
        this.dimension = manifest.dimension();
        this.pooling = manifest.pooling();
        this.normalise = manifest.normalise();
    }

    /**
     * Starts a session.
     *
     * @param file the model's, or a copy of it
     * @param checked what stands in the model's file, which has passed the check
     */
    static OnnxEncoder open(
            NativeLibraries natives,
            Device device,
            Path file,
            OnnxModel checked,
            ModelManifest manifest,
            RunWatch watch)
            throws ModelException {
        OrtEnvironment environment = natives.load();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            if (device.index().isPresent()) {
                Cuda.addTo(options, device.index().get(), natives);
            }
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setCPUArenaAllocator(true);
            options.setMemoryPatternOptimization(false);
            OrtSession session = environment.createSession(file.toString(), options);
            try {
                GraphSignature signature = GraphSignature.of(
                        checked.inputs(), GraphSignature.declared(session.getOutputInfo()), manifest.dimension());
                watch.open();
                return new OnnxEncoder(environment, session, watch, signature, manifest);
            } catch (ModelException | OrtException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime does not take it: " + e.getMessage(), e);
        }
    }

    GraphSignature signature() {
        return signature;
    }

    List<String> outputs() {
        return List.copyOf(session.getOutputNames());
    }

    /** The shape of what the graph answers to one text, whatever the manifest says. */
    long[] shapeFor(Tokens tokens, Cancellation cancellation) throws OrtException, EmbeddingException {
        Map<String, OnnxTensor> inputs = inputs(List.of(tokens), tokens.length(), new Workspace());
        try (RunWatch.Run run = watch.start(cancellation);
                OrtSession.Result result = stoppable(run, () -> session.run(inputs, run.options()))) {
            OnnxValue value = result.get(signature.output()).orElseThrow();
            return ((OnnxTensor) value).getInfo().getShape();
        } finally {
            OnnxValue.close(inputs);
        }
    }

    /**
     * One run of the graph, padded to the longest text.
     *
     * @param cancellation asked while it runs, by another thread
     * @return {@code float[batch.size()][dimension]}
     */
    float[][] run(List<Tokens> batch, Workspace workspace, Cancellation cancellation)
            throws OrtException, EmbeddingException {
        int longest = batch.stream().mapToInt(Tokens::length).max().orElseThrow();
        int rows = signature.pooled() ? 1 : longest;
        long[] shape = signature.pooled()
                ? new long[] {batch.size(), dimension}
                : new long[] {batch.size(), longest, dimension};
        FloatBuffer output = workspace.output(batch.size() * rows * dimension);
        Map<String, OnnxTensor> inputs = inputs(batch, longest, workspace);
        try (OnnxTensor target = OnnxTensor.createTensor(environment, output, shape);
                RunWatch.Run run = watch.start(cancellation);
                OrtSession.Result done = stoppable(
                        run, () -> session.run(inputs, Set.of(), Map.of(signature.output(), target), run.options()))) {
            assert done.size() == 1;
            float[][] vectors = new float[batch.size()][];
            for (int i = 0; i < vectors.length; i++) {
                int tokens = signature.pooled() || pooling == Pooling.CLS
                        ? 1
                        : batch.get(i).length();
                vectors[i] = pooled(output, i * rows * dimension, tokens);
            }
            return vectors;
        } finally {
            OnnxValue.close(inputs);
        }
    }

    private interface Running {
        OrtSession.Result run() throws OrtException;
    }

    /** A run that was stopped ends in what stopped it, not in ONNX Runtime's word for it. */
    private static OrtSession.Result stoppable(RunWatch.Run run, Running running)
            throws OrtException, EmbeddingException {
        try {
            return running.run();
        } catch (OrtException e) {
            run.check();
            throw e;
        }
    }

    private Map<String, OnnxTensor> inputs(List<Tokens> batch, int longest, Workspace workspace) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        long[] shape = {batch.size(), longest};
        try {
            for (int slot = 0; slot < signature.inputs().size(); slot++) {
                String name = signature.inputs().get(slot);
                LongBuffer values = workspace.input(slot, batch.size() * longest);
                for (int i = 0; i < batch.size(); i++) {
                    // Zeros after a text's end: whatever token 0 is, a mask of 0 hides it.
                    values.put(i * longest, Arrays.copyOf(column(name, batch.get(i)), longest));
                }
                inputs.put(name, OnnxTensor.createTensor(environment, values, shape));
            }
            return inputs;
        } catch (OrtException e) {
            OnnxValue.close(inputs);
            throw e;
        }
    }

    private static long[] column(String input, Tokens tokens) {
        return switch (input) {
            case GraphSignature.INPUT_IDS -> tokens.ids;
            case GraphSignature.TOKEN_TYPE_IDS -> tokens.types;
            default -> {
                long[] ones = new long[tokens.length()];
                Arrays.fill(ones, 1);
                yield ones;
            }
        };
    }

    /** The mean of rows, padding not among them; scaled to length 1 if the manifest says so, a zero vector kept. */
    private float[] pooled(FloatBuffer output, int start, int rows) {
        float[] sum = new float[dimension];
        output.get(start, sum);
        if (rows > 1) {
            float[] row = new float[dimension];
            for (int r = 1; r < rows; r++) {
                output.get(start + r * dimension, row);
                for (int d = 0; d < dimension; d++) {
                    sum[d] += row[d];
                }
            }
        }
        double scale = 1.0 / rows;
        if (normalise) {
            double squares = 0;
            for (float v : sum) {
                squares += (double) v * v;
            }
            // The count of rows falls out of the quotient.
            scale = squares == 0 ? 1 : 1 / Math.sqrt(squares);
        }
        for (int d = 0; d < dimension; d++) {
            sum[d] = (float) (sum[d] * scale);
        }
        return sum;
    }

    @Override
    public void close() throws OrtException {
        try {
            session.close();
        } finally {
            watch.close();
        }
    }
}
