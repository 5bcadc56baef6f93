/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.Test;

public class ListMeasureTests extends RandomizedTest {

    private static final double EXACT = 1e-12;
    private static final double LOG2_OF_3 = Math.log(3) / Math.log(2);

    /** Two of brand x, one of y; z is of no worth; the last has no brand. */
    private static final Map<String, String> BRANDS = Map.of("x1", "x", "x2", "x", "y1", "y", "z1", "z");

    private static final Judgments SHOP = Judgments.of(
            Map.of("x1", 3, "x2", 2, "y1", 1, "z1", 0, "bare", 3),
            id -> BRANDS.containsKey(id) ? Set.of(BRANDS.get(id)) : Set.of());

    @Test
    public void ndcgByHand() {
        Judgments judged = new Judgments(Map.of("a", 3, "b", 1, "c", 0), Map.of());
        // Found: 1 at rank 1, 7 at rank 2. Ideal: 7 at rank 1, 1 at rank 2.
        double expected = (1 + 7 / LOG2_OF_3) / (7 + 1 / LOG2_OF_3);
        assertEquals(expected, new Ndcg(10).of(List.of("b", "a", "c"), judged), EXACT);
        assertEquals(1, new Ndcg(10).of(List.of("a", "b", "new"), judged), EXACT);
        assertEquals(1.0 / 7, new Ndcg(1).of(List.of("b", "a"), judged), EXACT);
        assertEquals(0, new Ndcg(10).of(List.of(), judged), 0);
        assertEquals(0, new Ndcg(10).of(List.of("c"), new Judgments(Map.of("c", 0), Map.of())), 0);
    }

    @Test
    public void theCondensedListHasOnlyWhatWasJudged() {
        Judgments judged = new Judgments(Map.of("a", 3, "b", 1, "c", 0), Map.of());
        ListMeasure condensed = new Condensed(new Ndcg(2));
        assertEquals(1, condensed.of(List.of("new", "a", "newer", "b"), judged), EXACT);
        assertTrue(condensed.of(List.of("c", "a", "b"), judged) < 1);
    }

    @Test
    public void theShareJudgedIsOfWhatIsShown() {
        Judgments judged = new Judgments(Map.of("a", 3, "c", 0), Map.of());
        assertEquals(0.5, new ShareJudged(4).of(List.of("a", "new", "newer", "c", "a2"), judged), EXACT);
        assertEquals(1, new ShareJudged(10).of(List.of("c"), judged), EXACT);
        assertEquals(0, new ShareJudged(10).of(List.of(), judged), 0);
    }

    @Test
    public void subtopicsAreTheBrandsOfWhatIsRelevant() {
        assertEquals(Set.of("x", "y"), SHOP.subtopics());
        assertEquals(Set.of(), SHOP.aspects("z1"));
        assertEquals(2, new DistinctAspects(10).of(List.of("bare", "x1", "z1", "y1", "x2"), SHOP), 0);
        assertEquals(1, new DistinctAspects(2).of(List.of("x2", "x1", "y1"), SHOP), 0);
        assertEquals(0.5, new SubtopicRecall(2).of(List.of("x2", "x1", "y1"), SHOP), EXACT);
    }

    @Test
    public void alphaNdcgByHand() {
        // x, x again, y: 1, 1/2, 1. Ideal: x, y, x again.
        double found = 1 + 0.5 / LOG2_OF_3 + 1.0 / 2;
        double ideal = 1 + 1 / LOG2_OF_3 + 0.5 / 2;
        assertEquals(found / ideal, new AlphaNdcg(0.5, 10).of(List.of("x1", "x2", "y1"), SHOP), EXACT);
        assertEquals(1, new AlphaNdcg(0.5, 10).of(List.of("y1", "x2", "x1"), SHOP), EXACT);
        assertEquals(1 / (1 + 1 / LOG2_OF_3), new AlphaNdcg(0.5, 2).of(List.of("x1"), SHOP), EXACT);
    }

    @Test
    public void errIaByHand() {
        // Of two subtopics; the best list imaginable has both at every rank.
        double best = 2 * (1 + 0.5 / 2 + 0.25 / 3);
        assertEquals((1 + 0.5 / 2 + 1.0 / 3) / best, new ErrIa(0.5, 3).of(List.of("x1", "x2", "y1"), SHOP), EXACT);
    }

    @Test
    public void withoutSubtopicsThereIsNothingToFind() {
        Judgments none = Judgments.of(Map.of("a", 0, "b", 2), id -> Set.of());
        for (ListMeasure measure :
                List.of(new AlphaNdcg(0.5, 10), new ErrIa(0.5, 10), new SubtopicRecall(10), new DistinctAspects(10))) {
            assertEquals(0, measure.of(List.of("a", "b"), none), 0);
        }
    }

    /** With one subtopic a product and α = 0, novelty is no matter: α-nDCG is nDCG over ratings of 1. */
    @Test
    public void withoutAlphaItIsNdcg() {
        Random random = new Random(randomLong());
        Map<String, Integer> ratings = new HashMap<>();
        List<String> ranking = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ratings.put("p" + i, random.nextInt(2));
            ranking.add("p" + i);
        }
        Collections.shuffle(ranking, random);
        Judgments judged = Judgments.of(ratings, id -> Set.of("only"));
        assertEquals(new Ndcg(10).of(ranking, judged), new AlphaNdcg(0, 10).of(ranking, judged), EXACT);
    }

    @Test
    public void whatComesBelowTheDepthDoesNotCount() {
        List<String> page = List.of("x1", "y1");
        List<String> more = List.of("x1", "y1", "x2", "bare");
        for (ListMeasure measure : List.of(
                new Ndcg(2),
                new AlphaNdcg(0.5, 2),
                new ErrIa(0.5, 2),
                new SubtopicRecall(2),
                new DistinctAspects(2),
                new ShareJudged(2))) {
            assertEquals(measure.toString(), measure.of(page, SHOP), measure.of(more, SHOP), 0);
        }
    }

    @Test
    public void alphaOfOneIsRefused() {
        IllegalArgumentException refusal = null;
        try {
            double unexpected = new AlphaNdcg(1, 10).of(List.of("x1"), SHOP);
            fail("got " + unexpected);
        } catch (IllegalArgumentException e) {
            refusal = e;
        }
        assertEquals("[alpha] must be in [0, 1), got [1.0]", refusal.getMessage());
    }
}
