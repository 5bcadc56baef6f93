/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

/** What a model takes of native memory, as far as that is known of the sizes of its files. */
public final class MemoryEstimate {
    /** A vocabulary of words takes 9 times its file, as tables; the rest is for what the C library keeps beside. */
    private static final long TOKENIZER_FACTOR = 16;

    /** While it is loaded, both the file as it was parsed and the weights of the session are there. */
    private static final long LOADING_FACTOR = 2;

    private MemoryEstimate() {}

    /** Returns bytes of a model that is being loaded; {@code Long.MAX_VALUE} where they are more. */
    public static long whileLoading(ModelManifest manifest) {
        return sum(manifest, LOADING_FACTOR);
    }

    /** Returns bytes of a model that is loaded and was not run; {@code Long.MAX_VALUE} where they are more. */
    static long loaded(ModelManifest manifest) {
        return sum(manifest, 1);
    }

    private static long sum(ModelManifest manifest, long weights) {
        try {
            long model = Math.multiplyExact(weights, manifest.bytes().get(manifest.modelFile()));
            long tokenizer =
                    Math.multiplyExact(TOKENIZER_FACTOR, manifest.bytes().get(manifest.tokenizerFile()));
            return Math.addExact(model, tokenizer);
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
