/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shop;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The session called in a loop with nothing around it: tokenizer, ONNX Runtime and pooling, on one thread. It has the
 * options of the model store's session and its files, and takes one text a run, because a model that quantises as it runs gives a
 * text other vectors in other company, or as many as it is told to. The native libraries must be loaded already. To be used by one
 * thread.
 */
public final class BareLoop implements AutoCloseable {

    private final TokenizersLibrary tokenizers = TokenizersLibrary.LIB;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final long tokenizer;

    /** Opens a session on the CPU. */
    public BareLoop(Path folder, int maxLength) throws IOException, OrtException {
        this(folder, maxLength, OptionalInt.empty());
    }

    /**
     * Opens the session.
     *
     * @param folder of a model whose vectors are unit means
     * @param maxLength the most tokens read from a text
     * @param cuda the device's number; empty for the CPU
     */
    public BareLoop(Path folder, int maxLength, OptionalInt cuda) throws IOException, OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            if (cuda.isPresent()) {
                try (OrtCUDAProviderOptions provider = new OrtCUDAProviderOptions(cuda.getAsInt())) {
                    provider.add("use_tf32", "0");
                    options.addCUDA(provider);
                }
            }
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

    /** Returns {@code float[texts.size()][dimension]}, of unit length, from one run a text. */
    public float[][] embed(List<String> texts) throws OrtException {
        float[][] vectors = new float[texts.size()][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = embedTogether(List.of(texts.get(i)))[0];
        }
        return vectors;
    }

    /** The same from one run for all, padded to the longest. */
    public float[][] embedTogether(List<String> texts) throws OrtException {
        List<Map<String, long[]>> tokens = texts.stream().map(this::tokens).toList();
        int longest = tokens.stream().mapToInt(BareLoop::length).max().orElseThrow();
        Map<String, OnnxTensor> inputs = inputs(tokens, longest);
        try (OrtSession.Result result = session.run(inputs)) {
            OnnxTensor output = (OnnxTensor) result.get(0);
            int dimension = (int) output.getInfo().getShape()[2];
            FloatBuffer rows = output.getFloatBuffer();
            float[][] vectors = new float[texts.size()][];
            for (int i = 0; i < vectors.length; i++) {
                int from = i * longest * dimension;
                vectors[i] = pooled(
                        rows.limit(from + length(tokens.get(i)) * dimension).position(from), dimension);
            }
            return vectors;
        } finally {
            OnnxValue.close(inputs);
        }
    }

    private static int length(Map<String, long[]> tokens) {
        return tokens.values().iterator().next().length;
    }

    private Map<String, long[]> tokens(String text) {
        long encoding = tokenizers.encode(tokenizer, text, true);
        try {
            Map<String, long[]> tokens = new HashMap<>();
            for (String name : session.getInputNames()) {
                tokens.put(
                        name,
                        switch (name) {
                            case "input_ids" -> tokenizers.getTokenIds(encoding);
                            case "token_type_ids" -> tokenizers.getTypeIds(encoding);
                            default -> tokenizers.getAttentionMask(encoding);
                        });
            }
            return tokens;
        } finally {
            tokenizers.deleteEncoding(encoding);
        }
    }

    private Map<String, OnnxTensor> inputs(List<Map<String, long[]>> tokens, int longest) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        long[] shape = {tokens.size(), longest};
        for (String name : session.getInputNames()) {
            LongBuffer values = LongBuffer.allocate(tokens.size() * longest);
            for (int i = 0; i < tokens.size(); i++) {
                values.put(i * longest, tokens.get(i).get(name));
            }
            inputs.put(name, OnnxTensor.createTensor(environment, values, shape));
        }
        return inputs;
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
