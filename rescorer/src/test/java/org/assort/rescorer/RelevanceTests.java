/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.List;
import org.junit.Test;

/** The signals and how they are blended. */
public final class RelevanceTests extends RandomizedTest {

    private static final byte[] EAST = {127, 0};

    private static Objective objective(double query, double semantic, double floor) {
        return new Objective(Method.MMR, 0.5, new RelevanceWeights(query, semantic), MissingVector.NEUTRAL, floor);
    }

    /** Candidates at cosines 1, 0.6, -1 to east, and one without a vector. */
    private static Candidates four(byte[] query) {
        VectorTable vectors = new VectorTable(2, 4);
        vectors.set(0, new byte[] {2, 0});
        vectors.set(1, new byte[] {3, 4});
        vectors.set(2, new byte[] {-1, 0});
        return new Candidates(new float[] {1, 3, 5, 4}, vectors, query);
    }

    private static void assertRelevance(Candidates candidates, Objective objective, double... expected) {
        assertArrayEquals(expected, new Relevance(candidates, objective).values(), 1e-12);
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

    /** The nearest interest counts; a signal that is off shares its weight. */
    @Test
    public void interestsSpeakForWhatIsLikeOneOfThem() {
        Candidates plain = four(EAST);
        byte[][] interests = {{0, 1}, {-1, 0}};
        Candidates profiled = new Candidates(plain.scores(), plain.vectors(), EAST, interests, List.of(), null, null);
        RelevanceWeights weights = new RelevanceWeights(1, 0, 1);
        Objective objective = new Objective(Method.MMR, 0.5, weights, MissingVector.NEUTRAL, 0);
        assertRelevance(profiled, objective, 0, (0.5 + 0.8) / 2, 1, 0.75);
        assertRelevance(plain, objective, 0, 0.5, 1, 0.75);
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

    private static void assertParts(
            Relevance relevance, int candidate, double query, double queryWeight, double semantic, double weight) {
        assertEquals(query, relevance.query(candidate).value(), 1e-12);
        assertEquals(queryWeight, relevance.query(candidate).weight(), 1e-12);
        assertEquals(semantic, relevance.semantic(candidate).value(), 1e-12);
        assertEquals(weight, relevance.semantic(candidate).weight(), 1e-12);
    }

    @Test
    public void weightsAreThoseOfTheSignalsPresent() {
        Relevance both = new Relevance(four(EAST), objective(3, 1, 0));
        assertParts(both, 1, 0.5, 0.75, 0.6, 0.25);
        assertParts(both, 2, 1, 0.75, 0, 0.25);
        assertParts(both, 3, 0.75, 1, Double.NaN, 0);
        Relevance semantic = new Relevance(four(EAST), objective(0, 1, 0));
        assertParts(semantic, 1, 0.5, 0, 0.6, 1);
        assertParts(semantic, 3, 0.75, 0, Double.NaN, 0);
        assertParts(new Relevance(four(EAST), objective(2, 0, 0)), 1, 0.5, 1, Double.NaN, 0);
        assertParts(new Relevance(four(null), objective(0, 1, 0)), 1, 0.5, 1, Double.NaN, 0);
    }

    @Test
    @Repeat(iterations = 300)
    public void equalsTheDefinition() {
        Candidates candidates = Instances.full(getRandom(), randomIntBetween(0, 30));
        Objective objective = Instances.full(getRandom(), candidates);
        Relevance parts = new Relevance(candidates, objective);
        double[] relevance = parts.values();
        for (int i = 0; i < candidates.size(); i++) {
            assertTrue(relevance[i] >= 0 && relevance[i] <= 1);
            assertEquals(Oracle.relevance(candidates, objective, i), relevance[i], 1e-12);
            double sum = parts.query(i).weight()
                    + parts.semantic(i).weight()
                    + parts.profile(i).weight();
            assertTrue(Math.abs(sum - 1) < 1e-15 || (sum == 0 && relevance[i] == 0));
        }
    }
}
