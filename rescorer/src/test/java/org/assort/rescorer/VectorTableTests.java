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
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

/** Codes and their cosines. */
public final class VectorTableTests extends RandomizedTest {

    private static VectorTable table(byte[]... rows) {
        VectorTable table = new VectorTable(rows[0].length, rows.length);
        for (int i = 0; i < rows.length; i++) {
            table.set(i, rows[i]);
        }
        return table;
    }

    /** Any bytes, -128 included. */
    private byte[] bytes(int dimension) {
        byte[] bytes = new byte[dimension];
        getRandom().nextBytes(bytes);
        bytes[randomIntBetween(0, dimension - 1)] = Byte.MIN_VALUE;
        return bytes;
    }

    /** Enough rounds that the first run interpreted and the last compiled, with whatever the processor offers. */
    @Test
    public void cosineIsThePlainLoopToTheBitAtAllDimensions() {
        for (int round = 0; round < 60; round++) {
            for (int dimension = 1; dimension <= 400; dimension += dimension < 70 ? 1 : 11) {
                byte[] a = bytes(dimension);
                byte[] b = randomBoolean() ? bytes(dimension) : Instances.codes(getRandom(), dimension);
                VectorTable table = table(a, b);
                double expected = Oracle.cosine(a, b);
                assertEquals("dimension " + dimension, expected, table.cosine(0, 1), 0);
                assertEquals(expected, table.cosine(1, 0), 0);
                assertEquals(expected, table.cosine(0, VectorTable.of(b), 0), 0);
                assertEquals(expected, table.cosine(1, VectorTable.of(a), 0), 0);
            }
        }
    }

    @Test
    @Repeat(iterations = 200)
    public void parallelVectorsHaveExactlyOne() {
        int dimension = randomIntBetween(1, 700);
        byte[] a = Instances.codes(getRandom(), dimension);
        byte[] opposite = new byte[dimension];
        byte[] third = new byte[dimension];
        byte[] thrice = new byte[dimension];
        for (int i = 0; i < dimension; i++) {
            opposite[i] = (byte) -a[i];
            third[i] = (byte) (a[i] / 3);
            thrice[i] = (byte) (3 * third[i]);
        }
        VectorTable table = table(a, opposite, third, thrice);
        assertEquals(1, table.cosine(0, 0), 0);
        assertEquals(-1, table.cosine(0, 1), 0);
        assertEquals(1, table.cosine(2, 3), 0);
        assertEquals(1, table.cosine(3, VectorTable.of(third), 0), 0);
    }

    /** Nearly parallel, where a rounding would show. */
    @Test
    @Repeat(iterations = 200)
    public void cosineStaysInRange() {
        byte[] a = bytes(randomIntBetween(1, 2000));
        byte[] b = a.clone();
        b[randomIntBetween(0, b.length - 1)] ^= 1;
        double cosine = table(a, b).cosine(0, 1);
        assertTrue(cosine <= 1);
        assertEquals(Oracle.cosine(a, b), cosine, 0);
    }

    @Test
    public void theGreatestSumsFit() {
        for (int dimension : new int[] {16_000, 131_071}) {
            byte[] least = new byte[dimension];
            Arrays.fill(least, Byte.MIN_VALUE);
            byte[] greatest = new byte[dimension];
            Arrays.fill(greatest, Byte.MAX_VALUE);
            VectorTable table = table(least, least.clone(), greatest);
            assertEquals(1, table.cosine(0, 1), 0);
            assertEquals(-1, table.cosine(0, 2), 0);
        }
    }

    @Test
    public void whatHasNoDirectionIsMissing() {
        byte[] one = {1, 1};
        VectorTable table = table(one, new byte[2], null);
        assertTrue(table.has(0));
        assertArrayEquals(one, table.codes(0));
        for (int row = 1; row < 3; row++) {
            assertFalse(table.has(row));
            assertNull(table.codes(row));
            assertEquals(0, table.cosine(0, row), 0);
            assertEquals(0, table.cosine(row, row), 0);
            assertEquals(0, table.cosine(row, VectorTable.of(new byte[] {0, 1}), 0), 0);
        }
        assertEquals(0, table.cosine(0, VectorTable.of(new byte[2]), 0), 0);
        assertEquals(2, table.missing());
        table.set(0, new byte[2]);
        assertEquals(3, table.missing());
        table.set(0, new byte[] {2, 0});
        table.set(0, new byte[] {0, 2});
        assertEquals(2, table.missing());
        assertEquals(1, table.cosine(0, VectorTable.of(new byte[] {0, 1}), 0), 0);
        table.set(0, (byte[]) null);
        assertEquals(3, table.missing());
        assertEquals(3, table.size());
        assertEquals(2, table.dimension());
    }

    /** Set from floats, from part of an array and from another table, over what was there. */
    @Test
    @Repeat(iterations = 100)
    public void everyWayToSetARowGivesTheSame() {
        int dimension = randomIntBetween(1, 200);
        float[] vector = Instances.gaussian(getRandom(), dimension);
        byte[] codes = VectorCodes.of(vector);
        VectorTable table = table(bytes(dimension), bytes(dimension), bytes(dimension), codes);
        table.set(0, vector);
        byte[] larger = new byte[dimension + 7];
        System.arraycopy(codes, 0, larger, 3, dimension);
        table.set(1, larger, 3, dimension);
        table.set(2, table, 3);
        byte[] other = bytes(dimension);
        for (int row = 0; row < 4; row++) {
            assertArrayEquals(codes, table.codes(row));
            assertEquals(Oracle.cosine(codes, other), table.cosine(row, VectorTable.of(other), 0), 0);
            assertEquals(1, table.cosine(row, 3), 0);
        }
        table.set(0, new float[dimension]);
        table.set(1, new byte[dimension + 2], 2, dimension);
        table.set(2, table, 0);
        assertEquals(3, table.missing());
        assertNull(table.codes(2));
        vector[dimension - 1] = Float.NaN;
        assertThrows(IllegalArgumentException.class, () -> table.set(3, vector));
        assertArrayEquals("left as it was", codes, table.codes(3));
    }

    @Test
    public void shapesAreChecked() {
        VectorTable table = new VectorTable(5, 1);
        String message = assertThrows(IllegalArgumentException.class, () -> table.set(0, new byte[4]))
                .getMessage();
        assertEquals("a vector must have the dimension [5], got [4] for candidate [0]", message);
        for (ThrowingRunnable other : List.<ThrowingRunnable>of(
                () -> table.set(0, new float[4]),
                () -> table.set(0, new byte[9], 2, 4),
                () -> table.set(0, new VectorTable(4, 1), 0))) {
            assertEquals(
                    message, assertThrows(IllegalArgumentException.class, other).getMessage());
        }
        assertEquals(1, table.missing());
        for (int bad : new int[] {-1, 131_072}) {
            message = assertThrows(IllegalArgumentException.class, () -> new VectorTable(bad, 1))
                    .getMessage();
            assertEquals("[dimension] must be in [0, 131071], got [" + bad + "]", message);
        }
        assertThrows(IllegalArgumentException.class, () -> new VectorTable(1, -1));
        message = assertThrows(IllegalArgumentException.class, () -> new VectorTable(131_071, 20_000))
                .getMessage();
        assertEquals("[size] times [dimension] must be below 2^31, got [20000] times [131071]", message);
    }
}
