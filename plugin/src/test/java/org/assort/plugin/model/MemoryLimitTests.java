/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import static org.hamcrest.Matchers.containsString;

import org.opensearch.test.OpenSearchTestCase;

public class MemoryLimitTests extends OpenSearchTestCase {

    private static long bytes(String text, long physical) {
        return MemoryLimit.parse(text, "a.setting", physical).getBytes();
    }

    public void testSizesAndShares() {
        assertEquals(2L << 30, bytes("2gb", 1));
        assertEquals(0, bytes("0", 1));
        assertEquals(250, bytes("25%", 1000));
        assertEquals(0, bytes("0%", 1000));
        assertEquals(1000, bytes("100%", 1000));
        assertEquals("a share of what is not known bounds nothing", Long.MAX_VALUE, bytes("25%", 0));
    }

    public void testWhatIsWrongIsSaid() {
        for (String wrong : new String[] {"", "much", "-1", "-1%", "101%", "%", "12", "-5mb"}) {
            IllegalArgumentException refused = expectThrows(IllegalArgumentException.class, () -> bytes(wrong, 1000));
            assertThat(refused.getMessage(), containsString("[a.setting] must be a size such as [2gb]"));
            assertThat(refused.getMessage(), containsString("got [" + wrong + "]"));
        }
    }
}
