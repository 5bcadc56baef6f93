/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertEquals;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.util.Random;
import org.junit.Test;

/** Rows of a Cholesky factor by its inverse are those of forward substitution, however much room there was at first. */
public final class InverseFactorTests extends RandomizedTest {

    @Test
    public void entriesAreThoseOfForwardSubstitution() {
        Random random = getRandom();
        int most = 1 + random.nextInt(300);
        InverseFactor inverse = new InverseFactor(most);
        double[][] factor = new double[most][];
        for (int n = 0; n < most; n++) {
            double[] row = new double[inverse.length()];
            for (int t = 0; t < n; t++) {
                row[t] = (random.nextDouble() - 0.5) / Math.sqrt(most);
            }
            factor[n] = row.clone();
            // What is behind them is not looked at.
            for (int t = n; t < row.length; t++) {
                row[t] = random.nextDouble();
            }
            factor[n][n] = 0.5 + random.nextDouble();
            inverse.append(row, factor[n][n]);
            assertEquals(n + 1, inverse.count());
            if (n % 7 == 0 || n > most - 3) {
                compare(random, factor, n + 1, inverse);
            }
        }
    }

    private static void compare(Random random, double[][] factor, int count, InverseFactor inverse) {
        double[] kernel = new double[inverse.length()];
        // What is behind the last is not looked at.
        for (int t = 0; t < kernel.length; t++) {
            kernel[t] = random.nextDouble();
        }
        double[] expected = new double[count + InverseFactor.BLOCK];
        for (int t = 0; t < count; t++) {
            double left = kernel[t];
            for (int s = 0; s < t; s++) {
                left -= factor[t][s] * expected[s];
            }
            expected[t] = left / factor[t][t];
        }
        double[] sums = new double[InverseFactor.BLOCK * InverseFactor.SUMS + 2];
        for (int first = 0; first < count; first++) {
            inverse.sums(kernel, first, sums, 2);
            for (int k = 0; k < InverseFactor.BLOCK; k++) {
                double entry = InverseFactor.entry(sums, 2 + k * InverseFactor.SUMS);
                assertEquals(expected[first + k], entry, 1e-9);
            }
        }
    }
}
