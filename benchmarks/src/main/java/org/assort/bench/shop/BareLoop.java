/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shop;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The session called in a loop with nothing around it: tokenizer, ONNX Runtime and pooling, text by text on one thread.
 * It has the options of the model store's session and its files, and takes one text a run because a model that quantises
 * as it runs gives a text other vectors in other company. The native libraries must be loaded already. To be used by one
 * thread.
 */
public final class BareLoop implements AutoCloseable {

    private final TokenizersLibrary tokenizers = TokenizersLibrary.LIB;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final long tokenizer;

    /**
     * Opens the session.
     *
     * @param folder of a model whose vectors are unit means
     * @param maxLength the most tokens read from a text
     */
    public BareLoop(Path folder, int maxLength) throws IOException, OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setCPUArenaAllocator(true);
            options.setMemoryPatternOptimization(false);
            this.session =
                    environment.createSession(folder.resolve("model.onnx").toString(), options);
        }
        this.tokenizer = tokenizers.createTokenizerFromString(Files.readString(folder.resolve("tokenizer.json")));
        tokenizers.disablePadding(tokenizer);
        tokenizers.setTruncation(tokenizer, maxLength, "LONGEST_FIRST", 0);
    }

    /** Returns {@code float[texts.size()][dimension]}, of unit length. */
    public float[][] embed(List<String> texts) throws OrtException {
        float[][] vectors = new float[texts.size()][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = embed(texts.get(i));
        }
        return vectors;
    }

    private float[] embed(String text) throws OrtException {
        Map<String, OnnxTensor> inputs = inputs(text);
        try (OrtSession.Result result = session.run(inputs)) {
            OnnxTensor tokens = (OnnxTensor) result.get(0);
            long[] shape = tokens.getInfo().getShape();
            return pooled(tokens.getFloatBuffer(), (int) shape[2]);
        } finally {
            OnnxValue.close(inputs);
        }
    }

    private Map<String, OnnxTensor> inputs(String text) throws OrtException {
        long encoding = tokenizers.encode(tokenizer, text, true);
        try {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            for (String name : session.getInputNames()) {
                long[] values =
                        switch (name) {
                            case "input_ids" -> tokenizers.getTokenIds(encoding);
                            case "token_type_ids" -> tokenizers.getTypeIds(encoding);
                            default -> tokenizers.getAttentionMask(encoding);
                        };
                inputs.put(
                        name,
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length}));
            }
            return inputs;
        } finally {
            tokenizers.deleteEncoding(encoding);
        }
    }

    /** The mean of the rows, scaled to length 1. */
    private static float[] pooled(FloatBuffer rows, int dimension) {
        float[] sum = new float[dimension];
        float[] row = new float[dimension];
        while (rows.hasRemaining()) {
            rows.get(row);
            for (int d = 0; d < sum.length; d++) {
                sum[d] += row[d];
            }
        }
        double squares = 0;
        for (float v : sum) {
            squares += (double) v * v;
        }
        double scale = 1 / Math.sqrt(squares);
        for (int d = 0; d < sum.length; d++) {
            sum[d] = (float) (sum[d] * scale);
        }
        return sum;
    }

    @Override
    public void close() throws OrtException {
        tokenizers.deleteTokenizer(tokenizer);
        session.close();
    }
}
