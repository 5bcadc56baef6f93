/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.choice;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.assort.evaluate.run.Figure;
import org.assort.evaluate.run.Outcome;
import org.junit.Test;

public class CrossValidationTests extends RandomizedTest {

    private static final int QUERIES = 23;
    private static final Rule RULE = new Rule(0.015, 0.6);

    private static Outcome outcome(String name, double ndcg, double alphaNdcg, double twins) {
        Map<Figure, double[]> figures = new EnumMap<>(Figure.class);
        Figure.all().forEach(figure -> figures.put(figure, new double[QUERIES]));
        Arrays.fill(figures.get(Figure.NDCG), ndcg);
        Arrays.fill(figures.get(Figure.ALPHA_NDCG), alphaNdcg);
        Arrays.fill(figures.get(Figure.NEAR_DUPLICATES), twins);
        return new Outcome(name, Collections.nCopies(QUERIES, List.of(name)), figures);
    }

    private static final int[] ALL = IntStream.range(0, QUERIES).toArray();

    @Test
    public void theBestThatKeepsToTheRuleIsChosen() {
        Outcome baseline = outcome("baseline", 0.7, 0.6, 2);
        Outcome costly = outcome("costly", 0.68, 0.9, 0);
        Outcome alike = outcome("alike", 0.7, 0.8, 1.3);
        Outcome good = outcome("good", 0.69, 0.7, 1.2);
        Outcome fair = outcome("fair", 0.7, 0.65, 0);
        assertEquals(
                "good",
                RULE.choose(List.of(costly, alike, fair, good), baseline, ALL).name());
        assertEquals(
                "baseline", RULE.choose(List.of(costly, alike), baseline, ALL).name());
    }

    @Test
    public void everyQueryIsHeldOutOnce() {
        Outcome baseline = outcome("baseline", 0.7, 0.6, 2);
        CrossValidation.Result result =
                new CrossValidation(5, randomLong()).run("pooled", List.of(baseline), baseline, RULE);
        Set<Integer> seen = new HashSet<>();
        for (CrossValidation.Fold fold : result.folds()) {
            assertTrue(fold.queries().size() == QUERIES / 5 || fold.queries().size() == QUERIES / 5 + 1);
            fold.queries().forEach(query -> assertTrue(seen.add(query)));
        }
        assertEquals(QUERIES, seen.size());
    }

    /**
     * Each candidate is splendid for one query and poor for the rest, so that choosing with that query in view would
     * always find its own. Held out, it never does.
     */
    @Test
    public void noQueryHasAPartInTheChoiceForItself() {
        Outcome baseline = outcome("baseline", 0.7, 0, 2);
        List<Outcome> candidates = new ArrayList<>();
        for (int query = 0; query < QUERIES; query++) {
            Outcome candidate = outcome("for " + query, 0.7, 0.1, 0);
            candidate.of(Figure.ALPHA_NDCG)[query] = 1;
            candidates.add(candidate);
        }
        Outcome pooled = new CrossValidation(5, randomLong())
                .run("pooled", candidates, baseline, RULE)
                .pooled();
        for (double value : pooled.of(Figure.ALPHA_NDCG)) {
            assertEquals(0.1, value, 0);
        }
    }

    @Test
    public void pooledAreEachFoldsOwnFiguresAndPages() {
        Random random = new Random(randomLong());
        Outcome baseline = outcome("baseline", 0.7, 0, 2);
        List<Outcome> candidates = List.of(outcome("a", 0.7, 0.1, 0), outcome("b", 0.7, 0.1, 0));
        for (Outcome candidate : candidates) {
            Arrays.setAll(candidate.of(Figure.ALPHA_NDCG), query -> random.nextDouble());
        }
        CrossValidation.Result result =
                new CrossValidation(4, random.nextLong()).run("pooled", candidates, baseline, RULE);
        for (CrossValidation.Fold fold : result.folds()) {
            Outcome chosen = candidates.get(fold.setting().equals("a") ? 0 : 1);
            for (int query : fold.queries()) {
                assertEquals(
                        chosen.of(Figure.ALPHA_NDCG)[query], result.pooled().of(Figure.ALPHA_NDCG)[query], 0);
                assertEquals(List.of(chosen.name()), result.pooled().pages().get(query));
            }
        }
    }

    @Test
    public void theSeedDealsTheFolds() {
        Outcome baseline = outcome("baseline", 0.7, 0, 2);
        CrossValidation first = new CrossValidation(5, 20);
        assertEquals(
                first.run("pooled", List.of(), baseline, RULE).folds(),
                first.run("pooled", List.of(), baseline, RULE).folds());
        assertNotEquals(
                first.run("pooled", List.of(), baseline, RULE).folds(),
                new CrossValidation(5, 21)
                        .run("pooled", List.of(), baseline, RULE)
                        .folds());
    }
}
