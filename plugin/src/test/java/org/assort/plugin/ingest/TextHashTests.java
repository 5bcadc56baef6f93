/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.ingest;

import org.opensearch.test.OpenSearchTestCase;

/** The hash that documents keep: those of an older version are compared with this one's. */
public class TextHashTests extends OpenSearchTestCase {

    // By coreutils: printf 'aalamp' | sha256sum | head -c 32 | xxd -r -p | base64 | tr '+/' '-_'
    public void testHashesAreThese() {
        assertEquals("CiKSXb_6Us10ljcTQ6RUEA", TextHash.of("aa", "lamp"));
        assertEquals("NSQIv96-sW0CcFqWbaslHQ", TextHash.of("aa", "灯 💡"));
    }

    public void testDifferByModelAndByText() {
        String fingerprint = randomAlphaOfLength(64);
        String text = randomUnicodeOfLength(20);
        String hash = TextHash.of(fingerprint, text);
        assertEquals(hash, TextHash.of(fingerprint, text));
        assertEquals(22, hash.length());
        assertNotEquals(hash, TextHash.of(fingerprint, text + "x"));
        assertNotEquals(hash, TextHash.of(randomAlphaOfLength(64), text));
    }
}
