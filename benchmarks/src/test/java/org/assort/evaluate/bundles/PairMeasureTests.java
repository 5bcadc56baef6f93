/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class PairMeasureTests extends RandomizedTest {

    /** Ten of the anchor's twenty orders hold the partner, which is in fifty of a thousand. */
    private static final PairMeasure.Pair PAIR = new PairMeasure.Pair(10, 20, 50, 1_000);

    @Test
    public void measuresAreWhatTheirPapersSay() {
        assertEquals(0.5, PAIR.confidence(), 1e-12);
        assertEquals(10, PAIR.lift(), 1e-12);
        assertEquals(0.009, PAIR.leverage(), 1e-12);
        assertEquals((0.5 - 0.05) * 0.5 / 0.05, PAIR.jlh(), 1e-12);
        assertEquals(entropies(10, 20, 50, 1_000), PAIR.g2(), 1e-9);
    }

    @Test
    public void whatIsRarerThanByChanceIsWorseThanWhatIsNot() {
        PairMeasure.Pair rare = new PairMeasure.Pair(5, 200, 500, 1_000);
        assertTrue(rare.lift() < 1);
        assertTrue(rare.leverage() < 0);
        assertEquals(0, rare.jlh(), 0);
        assertEquals(-entropies(5, 200, 500, 1_000), rare.g2(), 1e-9);
        assertEquals(0, new PairMeasure.Pair(1, 20, 50, 1_000).g2(), 1e-9);
    }

    /** G² the other way: 2N times the mutual information, H(anchor) + H(partner) − H(both). */
    private static double entropies(double both, double anchor, double partner, double all) {
        return 2
                * all
                * (entropy(all, anchor, all - anchor)
                        + entropy(all, partner, all - partner)
                        - entropy(all, both, anchor - both, partner - both, all - anchor - partner + both));
    }

    private static double entropy(double all, double... counts) {
        double entropy = 0;
        for (double count : counts) {
            entropy -= count == 0 ? 0 : count / all * Math.log(count / all);
        }
        return entropy;
    }

    @Test
    public void partnersOfTooFewOrdersAreLeftOut() throws IOException {
        History mined = new History(MadeOrders.of(
                "a b c", "a b c", "a b c", "a b c", "a b", "a c d", "a d", "a d", "a d", "b", "b", "b", "b", "d"));
        for (Recommender measure : PairMeasure.all(mined)) {
            List<String> items = measure.recommend(List.of("a")).get("a").stream()
                    .map(Partner::item)
                    .toList();
            // b and c are in five orders with a, d in four. b is sold without a, too, c never.
            assertEquals(
                    measure.name(), measure.name().equals("confidence") ? List.of("b", "c") : List.of("c", "b"), items);
        }
    }

    @Test
    public void countsAreThoseOfThePairs() throws IOException {
        History mined = new History(MadeOrders.random(getRandom(), 300));
        Map<String, List<Partner>> lists = PairMeasure.all(mined).getFirst().recommend(List.copyOf(mined.items()));
        lists.forEach((anchor, partners) -> partners.forEach(partner -> {
            double both = mined.orders().stream()
                    .filter(order -> order.items().containsAll(List.of(anchor, partner.item())))
                    .count();
            double alone = mined.orders().stream()
                    .filter(order -> order.items().contains(anchor))
                    .count();
            assertEquals(both / alone, partner.score(), 1e-12);
        }));
    }
}
