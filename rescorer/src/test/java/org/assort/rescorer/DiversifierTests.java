/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.Test;

/** What holds for every choice. */
public final class DiversifierTests extends RandomizedTest {

    private Method method() {
        return randomFrom(Method.values());
    }

    private static Objective objective(Method method, double lambda, MissingVector missing) {
        return new Objective(method, lambda, RelevanceWeights.DEFAULT, missing, 0);
    }

    @Test
    @Repeat(iterations = 500)
    public void everyCandidateHasOnePlaceAndScoresDescend() {
        Candidates candidates = Instances.full(getRandom(), randomIntBetween(0, 60));
        int n = candidates.size();
        Choice choice =
                Diversifier.choose(candidates, Instances.any(getRandom(), candidates), randomIntBetween(0, n + 2));
        boolean[] seen = new boolean[n];
        for (int candidate : choice.order()) {
            assertFalse(seen[candidate]);
            seen[candidate] = true;
        }
        assertEquals(n, choice.order().length);
        assertEquals(n, choice.scores().length);
        for (int p = 0; p < n; p++) {
            assertTrue(Float.isFinite(choice.scores()[p]));
            assertTrue(p == 0 || choice.scores()[p] < choice.scores()[p - 1]);
        }
    }

    @Test
    @Repeat(iterations = 500)
    public void gainsNeverRise() {
        Candidates candidates = Instances.awkward(getRandom(), randomIntBetween(0, 60));
        Objective random = Instances.objective(getRandom(), method());
        Objective objective = new Objective(
                random.method(),
                Instances.lambda(random),
                random.weights(),
                MissingVector.NEUTRAL,
                random.cosineFloor());
        double[] gains =
                Diversifier.choose(candidates, objective, candidates.size()).gains();
        for (int p = 1; p < gains.length; p++) {
            assertTrue(gains[p] <= gains[p - 1]);
        }
    }

    @Test
    @Repeat(iterations = 300)
    public void aShortChoiceBeginsALongOne() {
        Candidates candidates = Instances.full(getRandom(), randomIntBetween(0, 50));
        Objective objective = Instances.any(getRandom(), candidates);
        Choice whole = Diversifier.choose(candidates, objective, candidates.size());
        int k = randomIntBetween(0, candidates.size());
        Choice part = Diversifier.choose(candidates, objective, k);
        assertEquals(k, part.chosen());
        assertArrayEquals(Arrays.copyOf(whole.order(), k), Arrays.copyOf(part.order(), k));
        assertArrayEquals(Arrays.copyOf(whole.gains(), k), part.gains(), 0);
        assertArrayEquals(Arrays.copyOf(whole.scores(), k), Arrays.copyOf(part.scores(), k), 0f);
        assertEquals(whole.taken(), part.taken());
        assertEquals(steps(whole).subList(0, k), steps(part));
        assertArrayEquals(whole.relevance(), part.relevance(), 0);
        int before = -1;
        int[] pins = Task.of(candidates, objective, () -> {}).pinned();
        for (int p = 0; p < candidates.size(); p++) {
            if (pins != null && pins[p] >= 0) {
                assertEquals(pins[p], part.order()[p]);
            } else if (p >= k) {
                if (before >= 0) {
                    assertRelevanceOrder(candidates, objective, part, before, part.order()[p]);
                }
                before = part.order()[p];
            }
        }
    }

    private static void assertRelevanceOrder(Candidates c, Objective o, Choice choice, int before, int after) {
        if (o.missing() == MissingVector.LAST
                && c.vectors().has(before) != c.vectors().has(after)) {
            assertTrue(c.vectors().has(before));
        } else {
            int compared = Double.compare(choice.relevance()[before], choice.relevance()[after]);
            assertTrue(compared > 0 || (compared == 0 && before < after));
        }
    }

