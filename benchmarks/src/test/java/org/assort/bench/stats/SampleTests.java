/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.stats;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.Arrays;
import org.junit.Test;

public class SampleTests extends RandomizedTest {

    private static final double EXACT = 0;

    @Test
    public void quantilesLieBetweenTheNearestValues() {
        Sample sample = Sample.of(4, 1, 3, 2);
        assertEquals(1, sample.quantile(0), EXACT);
        assertEquals(1.75, sample.quantile(0.25), 1e-12);
        assertEquals(2.5, sample.median(), EXACT);
        assertEquals(3.85, sample.quantile(0.95), 1e-12);
        assertEquals(4, sample.quantile(1), EXACT);
    }

    @Test
    public void oneValueIsEveryQuantile() {
        Sample sample = Sample.of(7);
        assertEquals(7, sample.quantile(0), EXACT);
        assertEquals(7, sample.median(), EXACT);
        assertEquals(7, sample.quantile(0.99), EXACT);
    }

    @Test
    public void infinityIsAValue() {
        Sample sample = Sample.of(1, 2, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertEquals(2, sample.quantile(1.0 / 3), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, sample.median(), EXACT);
        assertEquals(Double.POSITIVE_INFINITY, sample.quantile(0.9), EXACT);
    }

    @Test
    @Repeat(iterations = 20)
    public void aQuantileParts() {
        double[] values = new double[randomIntBetween(1, 200)];
        Arrays.setAll(values, i -> randomGaussian());
        double p = randomDouble();
        double quantile = Sample.of(values).quantile(p);
        long below = Arrays.stream(values).filter(value -> value < quantile).count();
        long above = Arrays.stream(values).filter(value -> value > quantile).count();
        double last = values.length - 1;
        assertTrue(below <= Math.ceil(p * last) + 1e-9);
        assertTrue(above <= Math.ceil((1 - p) * last) + 1e-9);
    }

    @Test
    public void theArrayStaysAsItWas() {
        double[] values = {3, 1, 2};
        assertEquals(2, Sample.of(values).median(), EXACT);
        assertArrayEquals(new double[] {3, 1, 2}, values, EXACT);
    }

    @Test
    public void whatIsNoSampleIsRefused() {
        assertEquals("[values] must not be empty", refused(() -> Sample.of()));
        assertEquals("[values] must be numbers, got [NaN]", refused(() -> Sample.of(1, Double.NaN)));
        assertEquals(
                "[p] must be in [0, 1], got [1.5]", refused(() -> Sample.of(1).quantile(1.5)));
        assertEquals(
                "[p] must be in [0, 1], got [NaN]", refused(() -> Sample.of(1).quantile(Double.NaN)));
    }

    private static String refused(Runnable attempt) {
        try {
            attempt.run();
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        throw new AssertionError("was taken");
    }
}
