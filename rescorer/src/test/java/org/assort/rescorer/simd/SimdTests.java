/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
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
    public void cosinesAndSimilaritiesOfSeveralRowsArePlainOnesToTheBit() {
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
            double scale = 1 / Math.sqrt(squaredNorm);
            int first = random.nextInt(count + 1);
            int at = random.nextInt(4);
            int[] products = random.ints(at + WideRows.BLOCK).toArray();
            double[] plain = new double[at + WideRows.BLOCK];
            double[] plainSimilarities = new double[at + WideRows.BLOCK];
            rows.plainProducts(bytes, from, first, products, at);
            rows.plainCosines(products, at, tooMuch, squaredNorm, first, plain, at);
            rows.plainSimilarities(products, at, tooMuch, scale, first, plainSimilarities, at);
            products = random.ints(at + WideRows.BLOCK).toArray();
            double[] cosines = new double[at + WideRows.BLOCK];
            double[] similarities = new double[at + WideRows.BLOCK];
            rows.products(bytes, from, first, products, at);
            rows.cosines(products, at, tooMuch, squaredNorm, first, cosines, at);
            rows.similarities(products, at, tooMuch, scale, first, similarities, at);
            assertArrayEquals(plain, cosines, 0);
            assertArrayEquals(plainSimilarities, similarities, 0);
            for (int r = 0; r < WideRows.BLOCK; r++) {
                assertEquals((1 + cosines[at + r]) / 2, similarities[at + r], 1e-15 * (1 + Math.abs(cosines[at + r])));
                if (first + r >= count) {
                    assertEquals("beyond the last the cosine is 0", 0, cosines[at + r], 0);
                    assertEquals(0.5, similarities[at + r], 0);
                }
            }
        }
    }

    @Test
    public void productsOfARowAndAMatrixArePlainOnesToTheBit() {
        Random random = getRandom();
        for (int round = 0; round < ROUNDS; round++) {
            int length = random.nextInt(15) * RowTimesMatrix.SUMS;
            int stride = length + random.nextInt(9);
            int line = random.nextInt(5);
            double[] row = gaussians(random, length);
            double[] matrix = gaussians(random, (line + RowTimesMatrix.BLOCK) * stride);
            int to = random.nextInt(4);
            double[] plain = new double[to + RowTimesMatrix.BLOCK * RowTimesMatrix.SUMS];
            RowTimesMatrix.plainLines(row, matrix, line, stride, length, plain, to);
            for (int k = 0; k < RowTimesMatrix.BLOCK; k++) {
                int begin = (line + k) * stride;
                assertEquals(
                        sum(row, 0, length, i -> matrix[begin + i]),
                        RowTimesMatrix.sum(plain, to + k * RowTimesMatrix.SUMS),
                        0);
            }
            double[] sums = new double[plain.length];
            RowTimesMatrix.lines(row, matrix, line, stride, length, sums, to);
            assertArrayEquals(plain, sums, 0);
        }
    }

    @Test
    public void productsOfARowAndColumnsArePlainOnesToTheBit() {
        Random random = getRandom();
        for (int round = 0; round < ROUNDS; round++) {
            int length = random.nextInt(15) * RowTimesMatrix.SUMS;
            int stride = RowTimesMatrix.BLOCK + random.nextInt(60);
            double[] row = gaussians(random, length);
            double[] matrix = gaussians(random, length * stride);
            int column = random.nextInt(stride - RowTimesMatrix.BLOCK + 1);
            int from = random.nextInt(length / RowTimesMatrix.SUMS + 1) * RowTimesMatrix.SUMS;
            int at = random.nextInt(4);
            double[] expected = new double[at + RowTimesMatrix.BLOCK];
            for (int k = 0; k < RowTimesMatrix.BLOCK; k++) {
                int place = column + k;
                expected[at + k] = sum(row, from, length, i -> matrix[i * stride + place]);
            }
            double[] plain = new double[expected.length];
            RowTimesMatrix.plainColumns(row, matrix, column, stride, from, length, plain, at);
            assertArrayEquals(expected, plain, 0);
            double[] sums = new double[expected.length];
            RowTimesMatrix.columns(row, matrix, column, stride, from, length, sums, at);
            assertArrayEquals(expected, sums, 0);
        }
    }

    @Test
    public void theGreatestIsThatOfThePlainLoop() {
        Random random = getRandom();
        for (int round = 0; round < ROUNDS; round++) {
            int from = random.nextInt(3) * Greatest.COUNT;
            double[] values = gaussians(random, from + Greatest.COUNT);
            for (int i = 0; i < values.length; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> values[i] = Double.NEGATIVE_INFINITY;
                    case 1 -> values[i] = Double.POSITIVE_INFINITY;
                    default -> {
                        // As it is.
                    }
                }
            }
            if (random.nextInt(8) == 0) {
                Arrays.fill(values, Double.NEGATIVE_INFINITY);
            }
            double expected = Arrays.stream(values, from, values.length).max().orElseThrow();
            assertEquals(expected, Greatest.plain(values, from), 0);
            assertEquals(expected, Greatest.of(values, from), 0);
        }
    }

    private static double[] gaussians(Random random, int length) {
        double[] values = new double[length];
        Arrays.setAll(values, i -> random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4));
        return values;
    }

    private static double sum(double[] row, int from, int to, IntToDoubleFunction matrix) {
        double[] sums = new double[RowTimesMatrix.SUMS];
        for (int i = from; i < to; i++) {
            sums[(i - from) % sums.length] += row[i] * matrix.applyAsDouble(i);
        }
        return RowTimesMatrix.sum(sums, 0);
    }
}
