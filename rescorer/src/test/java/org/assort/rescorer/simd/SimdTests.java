/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

/** Vector instructions give what the plain loops give. Enough rounds that the first run interpreted and the last compiled. */
public final class SimdTests extends RandomizedTest {

    private static final int ROUNDS = 20_000;

    /** Else nothing is compared here. */
    @Test
    public void theTestsRunWithVectors() {
        assertTrue("add jdk.incubator.vector to the JVM of the tests", VectorDotProduct.bits() >= 128);
        assertTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    }

    @Test
    public void dotProductsOfBytesAreThePlainLoops() {
        Random random = getRandom();
        for (int round = 0; round < ROUNDS; round++) {
            int length = DotProduct.STEP * random.nextInt(9);
            byte[] rows = new byte[2 * length + 7];
            random.nextBytes(rows);
            int from = random.nextInt(8);
            int plain = DotProduct.plain(rows, from, rows, length, length);
            assertEquals(plain, VectorDotProduct.of(rows, from, rows, length, length));
            assertEquals(plain, DotProduct.of(rows, from, rows, length, length));
        }
    }

    /** The greatest products there are, so many that an int without a sign is just enough for them. */
    @Test
    public void dotProductsOfTheGreatestBytesAreExact() {
        byte[] rows = new byte[66_048];
        Arrays.fill(rows, (byte) 255);
        int expected = (int) (66_048L * 255 * 255);
        assertEquals(expected, VectorDotProduct.of(rows, 0, rows, 0, rows.length));
        assertEquals(expected, DotProduct.plain(rows, 0, rows, 0, rows.length));
    }

    @Test
    public void cosinesOfSeveralRowsArePlainOnesToTheBit() {
        Random random = getRandom();
        for (int round = 0; round < ROUNDS / 10; round++) {
            int length = DotProduct.STEP * (1 + random.nextInt(8));
            byte[] bytes = new byte[2 * length];
            WideRows rows = new WideRows(length, 100);
            int count = random.nextInt(100);
            for (int r = 0; r < count; r++) {
                random.nextBytes(bytes);
                rows.add(bytes, random.nextInt(length), random.nextInt(), 1 + random.nextInt(1 << 30));
            }
            int from = random.nextInt(length);
            int tooMuch = random.nextInt();
            int squaredNorm = 1 + random.nextInt(1 << 30);
            int first = random.nextInt(count + 1);
            int at = random.nextInt(4);
            double plus = random.nextInt(2);
            double times = 1 - random.nextInt(2) * 0.5;
            int[] products = random.ints(at + WideRows.BLOCK).toArray();
            double[] plain = new double[at + WideRows.BLOCK];
            rows.plainProducts(bytes, from, first, products, at);
            rows.plainCosines(products, at, tooMuch, squaredNorm, first, plus, times, plain, at);
            products = random.ints(at + WideRows.BLOCK).toArray();
            double[] cosines = new double[at + WideRows.BLOCK];
            rows.products(bytes, from, first, products, at);
            rows.cosines(products, at, tooMuch, squaredNorm, first, plus, times, cosines, at);
            assertArrayEquals(plain, cosines, 0);
            for (int r = count - first; r < WideRows.BLOCK; r++) {
                assertEquals("beyond the last the cosine is 0", plus * times, cosines[at + r], 0);
            }
        }
    }

    @Test
    public void productsOfARowAndColumnsArePlainOnesToTheBit() {
        Random random = getRandom();
        for (int round = 0; round < ROUNDS; round++) {
            int length = random.nextInt(15) * RowTimesMatrix.SUMS;
            double[] row = new double[length];
            double[] matrix = new double[length * RowTimesMatrix.STRIDE];
            for (int i = 0; i < length; i++) {
                row[i] = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
            }
            Arrays.setAll(matrix, i -> random.nextGaussian());
            int first = random.nextInt(RowTimesMatrix.STRIDE - RowTimesMatrix.COLUMNS + 1);
            double[] expected = new double[RowTimesMatrix.COLUMNS];
            for (int column = 0; column < expected.length; column++) {
                double[] sums = new double[RowTimesMatrix.SUMS];
                for (int i = 0; i < length; i++) {
                    sums[i % sums.length] += row[i] * matrix[i * RowTimesMatrix.STRIDE + first + column];
                }
                expected[column] = (sums[0] + sums[1]) + (sums[2] + sums[3]);
            }
            double[] sums = new double[RowTimesMatrix.COLUMNS];
            RowTimesMatrix.plain(row, matrix, first, length, sums, 0);
            assertArrayEquals(expected, sums, 0);
            double[] elsewhere = new double[RowTimesMatrix.COLUMNS + 3];
            RowTimesMatrix.of(row, matrix, first, length, elsewhere, 3);
            assertArrayEquals(expected, Arrays.copyOfRange(elsewhere, 3, elsewhere.length), 0);
        }
    }
}
