/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Vectors made of words alone, by feature hashing (Weinberger et al. 2009): each word adds or takes 1 at a few places
 * that follow from the word. Texts that share words have near vectors, texts with the same words the same vector, no
 * model is needed, and most components are 0, which keeps requests short.
 */
final class WordVectors {

    /** That of the encoder MiniLM, so that its query vectors fit the same field. */
    static final int DIMENSION = 384;

    private static final int PLACES = 8;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private WordVectors() {}

    /** The words of a text, in lower case. */
    static List<String> words(String text) {
        return NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** {@code int[DIMENSION]}, never all 0. */
    static int[] of(String text) {
        int[] vector = new int[DIMENSION];
        for (String word : words(text)) {
            Random places = new Random(word.hashCode());
            for (int i = 0; i < PLACES; i++) {
                // Mostly up, so that most similarities are above 0, as those of real encoders are.
                vector[places.nextInt(DIMENSION)] += places.nextInt(4) > 0 ? 1 : -1;
            }
        }
        boolean empty = true;
        for (int component : vector) {
            empty &= component == 0;
        }
        vector[0] += empty ? 1 : 0;
        return vector;
    }
}
