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
import org.junit.Test;

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
        table.set(0, null);
        assertEquals(3, table.missing());
        assertEquals(3, table.size());
        assertEquals(2, table.dimension());
    }

    @Test
    public void shapesAreChecked() {
        VectorTable table = new VectorTable(5, 1);
        String message = assertThrows(IllegalArgumentException.class, () -> table.set(0, new byte[4]))
                .getMessage();
        assertEquals("a vector must have the dimension [5], got [4] for candidate [0]", message);
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