    @Test
    @Repeat(iterations = 300)
    public void lambdaZeroIsTheRelevanceOrder() {
        Candidates candidates = Instances.awkward(getRandom(), randomIntBetween(0, 50));
        Objective random = Instances.objective(getRandom(), method());
        Objective objective =
                new Objective(random.method(), 0, random.weights(), random.missing(), random.cosineFloor());
        Choice choice = Diversifier.choose(candidates, objective, candidates.size());
        for (int p = 1; p < candidates.size(); p++) {
            assertRelevanceOrder(candidates, objective, choice, choice.order()[p - 1], choice.order()[p]);
        }
    }

    @Test
    @Repeat(iterations = 300)
    public void anotherInputOrderIsTheSameChoice() {
        int n = randomIntBetween(1, 60);
        Random random = getRandom();
        Candidates candidates = Instances.distinct(random, n, randomBoolean() ? 0 : 0.3);
        Objective objective = new Objective(
                method(),
                0.95 * random.nextDouble(),
                new RelevanceWeights(0.5, random.nextDouble()),
                randomFrom(new MissingVector[] {MissingVector.NEUTRAL, MissingVector.LAST}),
                0);
        int[] to = Instances.permutation(random, n);
        int k = randomIntBetween(0, n);
        Choice one = Diversifier.choose(candidates, objective, k);
        Choice other = Diversifier.choose(Instances.permuted(candidates, to), objective, k);
        for (int p = 0; p < n; p++) {
            assertEquals(to[one.order()[p]], other.order()[p]);
        }
        assertArrayEquals(one.gains(), other.gains(), 0);
        assertArrayEquals(one.scores(), other.scores(), 0f);
    }

    /** Often enough that some choices run interpreted and others compiled. */
    @Test
    @Repeat(iterations = 20)
    public void theSameInputIsTheSameChoiceToTheBit() {
        Candidates candidates = Instances.distinct(getRandom(), randomIntBetween(1, 60), randomBoolean() ? 0 : 0.3);
        Objective objective = Instances.objective(getRandom(), method());
        int k = randomIntBetween(0, candidates.size());
        Choice first = Diversifier.choose(candidates, objective, k);
        for (int round = 0; round < 50; round++) {
            Choice again = Diversifier.choose(Instances.copy(candidates), objective, k);
            assertArrayEquals(first.order(), again.order());
            assertArrayEquals(first.gains(), again.gains(), 0);
            assertArrayEquals(first.scores(), again.scores(), 0f);
            assertArrayEquals(first.relevance(), again.relevance(), 0);
            assertEquals(steps(first), steps(again));
        }
    }

    /** As text, since a step holds an array. */
    private static List<String> steps(Choice choice) {
        return IntStream.range(0, choice.chosen())
                .mapToObj(p -> choice.step(p) + Arrays.toString(choice.step(p).coverages()))
                .map(text -> text.replaceAll("coverages=[^,]*", ""))
                .toList();
    }

    /** More vectors than dimensions, some nearly the same: what remains of d² is rounding. */
    @Test
    @Repeat(iterations = 30)
    public void roundingDoesNotGrow() {
        int n = randomIntBetween(1, 300);
        int dimension = randomIntBetween(1, 60);
        VectorTable vectors = new VectorTable(dimension, n);
        float[] scores = new float[n];
        for (int i = 0; i < n; i++) {
            float[] vector = Instances.gaussian(getRandom(), dimension);
            // Some are near copies of one another.
            vector[0] += randomBoolean() ? 100 : 0;
            vectors.set(i, VectorCodes.of(vector));
            scores[i] = randomFloat();
        }
        double lambda = randomDouble();
        Candidates candidates = new Candidates(scores, vectors, null);
        for (Method method : Method.values()) {
            Choice choice = Diversifier.choose(candidates, objective(method, lambda, MissingVector.NEUTRAL), n);
            double least = method == Method.MMR ? -1 : Math.log(1e-6);
            for (int p = 0; p < n; p++) {
                assertTrue(choice.gains()[p] >= lambda * least);
                assertTrue(p == 0 || choice.gains()[p] <= choice.gains()[p - 1]);
                assertTrue(p == 0 || choice.scores()[p] < choice.scores()[p - 1]);
            }
        }
    }

