/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.opensearch.common.hash.MessageDigests;

/**
 * The mark that stands beside a vector and says from what it was made: the first 128 bits of SHA-256 over the model's
 * fingerprint and the text, in the URL-safe Base64 alphabet, 22 characters. Documents keep it, so it must not change.
 */
final class TextHash {

    private static final int BYTES = 16;

    private TextHash() {}

    /**
     * Returns the mark of a text.
     *
     * @param fingerprint of the model, which changes with whatever changes its vectors; of one length, so that nothing need
     *     stand between it and the text
     */
    static String of(String fingerprint, String text) {
        MessageDigest digest = MessageDigests.sha256();
        digest.update(fingerprint.getBytes(StandardCharsets.UTF_8));
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        byte[] first = Arrays.copyOf(digest.digest(), BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(first);
    }
}
