/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import org.junit.Test;

/** Accuracy, and that it never falls. */
public final class LogarithmTests extends RandomizedTest {

    private double argument() {
        return randomBoolean()
                ? StrictMath.pow(10, 12 * randomDouble() - 6)
                : Double.longBitsToDouble(randomLongBetween(
                        Double.doubleToRawLongBits(Double.MIN_NORMAL), Double.doubleToRawLongBits(Double.MAX_VALUE)));
    }

    @Test
    public void isTheLogarithm() {
        for (int round = 0; round < 1_000_000; round++) {
            double x = argument();
            double expected = StrictMath.log(x);
            assertEquals(expected, Logarithm.of(x), 1e-15 * Math.max(1, Math.abs(expected)));
        }
        assertEquals(0, Logarithm.of(1), 0);
        assertEquals(StrictMath.log(Double.MAX_VALUE), Logarithm.of(Double.MAX_VALUE), 1e-12);
        assertEquals(StrictMath.log(Double.MIN_NORMAL), Logarithm.of(Double.MIN_NORMAL), 1e-12);
    }

    /** From one double to the next, at random and around the edges of all intervals of the table. */
    @Test
    public void neverFalls() {
        for (int round = 0; round < 20_000; round++) {
            assertRises(argument());
        }
        for (int exponent = -21; exponent <= 21; exponent++) {
            for (int k = 0; k < 256; k++) {
                double edge = Math.scalb(1 + k / 256.0, exponent);
                double x = edge;
                for (int back = 0; back < 20; back++) {
                    x = Math.nextDown(x);
                }
                assertRises(x);
            }
        }
    }

    private static void assertRises(double from) {
        double x = from;
        double before = Logarithm.of(x);
        for (int step = 0; step < 40 && x < Double.MAX_VALUE; step++) {
            x = Math.nextUp(x);
            double now = Logarithm.of(x);
            assertTrue("falls at " + x, now >= before);
            before = now;
        }
    }
}
