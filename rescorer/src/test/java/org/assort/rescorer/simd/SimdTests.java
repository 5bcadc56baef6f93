/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

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
    public void productsOfRowsArePlainOnesToTheBit() {
        Random random = getRandom();
        for (int round = 0; round < ROUNDS; round++) {
            int length = random.nextInt(60);
            int stride = (length + RowProduct.STEP - 1) / RowProduct.STEP * RowProduct.STEP;
            double[] rows = new double[2 * stride];
            for (int i = 0; i < length; i++) {
                rows[i] = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
                rows[stride + i] = random.nextGaussian();
            }
            double[] sums = new double[RowProduct.STEP];
            for (int i = 0; i < length; i++) {
                sums[i % sums.length] += rows[i] * rows[stride + i];
            }
            double expected = (sums[0] + sums[1]) + (sums[2] + sums[3]);
            assertEquals(expected, RowProduct.plain(rows, 0, stride, length), 0);
            assertEquals(expected, RowProduct.of(rows, 0, stride, length), 0);
            if (VectorInstructions.ofBits(RowProduct.STEP * Double.SIZE)) {
                assertEquals(expected, VectorRowProduct.of(rows, 0, stride, length), 0);
            }
        }
    }
}
