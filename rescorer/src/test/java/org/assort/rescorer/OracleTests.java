/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import org.junit.Test;

/** Both methods against their definitions, step by step. */
public final class OracleTests extends RandomizedTest {

    /** The candidate that must come next: of the greatest gain the lowest index; with a vector first under LAST. */
    private static int best(Candidates c, Objective o, boolean[] taken, double[] gains) {
        int best = -1;
        for (int i = 0; i < gains.length; i++) {
            if (taken[i]) {
                continue;
            }
            if (best < 0) {
                best = i;
                continue;
            }
            boolean last = o.missing() == MissingVector.LAST;
            int side = last ? Boolean.compare(c.vectors().has(i), c.vectors().has(best)) : 0;
            if (side > 0 || (side == 0 && gains[i] > gains[best])) {
                best = i;
            }
        }
        return best;
    }

    @Test
    @Repeat(iterations = 500)
    public void mmrIsItsDefinitionToTheBit() {
        Candidates candidates = Instances.awkward(getRandom(), randomIntBetween(0, 40));
        Objective objective = Instances.objective(getRandom(), Method.MMR);
        Choice choice = Diversifier.choose(candidates, objective, candidates.size() + randomIntBetween(0, 2));
        double lambda = Instances.lambda(objective);
        boolean[] taken = new boolean[candidates.size()];
        double[] gains = new double[candidates.size()];
        assertEquals(candidates.size(), choice.chosen());
        for (int t = 0; t < choice.chosen(); t++) {
            for (int i = 0; i < gains.length; i++) {
                double d = Oracle.mmr(candidates.vectors(), choice.order(), t, i);
                gains[i] = (1 - lambda) * choice.relevance()[i] + lambda * d;
            }
            int expected = best(candidates, objective, taken, gains);
            assertEquals(expected, choice.order()[t]);
            assertEquals(gains[expected], choice.gains()[t], 0);
            taken[expected] = true;
        }
    }

    /** No determinant comes near 0. */
    @Test
    @Repeat(iterations = 150)
    public void dppIsTheRatioOfDeterminants() {
        int n = randomIntBetween(0, 24);
        Candidates candidates = Instances.independent(getRandom(), n, randomBoolean() ? 0 : 0.3);
        assertDpp(candidates, Instances.objective(getRandom(), Method.DPP), 1e-11);
    }

    /** Repeated vectors, and more of them than dimensions, many of their cosines equal: many determinants are 0. */
    @Test
    @Repeat(iterations = 250)
    public void dppFloorsWhatHasNoDeterminant() {
        Candidates candidates = Instances.awkward(getRandom(), randomIntBetween(0, 24));
        assertDpp(candidates, Instances.objective(getRandom(), Method.DPP), 1e-10);
    }

    /**
     * Holds the gain of each choice, and that none was better, against determinants.
     *
     * @param error of d² by either way
     */
    private static void assertDpp(Candidates candidates, Objective objective, double error) {
        int n = candidates.size();
        Choice choice = Diversifier.choose(candidates, objective, n);
        double lambda = Instances.lambda(objective);
        double[][] kernel = Oracle.kernel(candidates.vectors());
        boolean[] taken = new boolean[n];
        double[] gains = new double[n];
        double[] tolerance = new double[n];
        // Those chosen that added something; a determinant with the others in it would be 0.
        int[] spanning = new int[n];
        int count = 0;
        for (int t = 0; t < n; t++) {
            for (int i = 0; i < n; i++) {
                if (!taken[i]) {
                    double squared = Math.max(1e-6, Oracle.squared(kernel, spanning, count, i));
                    gains[i] = (1 - lambda) * choice.relevance()[i] + lambda * Math.log(squared);
                    tolerance[i] = 1e-12 + lambda * error / squared;
                }
            }
            int expected = best(candidates, objective, taken, gains);
            int chosen = choice.order()[t];
            assertFalse(taken[chosen]);
            assertTrue(gains[chosen] >= gains[expected] - tolerance[chosen] - tolerance[expected]);
            assertEquals(gains[chosen], choice.gains()[t], tolerance[chosen]);
            if (objective.missing() == MissingVector.LAST) {
                assertEquals(
                        candidates.vectors().has(expected), candidates.vectors().has(chosen));
            }
            if (Oracle.squared(kernel, spanning, count, chosen) > 1e-6) {
                spanning[count++] = chosen;
            }
            taken[chosen] = true;
        }
    }
}
