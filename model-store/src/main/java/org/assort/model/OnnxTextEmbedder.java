/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Tokenizes, sorts by length, runs in batches, and frees the native parts after the last user. */
final class OnnxTextEmbedder implements TextEmbedder {
    /** Texts between two looks whether the caller still wants them. */
    private static final int CHECKED = 32;

    /** Texts tokenized and sorted together: bounds what a long list holds at once. */
    static final int WINDOW = 1024;

    private static final int IDLE_WORKSPACES = 8;
    private static final Logger LOGGER = LogManager.getLogger(OnnxTextEmbedder.class);

    private final ModelManifest manifest;
    private final TextTokenizer tokenizer;
    private final OnnxEncoder encoder;
    private final ModelInfo info;
    private final BatchLimits limits;
    private final String fingerprint;
    private final ArrayBlockingQueue<Workspace> idle = new ArrayBlockingQueue<>(IDLE_WORKSPACES);
    private final AtomicBoolean closed = new AtomicBoolean();

    /** The owner, until it closes, and each running embed; at 0 nothing may touch the native parts any more. */
    private final AtomicInteger users = new AtomicInteger(1);

    OnnxTextEmbedder(
            ModelManifest manifest, TextTokenizer tokenizer, OnnxEncoder encoder, ModelInfo info, BatchLimits limits) {
        this.manifest = manifest;
        this.tokenizer = tokenizer;
        this.encoder = encoder;
        this.info = info;
        this.limits = limits;
        this.fingerprint = manifest.fingerprint();
    }

    @Override
    public String modelId() {
        return manifest.id();
    }

    @Override
    public int dimension() {
        return manifest.dimension();
    }

    @Override
    public double cosineFloor() {
        return manifest.cosineFloor();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public float[][] embed(List<String> texts, Purpose purpose, Cancellation cancellation, EmbeddingTimes times)
            throws EmbeddingException {
        String prefix = purpose == Purpose.QUERY ? manifest.queryPrefix() : manifest.passagePrefix();
        acquire();
        try {
            float[][] vectors = new float[texts.size()][];
            for (int from = 0; from < vectors.length; from += WINDOW) {
                List<String> window = texts.subList(from, Math.min(vectors.length, from + WINDOW));
                Tokens[] tokens = tokenize(window, prefix, cancellation, times);
                embedWindow(tokens, cancellation, times, from, vectors);
            }
            return vectors;
        } finally {
            release();
        }
    }

    private Tokens[] tokenize(List<String> texts, String prefix, Cancellation cancellation, EmbeddingTimes times)
            throws EmbeddingException {
        long start = System.nanoTime();
        try {
            Tokens[] tokens = new Tokens[texts.size()];
            for (int i = 0; i < tokens.length; i++) {
                if (i % CHECKED == 0) {
                    cancellation.check();
                }
                tokens[i] = tokenize(prefix, texts.get(i));
            }
            return tokens;
        } finally {
            times.tokenised(System.nanoTime() - start);
        }
    }

    private void embedWindow(
            Tokens[] tokens, Cancellation cancellation, EmbeddingTimes times, int from, float[][] vectors)
            throws EmbeddingException {
        Integer[] byLength = new Integer[tokens.length];
        Arrays.setAll(byLength, i -> i);
        Arrays.sort(byLength, Comparator.comparingInt(i -> tokens[i].length()));
        int[] lengths =
                Arrays.stream(byLength).mapToInt(i -> tokens[i].length()).toArray();
        int start = 0;
        while (start < lengths.length && lengths[start] == 0) {
            // An empty text and a tokenizer without special tokens: there is nothing to run.
            vectors[from + byLength[start++]] = new float[dimension()];
        }
        for (int end : new BatchPlan(lengths, limits).ends(start)) {
            cancellation.check();
            List<Tokens> batch = new ArrayList<>(end - start);
            for (int i = start; i < end; i++) {
                batch.add(tokens[byLength[i]]);
            }
            float[][] rows = run(batch, cancellation, times);
            for (int i = start; i < end; i++) {
                vectors[from + byLength[i]] = finite(rows[i - start], from + byLength[i]);
            }
            start = end;
        }
    }

    private Tokens tokenize(String prefix, String text) throws EmbeddingException {
        Objects.requireNonNull(text, "text");
        try {
            return tokenizer.encode(prefix, text);
        } catch (RuntimeException e) {
            throw new EmbeddingException("the tokenizer of model [" + modelId() + "] failed: " + e.getMessage(), e);
        }
    }

    private float[][] run(List<Tokens> batch, Cancellation cancellation, EmbeddingTimes times)
            throws EmbeddingException {
        Workspace idleWorkspace = idle.poll();
        Workspace workspace = idleWorkspace == null ? new Workspace() : idleWorkspace;
        long start = System.nanoTime();
        try {
            return encoder.run(batch, workspace, cancellation);
        } catch (OrtException e) {
            throw new EmbeddingException("model [" + modelId() + "] failed: " + e.getMessage(), e);
        } finally {
            times.ran(System.nanoTime() - start);
            // One too many is left to the garbage collector.
            boolean kept = idle.offer(workspace);
            assert kept || idle.size() > 0;
        }
    }

    private float[] finite(float[] vector, int index) throws EmbeddingException {
        for (float v : vector) {
            if (!Float.isFinite(v)) {
                throw new EmbeddingException("model [" + modelId() + "] gave a vector with [" + v
                        + "] in it for the text at [" + index + "]");
            }
        }
        return vector;
    }

    private void acquire() {
        int seen = users.get();
        while (!closed.get() && seen > 0) {
            if (users.compareAndSet(seen, seen + 1)) {
                return;
            }
            seen = users.get();
        }
        throw new IllegalStateException("model [" + modelId() + "] is closed");
    }

    private void release() {
        if (users.decrementAndGet() == 0) {
            idle.clear();
            tokenizer.close();
            try {
                encoder.close();
            } catch (OrtException e) {
                throw new IllegalStateException("model [" + modelId() + "] could not be released", e);
            }
            LOGGER.info("unloaded model [{}], [{}], {} bytes", modelId(), fingerprint, info.bytesOnDisk());
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }
}
