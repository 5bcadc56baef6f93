/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.mutate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assort.model.tiny.TinyEncoder;
import org.assort.model.tiny.TinyOnnx;
import org.assort.model.tiny.TinyOperators;

/** A model and a tokenizer, one of them broken: what it is follows from a seed and a number. */
public final class MutatedModel {
    private static final int MINI_LM_IN = 12;

    private final String what;
    private final byte[] onnx;
    private final byte[] tokenizer;
    private final boolean miniLm;

    private MutatedModel(String what, byte[] onnx, byte[] tokenizer, boolean miniLm) {
        this.what = what;
        this.onnx = onnx;
        this.tokenizer = tokenizer;
        this.miniLm = miniLm;
    }

    /** What is broken, and how, in one line. */
    public String what() {
        return what;
    }

    public byte[] onnx() {
        return onnx;
    }

    public byte[] tokenizer() {
        return tokenizer;
    }

    /** Whether it was the published encoder, with its 384 numbers a vector; else a tiny one with 4. */
    public boolean isMiniLm() {
        return miniLm;
    }

    /** What cases are made from. */
    public static final class Bases {
        private final byte[] miniLm;
        private final String miniLmTokenizer;
        private final List<TinyOperators.Sample> tiny = new ArrayList<>(TinyOperators.all());

        /** With a published model and its tokenizer. */
        public Bases(byte[] miniLm, String miniLmTokenizer) {
            this.miniLm = miniLm;
            this.miniLmTokenizer = miniLmTokenizer;
            for (boolean quantised : new boolean[] {false, true}) {
                // As many times as it has the operators of many others.
                for (int i = 0; i < 10; i++) {
                    TinyOnnx model = TinyEncoder.of(quantised);
                    tiny.add(new TinyOperators.Sample(quantised ? "encoder, quantised" : "encoder", "", model));
                }
            }
        }

        /** The case of a number. */
        public MutatedModel make(long seed, int number) throws IOException {
            Random random = new Random(seed * 1_000_003 + number);
            // The first numbers of near seeds are alike.
            random.nextLong();
            boolean large = random.nextInt(MINI_LM_IN) == 0;
            boolean ofGraph = random.nextInt(10) < 7;
            boolean blind = random.nextInt(5) == 0;
            return ofGraph ? graph(random, large, blind) : tokenizer(random, large, blind);
        }

        private MutatedModel graph(Random random, boolean large, boolean blind) {
            TinyOperators.Sample sample = tiny.get(random.nextInt(tiny.size()));
            String name = large ? "MiniLM" : sample.name();
            byte[] base = large ? miniLm : sample.model().bytes();
            byte[] tokens = utf8(large ? miniLmTokenizer : TinyTokenizers.wordLevel());
            if (blind) {
                return new MutatedModel(
                        "graph of " + name + ": bytes changed", ByteMutation.of(base, random), tokens, large);
            }
            Mutant made = OnnxMutation.of(base, random);
            return new MutatedModel("graph of " + name + ": " + made.what(), made.bytes(), tokens, large);
        }

        private MutatedModel tokenizer(Random random, boolean large, boolean blind) throws IOException {
            List<String> all = TinyTokenizers.all();
            int kind = random.nextInt(all.size());
            String name = large
                    ? "MiniLM"
                    : List.of("WordLevel", "WordPiece", "BPE", "Unigram").get(kind);
            String base = large ? miniLmTokenizer : all.get(kind);
            byte[] model = large ? miniLm : TinyEncoder.of(false).bytes();
            if (blind) {
                return new MutatedModel(
                        "tokenizer of " + name + ": bytes changed", model, ByteMutation.of(utf8(base), random), large);
            }
            Mutant made = JsonMutation.of(base, random);
            return new MutatedModel("tokenizer of " + name + ": " + made.what(), model, made.bytes(), large);
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
