/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** How λ is found. */
public final class TradeoffTests extends RandomizedTest {

    private static double discounted(double[] inOrder) {
        double sum = 0;
        for (int i = 1; i <= inOrder.length; i++) {
            sum += inOrder[i - 1] * Math.log(2) / Math.log(i + 1);
        }
        return sum;
    }

    private static double loss(Candidates c, Objective o, double lambda, int depth) {
        EagerPass pass = EagerPass.run(c, o, lambda, depth);
        double[] r = pass.relevance();
        double kept =
                discounted(Arrays.stream(pass.order()).mapToDouble(i -> r[i]).toArray());
        int[] byRelevance = EagerPass.run(c, unpinned(o), 0, depth).order();
        double[] best = Arrays.stream(byRelevance).mapToDouble(i -> r[i]).toArray();
        return discounted(best) == 0 ? 0 : Math.max(0, 1 - kept / discounted(best));
    }

    private static Objective unpinned(Objective o) {
        return new Objective(
                o.method(),
                o.tradeoff(),
                o.weights(),
                o.missing(),
                o.cosineFloor(),
                o.coverages(),
                o.novelty(),
                List.of(),
                0);
    }

    /** No λ of the grid above it is within the budget, and it is. */
    @Test
    @Repeat(iterations = 200)
    public void theLargestWithinTheBudget() {
        Candidates candidates = Instances.full(getRandom(), randomIntBetween(0, 25));
        Objective given = Instances.full(getRandom(), candidates);
        int depth = randomIntBetween(1, 12);
        double fraction = randomIntBetween(0, 3) == 0 ? 0 : 0.2 * randomDouble();
        Objective objective = Instances.with(given, new Tradeoff.Budget(fraction, depth));
        Choice choice = Diversifier.choose(candidates, objective, randomIntBetween(0, 30));
        Taken taken = choice.taken();
        int top = (int) (64 * taken.diversity());
        assertEquals(64 * taken.diversity(), top, 0);
        assertEquals(loss(candidates, objective, taken.diversity(), depth), taken.loss(), 1e-9);
        assertEquals(taken.loss() > fraction, taken.forced());
        // The order of relevance keeps what is pinned in its place, so that quotas alone can force.
        assertTrue(!taken.forced() || (taken.diversity() == 0 && !given.quotas().isEmpty()));
        for (int step = 64; step > top; step--) {
            assertTrue(loss(candidates, objective, step / 64.0, depth) > fraction - 1e-9);
        }
        Objective fixed = Instances.with(given, new Tradeoff.Fixed(taken.diversity()));
        int k = choice.chosen();
        assertArrayEquals(Diversifier.choose(candidates, fixed, k).order(), choice.order());
    }

    private static Candidates values(float[] scores, int[][] values, int cardinality) {
        return new Candidates(
                scores,
                new VectorTable(0, scores.length),
                null,
                new byte[0][],
                List.of(FieldValues.of(values, cardinality)),
                null,
                null);
    }

    private static double ambiguity(Candidates candidates, int field) {
        Objective objective = new Objective(
                Method.MMR,
                new Tradeoff.Auto(field, 0.5),
                RelevanceWeights.DEFAULT,
                MissingVector.NEUTRAL,
                0,
                List.of(),
                0,
                List.of(),
                0);
        Taken taken = Diversifier.choose(candidates, objective, 1).taken();
        assertEquals(0.5 * taken.ambiguity(), taken.diversity(), 0);
        return taken.ambiguity();
    }

    @Test
    public void ambiguityOfValues() {
        float[] same = {1, 1, 1, 1};
        assertEquals(0, ambiguity(values(same, new int[][] {{0}, {0}, {0}, {0}}, 2), 0), 1e-15);
        assertEquals(0.5, ambiguity(values(same, new int[][] {{0}, {0}, {1}, {1}}, 2), 0), 1e-15);
        // Without a value: like no other.
        assertEquals(0.75, ambiguity(values(same, new int[][] {{0}, {1}, {}, {}}, 2), 0), 1e-15);
        // Half a product for each of two values: 2.5 and 1.5 of 4.
        assertEquals(1 - (6.25 + 2.25) / 16, ambiguity(values(same, new int[][] {{0}, {0}, {1, 0}, {1}}, 2), 0), 1e-15);
        // What is not relevant does not count.
        assertEquals(0, ambiguity(values(new float[] {5, 1}, new int[][] {{0}, {1}}, 2), 0), 1e-15);
        assertEquals(0, ambiguity(values(new float[0], new int[0][], 0), 0), 0);
    }

    @Test
    @Repeat(iterations = 100)
    public void ambiguityOfVectorsIsTheMeanDistanceOfAPair() {
        Candidates candidates = Instances.awkward(getRandom(), randomIntBetween(1, 30));
        double[] r = new Relevance(
                        candidates, new Objective(Method.MMR, 0, RelevanceWeights.DEFAULT, MissingVector.NEUTRAL, 0))
                .values();
        double sum = Arrays.stream(r).sum();
        double expected = 0;
        for (int i = 0; i < r.length; i++) {
            for (int j = 0; j < r.length; j++) {
                double shares = sum == 0 ? 1.0 / r.length / r.length : r[i] / sum * r[j] / sum;
                expected += shares * (1 - (i == j ? 1 : candidates.vectors().cosine(i, j)));
            }
        }
        assertEquals(Math.min(1, expected), ambiguity(candidates, Tradeoff.Auto.VECTORS), 1e-12);
    }
}
