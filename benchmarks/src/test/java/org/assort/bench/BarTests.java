/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import org.assort.bench.stats.Estimate;
import org.junit.Test;

public class BarTests extends RandomizedTest {

    @Test
    public void theLineIsWhatScriptsRead() {
        Bar holds = Bar.atMost("first.rescore_added_ratio", 2, new Estimate(0.8, 0.75, 0.9, 40));
        assertEquals("bar first.rescore_added_ratio 0.800 <=2 ok", holds.line());
        assertEquals("95% interval 0.750 to 0.900 over 40 rounds", holds.detail());
        Bar fails = Bar.atLeast("first.embed_ratio", 0.9, new Estimate(0.85, 0.8, 0.88, 30));
        assertEquals("bar first.embed_ratio 0.850 >=0.9 short", fails.line());
    }

    @Test
    public void theWorseEndDecides() {
        assertFalse(Bar.atMost("a", 2, new Estimate(1.9, 1.8, 2, 10)).isShort());
        assertTrue(Bar.atMost("a", 2, new Estimate(1.9, 1.8, 2.001, 10)).isShort());
        assertFalse(Bar.atLeast("a", 0.9, new Estimate(0.95, 0.9, 1, 10)).isShort());
        assertTrue(Bar.atLeast("a", 0.9, new Estimate(0.95, 0.899, 1, 10)).isShort());
    }

    /** The figure holds the limit, and the interval leaves out that nothing changed. */
    @Test
    public void aChangeIsShownByTheWholeInterval() {
        assertFalse(Bar.atLeast("a", 0.02, new Estimate(0.03, 0.01, 0.05, 57))
                .beyond(0)
                .isShort());
        assertTrue(Bar.atLeast("a", 0.02, new Estimate(0.03, 0, 0.05, 57))
                .beyond(0)
                .isShort());
        assertTrue(Bar.atLeast("a", 0.02, new Estimate(0.019, 0.01, 0.05, 57))
                .beyond(0)
                .isShort());
        assertFalse(
                Bar.atMost("a", 0.7, new Estimate(0.6, 0.3, 0.99, 57)).beyond(1).isShort());
        assertTrue(Bar.atMost("a", 0.7, new Estimate(0.6, 0.3, 1, 57)).beyond(1).isShort());
        assertTrue(Bar.atMost("a", 0.7, new Estimate(Double.NaN, 0.3, 0.9, 57))
                .beyond(1)
                .isShort());
    }

    @Test
    public void whatIsNoNumberIsShort() {
        assertTrue(Bar.atMost("a", 2, new Estimate(1, 1, Double.NaN, 10)).isShort());
        assertTrue(Bar.atLeast("a", 0, new Estimate(1, Double.NaN, 1, 10)).isShort());
        assertTrue(Bar.atMost("a", 2, new Estimate(1, 1, Double.POSITIVE_INFINITY, 10))
                .isShort());
    }
}
