/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** Scores made of gains. */
public final class ScoresTests extends RandomizedTest {

    @Test
    public void scoresDescendWhateverTheGains() {
        double[] gains = new double[5000];
        for (int round = 0; round < 50; round++) {
            int kind = randomIntBetween(0, 3);
            Arrays.setAll(gains, i -> switch (kind) {
                case 0 ->
                    randomFrom(List.of(Double.POSITIVE_INFINITY, 1e300, Double.NEGATIVE_INFINITY, Double.NaN, 0.0));
                case 1 -> 0;
                case 2 -> Double.NEGATIVE_INFINITY;
                default -> randomDouble();
            });
            float[] scores = Diversifier.descending(gains);
            for (int p = 0; p < scores.length; p++) {
                assertTrue(Float.isFinite(scores[p]));
                assertTrue(p == 0 || scores[p] < scores[p - 1]);
            }
        }
        assertArrayEquals(new float[] {3, 2, 1}, Diversifier.descending(new double[] {3, 2, 1}), 0f);
    }

    @Test
    public void weightsOfTermsAreChecked() {
        Term term = new NoveltyTerm(new double[1]);
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new WeightedTerm(bad, term));
        }
    }
}
