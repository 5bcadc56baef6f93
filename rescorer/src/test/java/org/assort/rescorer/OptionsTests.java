/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

/** What a request may say, and what it is told otherwise. */
public final class OptionsTests extends RandomizedTest {

    private static void refused(String message, ThrowingRunnable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }

    @Test
    public void namesAreFoundAgain() {
        for (Method method : Method.values()) {
            assertSame(method, Method.of(method.id()));
        }
        for (MissingVector policy : MissingVector.values()) {
            assertSame(policy, MissingVector.of(policy.id()));
        }
    }

    @Test
    public void unknownNamesAreRefused() {
        refused("[method] must be one of [mmr, dpp], got [MMR]", () -> Method.of("MMR"));
        refused("[method] must be one of [mmr, dpp], got [null]", () -> Method.of(null));
        refused("[missing_vector] must be one of [neutral, last, error], got [skip]", () -> MissingVector.of("skip"));
    }

    @Test
    public void weightsAreChecked() {
        refused(
                "[relevance] must have at least one weight above 0, got [query: 0.0, semantic: 0.0," + " profile: 0.0]",
                () -> new RelevanceWeights(0, 0));
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused(
                    "[relevance.query] must be a finite number of at least 0, got [" + bad + "]",
                    () -> new RelevanceWeights(bad, 1));
            refused(
                    "[relevance.semantic] must be a finite number of at least 0, got [" + bad + "]",
                    () -> new RelevanceWeights(1, bad));
        }
    }

    @Test
    public void rangesAreChecked() {
        for (double bad : new double[] {2, -0.1, Double.NaN}) {
            refused("[diversity] must be in [0, 1], got [" + bad + "]", () -> objective(bad, 0));
        }
        for (double bad : new double[] {1, -1.5, Double.NaN}) {
            refused("[cosine_floor] must be in [-1, 1), got [" + bad + "]", () -> objective(0, bad));
        }
        assertEquals(-1, objective(1, -1).cosineFloor(), 0);
    }

    private static Objective objective(double diversity, double floor) {
        return new Objective(Method.MMR, diversity, RelevanceWeights.DEFAULT, MissingVector.NEUTRAL, floor);
    }

    @Test
    public void shapesAreChecked() {
        VectorTable two = new VectorTable(3, 2);
        refused(
                "[scores] and [vectors] must have one length, got [1] and [2]",
                () -> new Candidates(new float[1], two, null));
        refused(
                "the query's vector must have the dimension [3], got [2]",
                () -> new Candidates(new float[2], two, new byte[] {1, 0}));
        assertEquals(1, new Candidates(new float[1], new VectorTable(0, 1), new byte[] {0, 1}).size());
    }
}
