/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import org.junit.Test;

/** Unit vectors and their cosines. */
public final class VectorTableTests extends RandomizedTest {

    private static double scalar(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(aa) / Math.sqrt(bb);
    }

    @Test
    public void cosineEqualsTheScalarOneAtAllDimensions() {
        for (int dimension = 1; dimension <= 400; dimension += dimension < 70 ? 1 : 11) {
            float[] a = Instances.gaussian(getRandom(), dimension);
            float[] b = Instances.gaussian(getRandom(), dimension);
            VectorTable table = new VectorTable(dimension, 2);
            table.set(0, a);
            table.set(1, b);
            assertEquals("dimension " + dimension, scalar(a, b), table.cosine(0, 1), 2e-6);
            assertEquals(scalar(a, b), table.cosine(0, VectorTable.unit(b)), 2e-6);
            assertEquals(1, table.cosine(0, 0), 2e-6);
            assertEquals(table.cosine(0, 1), table.cosine(1, 0), 0f);
        }
    }

    @Test
    @Repeat(iterations = 50)
    public void cosineStaysInRange() {
        int dimension = randomIntBetween(1, 700);
        float[] a = Instances.gaussian(getRandom(), dimension);
        float[] opposite = a.clone();
        for (int i = 0; i < dimension; i++) {
            opposite[i] = -a[i];
        }
        VectorTable table = new VectorTable(dimension, 2);
        table.set(0, a);
        table.set(1, opposite);
        assertTrue(table.cosine(0, 0) <= 1);
        assertTrue(table.cosine(0, 1) >= -1);
    }

    @Test
    @Repeat(iterations = 50)
    public void aUnitVectorIsGivenBackBitForBit() {
        float[] once = VectorTable.unit(Instances.gaussian(getRandom(), randomIntBetween(1, 700)));
        assertArrayEquals(once, VectorTable.unit(once), 0f);
    }

    @Test
    public void lengthMayBeHugeOrTiny() {
        assertArrayEquals(
                new float[] {0.6f, 0.8f},
                VectorTable.unit(new float[] {Float.MAX_VALUE * 0.75f, Float.MAX_VALUE}),
                1e-6f);
        assertArrayEquals(new float[] {0, -1}, VectorTable.unit(new float[] {0, -Float.MIN_VALUE}), 0f);
    }

    @Test
    public void zeroVectorsAreMissing() {
        assertNull(VectorTable.unit(new float[5]));
        VectorTable table = new VectorTable(2, 3);
        table.set(0, new float[] {1, 1});
        table.set(1, new float[] {-0f, 0});
        assertTrue(table.has(0));
        assertFalse(table.has(1));
        assertEquals(2, table.missing());
        assertEquals(0, table.cosine(0, 1), 0f);
        assertEquals(0, table.cosine(1, new float[] {0, 1}), 0f);
        table.set(0, new float[2]);
        assertEquals(3, table.missing());
        table.set(0, new float[] {2, 0});
        table.set(0, new float[] {0, 2});
        assertEquals(2, table.missing());
    }

    @Test
    public void theVectorGivenIsNotTouched() {
        float[] vector = {3, 4};
        VectorTable table = new VectorTable(2, 1);
        table.set(0, vector);
        vector[0] = 100;
        assertEquals(0.6, table.cosine(0, new float[] {1, 0}), 1e-6);
        float[] unit = {1, 0};
        table.set(0, unit);
        unit[0] = -1;
        assertEquals(1, table.cosine(0, new float[] {1, 0}), 0f);
    }

    @Test
    public void whatIsNoVectorIsRefused() {
        VectorTable table = new VectorTable(5, 1);
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] vector = {1, 2, 3, 4, 5};
            int at = randomIntBetween(0, 4);
            vector[at] = bad;
            String message = assertThrows(IllegalArgumentException.class, () -> table.set(0, vector))
                    .getMessage();
            assertEquals("a vector must have finite components, got [" + bad + "] at [" + at + "]", message);
        }
        String message = assertThrows(IllegalArgumentException.class, () -> table.set(0, new float[4]))
                .getMessage();
        assertEquals("a vector must have the dimension [5], got [4] for candidate [0]", message);
        assertEquals(1, table.missing());
        assertThrows(IllegalArgumentException.class, () -> new VectorTable(-1, 1));
    }
}
