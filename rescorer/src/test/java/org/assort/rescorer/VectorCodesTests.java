/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import org.junit.Test;

/** Rounding vectors to codes, and what that costs. */
public final class VectorCodesTests extends RandomizedTest {

    private static final float TINY = Float.MIN_VALUE;
    private static final float HUGE = Float.MAX_VALUE;

    private static void assertCodes(float[] vector, int... expected) {
        byte[] codes = VectorCodes.of(vector);
        assertEquals(expected.length, codes.length);
        for (int i = 0; i < codes.length; i++) {
            assertEquals("component " + i, expected[i], codes[i]);
        }
    }

    @Test
    public void knownCodes() {
        assertCodes(new float[] {3, 4}, 95, 127);
        assertCodes(new float[] {-0.5f, 0.1f, 0}, -127, 25, 0);
        // Halves go to the even neighbour, whatever the sign.
        assertCodes(new float[] {254, 1, 3, 5, -1, -3, -5}, 127, 0, 2, 2, 0, -2, -2);
        assertCodes(new float[] {-7}, -127);
    }

    @Test
    public void lengthMayBeHugeOrTiny() {
        assertCodes(new float[] {HUGE, -HUGE, HUGE / 2, 1, TINY}, 127, -127, 64, 0, 0);
        assertCodes(new float[] {0, -TINY}, 0, -127);
        assertCodes(new float[] {TINY, 2 * TINY, -3 * TINY}, 42, 85, -127);
    }

    @Test
    public void aZeroVectorHasNoCodes() {
        assertNull(VectorCodes.of(new float[] {0, -0f}));
        assertNull(VectorCodes.of(new float[0]));
    }

    @Test
    public void whatIsNotFiniteIsRefused() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] vector = {1, HUGE, 0, -4, 5};
            int at = randomIntBetween(0, 4);
            vector[at] = bad;
            String message = assertThrows(IllegalArgumentException.class, () -> VectorCodes.of(vector))
                    .getMessage();
            assertEquals("a vector must have finite components, got [" + bad + "] at [" + at + "]", message);
        }
    }

    @Test
    @Repeat(iterations = 200)
    public void everyCodeIsTheNearest() {
        float[] vector = Instances.gaussian(getRandom(), randomIntBetween(1, 700));
        float[] before = vector.clone();
        byte[] codes = VectorCodes.of(vector);
        assertArrayEquals(before, vector, 0f);
        double greatest = greatest(vector);
        boolean reached = false;
        for (int i = 0; i < codes.length; i++) {
            assertTrue(codes[i] >= -127);
            assertEquals(127.0 * vector[i] / greatest, codes[i], 0.5 + 1e-12);
            reached |= Math.abs(codes[i]) == 127;
        }
        assertTrue(reached);
    }

    @Test
    @Repeat(iterations = 200)
    public void lengthAndSignDoNotMatter() {
        int dimension = randomIntBetween(1, 400);
        float[] vector = Instances.gaussian(getRandom(), dimension);
        byte[] codes = VectorCodes.of(vector);
        float power = Math.scalb(1f, randomIntBetween(-90, 120));
        float[] scaled = new float[dimension];
        float[] again = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            scaled[i] = vector[i] * power;
            again[i] = codes[i];
        }
        assertArrayEquals(codes, VectorCodes.of(scaled));
        assertArrayEquals(codes, VectorCodes.of(again));
        byte[] negated = VectorCodes.of(Instances.negated(vector));
        for (int i = 0; i < dimension; i++) {
            assertEquals(-codes[i], negated[i]);
        }
    }

    /** The bound in the Javadoc, for vectors of any shape. */
    @Test
    @Repeat(iterations = 500)
    public void aCosineMovesByNoMoreThanBothAngles() {
        int dimension = randomIntBetween(1, 700);
        float[] a = peaked(dimension);
        float[] b = peaked(dimension);
        double moved = Math.abs(cosineOfCodes(a, b) - Oracle.cosine(a, b));
        assertTrue(moved <= angle(a) + angle(b) + 1e-12);
    }

    private float[] peaked(int dimension) {
        float[] vector = Instances.gaussian(getRandom(), dimension);
        vector[randomIntBetween(0, dimension - 1)] *= randomIntBetween(1, 20);
        return vector;
    }

    private static double angle(float[] vector) {
        double length = Math.sqrt(Oracle.dot(vector, vector));
        return Math.asin(Math.min(1, greatest(vector) * Math.sqrt(vector.length) / length / 254));
    }

    /** The figures in the Javadoc. */
    @Test
    public void gaussianVectorsKeepTheirCosines() {
        int pairs = 1000;
        double sum = 0;
        for (int pair = 0; pair < pairs; pair++) {
            float[] a = Instances.gaussian(getRandom(), 384);
            float[] b = Instances.gaussian(getRandom(), 384);
            double moved = Math.abs(cosineOfCodes(a, b) - Oracle.cosine(a, b));
            // 0.0027 was the most of 500,000 pairs.
            assertTrue("moved by " + moved, moved < 3.5e-3);
            sum += moved;
        }
        assertEquals(4.1e-4, sum / pairs, 8e-5);
    }

    @Test
    @Repeat(iterations = 100)
    public void nearCopiesStayNear() {
        float[] a = Instances.gaussian(getRandom(), 384);
        float[] b = a.clone();
        float noise = 1e-3f * randomFloat();
        for (int i = 0; i < b.length; i++) {
            b[i] += noise * (float) getRandom().nextGaussian();
        }
        assertTrue(1 - cosineOfCodes(a, b) < 1e-4);
        assertEquals(1, cosineOfCodes(a, a.clone()), 0);
    }

    private static double cosineOfCodes(float[] a, float[] b) {
        return Oracle.cosine(VectorCodes.of(a), VectorCodes.of(b));
    }

    private static double greatest(float[] vector) {
        double greatest = 0;
        for (float component : vector) {
            greatest = Math.max(greatest, Math.abs(component));
        }
        return greatest;
    }
}