    /**
     * Twins and one other product of nearly their relevance. The second twin may come before the other only if what
     * the other lacks in relevance outweighs what it adds in diversity, by the formula.
     */
    @Test
    @Repeat(iterations = 500)
    public void aTwinWaitsForADistinctProduct() {
        Random random = getRandom();
        double angle = Math.toRadians(5 + 80 * random.nextDouble());
        byte[] twin = {127, 0};
        byte[] other = VectorCodes.of(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
        float lacks = random.nextBoolean() ? 0 : random.nextFloat();
        VectorTable vectors = new VectorTable(2, 4);
        vectors.set(0, twin);
        vectors.set(1, twin);
        vectors.set(2, other);
        // The last only spans the scale of relevance.
        Candidates candidates = new Candidates(new float[] {1, 1, 1 - lacks, 0}, vectors, null);
        double lambda = 0.01 + 0.98 * random.nextDouble();
        Method method = method();
        Choice choice = Diversifier.choose(candidates, objective(method, lambda, MissingVector.LAST), 4);

        double cosine = Oracle.cosine(twin, other);
        double share = (1 + cosine) / 2;
        double adds = method == Method.MMR ? 1 - cosine : Math.log(1 - share * share) - Math.log(1e-6);
        double pays = lambda * adds - (1 - lambda) * lacks;
        if (Math.abs(pays) > 1e-6) {
            assertArrayEquals(pays > 0 ? new int[] {0, 2, 1, 3} : new int[] {0, 1, 2, 3}, choice.order());
        }
    }

    @Test
    public void equalCandidatesKeepTheirOrder() {
        for (Method method : Method.values()) {
            int n = randomIntBetween(2, 50);
            VectorTable vectors = new VectorTable(3, n);
            byte[] vector = Instances.codes(getRandom(), 3);
            for (int i = 0; i < n; i++) {
                vectors.set(i, vector);
            }
            float[] scores = new float[n];
            Arrays.fill(scores, 2.5f);
            Candidates candidates = new Candidates(scores, vectors, vector);
            Choice choice = Diversifier.choose(candidates, objective(method, randomDouble(), MissingVector.NEUTRAL), n);
            for (int p = 0; p < n; p++) {
                assertEquals(p, choice.order()[p]);
            }
        }
    }

    @Test
    public void withoutVectorsTheFirstPassOrderStays() {
        for (Method method : Method.values()) {
            for (MissingVector missing : new MissingVector[] {MissingVector.NEUTRAL, MissingVector.LAST}) {
                Candidates candidates = new Candidates(new float[] {9, 7, 7, 1}, new VectorTable(0, 4), null);
                Choice choice = Diversifier.choose(candidates, objective(method, 0.7, missing), 4);
                assertArrayEquals(new int[] {0, 1, 2, 3}, choice.order());
            }
        }
    }

    @Test
    public void lastPlacesWhatHasNoVectorBehind() {
        VectorTable vectors = new VectorTable(2, 4);
        vectors.set(1, new byte[] {1, 0});
        vectors.set(3, new byte[] {1, 0});
        Candidates candidates = new Candidates(new float[] {9, 4, 8, 1}, vectors, null);
        for (Method method : Method.values()) {
            Objective last = objective(method, 0.9, MissingVector.LAST);
            for (int wanted = 0; wanted <= 4; wanted++) {
                assertArrayEquals(
                        new int[] {1, 3, 0, 2},
                        Diversifier.choose(candidates, last, wanted).order());
            }
            Objective neutral = objective(method, 0.9, MissingVector.NEUTRAL);
            assertArrayEquals(
                    new int[] {0, 2, 1, 3},
                    Diversifier.choose(candidates, neutral, 4).order());
        }
    }

    @Test
    public void errorIsRefusedOnlyWhereAVectorIsMissing() {
        VectorTable vectors = new VectorTable(2, 2);
        vectors.set(0, new byte[] {1, 0});
        Candidates candidates = new Candidates(new float[] {2, 1}, vectors, null);
        Objective error = objective(method(), 0.5, MissingVector.ERROR);
        String message = assertThrows(IllegalArgumentException.class, () -> Diversifier.choose(candidates, error, 1))
                .getMessage();
        assertEquals("[missing_vector] is [error] and candidate [1] has no vector", message);
        vectors.set(1, new byte[] {0, 1});
        assertArrayEquals(
                new int[] {0, 1}, Diversifier.choose(candidates, error, 2).order());
    }

    @Test
    public void wantedMustNotBeNegative() {
        Candidates none = new Candidates(new float[0], new VectorTable(0, 0), null);
        Objective objective = objective(method(), 0.5, MissingVector.NEUTRAL);
        assertThrows(IllegalArgumentException.class, () -> Diversifier.choose(none, objective, -1));
        assertEquals(0, Diversifier.choose(none, objective, 3).order().length);
    }

    @Test
    @Repeat(iterations = 300)
    public void stepsExplainTheScore() {
        Candidates candidates = Instances.full(getRandom(), randomIntBetween(1, 40));
        Objective objective = Instances.any(getRandom(), candidates);
        Choice choice = Diversifier.choose(candidates, objective, candidates.size());
        double lambda = choice.taken().diversity();
        EagerPass eager = EagerPass.run(candidates, objective, lambda, candidates.size());
        for (int p = 0; p < choice.chosen(); p++) {
            Step step = choice.step(p);
            assertEquals(choice.order()[p], step.candidate());
            assertEquals(choice.relevance()[step.candidate()], step.relevance(), 0);
            assertEquals(choice.gains()[p], step.gain(), 0);
            assertAddsUp(step, objective, lambda, choice.scores()[p]);
            if (objective.method() == Method.MMR) {
                assertEquals(0 - step.similarity(), step.diversity(), 0);
            }
            assertClosest(objective.method(), candidates.vectors(), choice, p, step);
            assertTrue(objective.pinned() <= p || step.pinned());
            assertEquals(eager.passedOver()[p], step.passedOver());
        }
    }

    private static void assertAddsUp(Step step, Objective objective, double lambda, float score) {
        double blend = 0;
        for (Signal signal : new Signal[] {step.query(), step.semantic(), step.profile()}) {
            assertTrue(signal.present() || signal.weight() == 0);
            blend += signal.present() ? signal.weight() * signal.value() : 0;
        }
        assertEquals(step.relevance(), blend, 1e-12);
        double terms = step.diversity() + objective.novelty() * step.novelty();
        for (int c = 0; c < objective.coverages().size(); c++) {
            double value = step.coverages()[c];
            assertTrue(value >= 0 && value <= 1);
            terms += objective.coverages().get(c).weight() * value;
        }
        assertTrue(step.novelty() >= 0 && step.novelty() <= 1);
        assertEquals(step.gain(), (1 - lambda) * blend + lambda * terms, 1e-9);
        assertEquals(score, step.gain() + step.clamp(), 1e-12 * Math.max(1, Math.abs(score)));
    }

    private static void assertClosest(Method method, VectorTable vectors, Choice choice, int position, Step step) {
        boolean found = false;
        for (int q = 0; q < position; q++) {
            int earlier = choice.order()[q];
            if (vectors.has(earlier) && vectors.has(step.candidate())) {
                double cosine = Oracle.cosine(vectors.codes(earlier), vectors.codes(step.candidate()));
                assertTrue(cosine <= step.similarity() || step.closest() < 0);
                assertTrue(step.closest() >= 0 || (method == Method.MMR && cosine <= 0));
                assertTrue(earlier != step.closest() || cosine == step.similarity());
                // The first of equals.
                assertTrue(found || cosine < step.similarity() || earlier == step.closest() || cosine <= 0);
            }
            found |= earlier == step.closest();
        }
        assertEquals(step.closest() >= 0, found);
    }
}
