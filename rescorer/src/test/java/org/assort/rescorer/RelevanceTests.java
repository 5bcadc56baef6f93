/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import org.junit.Test;

/** The signals and how they are blended. */
public final class RelevanceTests extends RandomizedTest {

    private static final float[] EAST = {1, 0};

    private static Objective objective(double query, double semantic, double floor) {
        return new Objective(Method.MMR, 0.5, new RelevanceWeights(query, semantic), MissingVector.NEUTRAL, floor);
    }

    /** Candidates at cosines 1, 0.6, -1 to east, and one without a vector. */
    private static Candidates four(float[] query) {
        VectorTable vectors = new VectorTable(2, 4);
        vectors.set(0, new float[] {2, 0});
        vectors.set(1, new float[] {3, 4});
        vectors.set(2, new float[] {-1, 0});
        return new Candidates(new float[] {1, 3, 5, 4}, vectors, query);
    }

    private static void assertRelevance(Candidates candidates, Objective objective, double... expected) {
        assertArrayEquals(expected, Relevance.of(candidates, objective), 1e-6);
    }

    @Test
    public void signalsAreBlended() {
        assertRelevance(four(EAST), objective(1, 1, 0), 0.5, (0.5 + 0.6) / 2, 0.5, 0.75);
        assertRelevance(four(EAST), objective(3, 1, 0), 0.25, (1.5 + 0.6) / 4, 0.75, 0.75);
        assertRelevance(four(EAST), objective(1, 1, 0.5), 0.5, (0.5 + 0.2) / 2, 0.5, 0.75);
        assertRelevance(four(EAST), objective(0, 1, -1), 1, 0.8, 0, 0);
    }

    @Test
    public void whereTheSemanticSignalIsOffTheFirstPassDecides() {
        assertRelevance(four(null), objective(1, 1, 0), 0, 0.5, 1, 0.75);
        assertRelevance(four(null), objective(0, 1, 0), 0, 0.5, 1, 0.75);
        Candidates none = new Candidates(new float[] {1, 3}, new VectorTable(0, 2), EAST);
        assertRelevance(none, objective(0, 1, 0), 0, 1);
    }

    @Test
    public void hugeWeightsDoNotOverflow() {
        assertRelevance(four(EAST), objective(Double.MAX_VALUE, Double.MAX_VALUE, 0), 0.5, (0.5 + 0.6) / 2, 0.5, 0.75);
    }

    @Test
    public void oddScores() {
        Objective query = objective(1, 0, 0);
        assertRelevance(scored(4, 4, 4), query, 1, 1, 1);
        assertRelevance(scored(Float.NaN, 5, 3), query, 0, 1, 0);
        assertRelevance(scored(Float.NaN, 5), query, 0, 1);
        assertRelevance(scored(Float.NaN, Float.NaN), query, 1, 1);
        assertRelevance(scored(Float.POSITIVE_INFINITY, 0, Float.NEGATIVE_INFINITY), query, 1, 0.5, 0);
        assertRelevance(scored(-3, -1), query, 0, 1);
        assertRelevance(scored(), query);
    }

    private static Candidates scored(float... scores) {
        return new Candidates(scores, new VectorTable(0, scores.length), null);
    }

    @Test
    @Repeat(iterations = 300)
    public void equalsTheDefinition() {
        Candidates candidates = Instances.awkward(getRandom(), randomIntBetween(0, 30));
        Objective objective = Instances.objective(getRandom(), Method.MMR);
        double[] relevance = Relevance.of(candidates, objective);
        for (int i = 0; i < candidates.size(); i++) {
            assertTrue(relevance[i] >= 0 && relevance[i] <= 1);
            assertEquals(Oracle.relevance(candidates, objective, i), relevance[i], 1e-12);
        }
    }
}
