/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;

/**
 * A tokenizer.json. The padding and the truncation it asks for are switched off: texts are cut at the manifest's
 * length and padded only to the longest of their batch. Safe for many threads; {@link #close} must come after the last
 * {@link #encode}.
 */
final class TextTokenizer implements AutoCloseable {
    /**
     * Characters read for each token of the maximum length. No piece of the vocabularies in use is longer, so only a
     * text whose beginning is mostly white space, or unknown words of more than this, loses tokens; and a text of a
     * megabyte costs no more than one of a few kilobytes.
     */
    static final int CHARS_PER_TOKEN = 32;

    private final TokenizersLibrary library = TokenizersLibrary.LIB;
    private final long handle;
    private final int maxChars;

    /**
     * Starts from the file's text.
     *
     * @throws RuntimeException the library's, if it is not a tokenizer
     */
    TextTokenizer(String json, int maxLength) {
        this.maxChars = maxLength * CHARS_PER_TOKEN;
        this.handle = library.createTokenizerFromString(json);
        try {
            library.disablePadding(handle);
            library.setTruncation(handle, maxLength, "LONGEST_FIRST", 0);
        } catch (RuntimeException e) {
            library.deleteTokenizer(handle);
            throw e;
        }
    }

    /** The first {@code maxLength} tokens of prefix and text, those that end a text kept. */
    Tokens encode(String prefix, String text) {
        long encoding = library.encode(handle, wellFormed(prefix, text), true);
        try {
            return new Tokens(library.getTokenIds(encoding), library.getTypeIds(encoding));
        } finally {
            library.deleteEncoding(encoding);
        }
    }

    /** Cut to length; halves of surrogate pairs, which are no characters and have no UTF-8, become U+FFFD. */
    private String wellFormed(String prefix, String text) {
        int end = Math.min(text.length(), maxChars);
        StringBuilder result =
                new StringBuilder(prefix.length() + end).append(prefix).append(text, 0, end);
        for (int i = 0; i < result.length(); i++) {
            char c = result.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (i + 1 < result.length() && Character.isSurrogatePair(c, result.charAt(i + 1))) {
                i++;
            } else {
                result.setCharAt(i, '\uFFFD');
            }
        }
        return result.toString();
    }

    @Override
    public void close() {
        library.deleteTokenizer(handle);
    }
}
