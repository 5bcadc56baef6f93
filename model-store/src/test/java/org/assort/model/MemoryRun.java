/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Loads, uses and unloads a model again and again, for who watches the memory of the process. It says {@code loaded} and
 * {@code unloaded}, and goes on once it has read a byte.
 *
 * <p>Arguments: folder of the native libraries, model file, tokenizer file, a folder for the model, rounds, seed.
 */
public final class MemoryRun {
    private static final int TEXTS = 64;
    private static final int LONGEST = 400;

    private MemoryRun() {}

    public static void main(String[] args) throws Exception {
        ModelLoader loader = new ModelLoader(NativeLibraries.in(Path.of(args[0])));
        Path folder = Path.of(args[3]);
        if (!Files.exists(folder.resolve(ModelManifest.FILE))) {
            ModelFolder.write(folder, Models.MINILM, Path.of(args[1]), Path.of(args[2]));
        }
        Random random = new Random(Long.parseLong(args[5]));
        int rounds = Integer.parseInt(args[4]);
        boolean watched = true;
        for (int round = 0; round < rounds && watched; round++) {
            try (TextEmbedder embedder = loader.load(folder)) {
                embedder.embed(texts(random), Purpose.PASSAGE, Cancellation.NONE);
                watched = say("loaded");
            }
            // Buffers that Java hands to native code go with the objects that hold them.
            System.gc();
            watched &= say("unloaded");
        }
    }

    private static List<String> texts(Random random) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            texts.add("red lamp ".repeat(1 + random.nextInt(LONGEST / 2)));
        }
        return texts;
    }

    /** Returns false when nobody listens any more. */
    private static boolean say(String word) throws Exception {
        System.out.println(word);
        System.out.flush();
        return System.in.read() >= 0;
    }
}
