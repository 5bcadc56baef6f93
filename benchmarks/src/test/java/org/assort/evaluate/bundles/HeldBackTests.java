/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assort.bench.orders.Order;
import org.assort.bench.stats.Bootstrap;
import org.assort.bench.stats.Estimate;
import org.junit.Test;

public class HeldBackTests extends RandomizedTest {

    private static final List<Order> MINED = MadeOrders.of("a b c d e", "a", "a b");

    private static Judged judge(Map<String, List<Partner>> lists, List<String> anchors, String... held) {
        Split split = new Split(new History(MINED), new History(MadeOrders.of(held)), anchors);
        return new HeldBack(split).judge("made", lists);
    }

    @Test
    public void aPairIsHeldAgainstIndependence() {
        Judged judged = judge(
                Map.of("a", List.of(new Partner("b", 2), new Partner("e", 1))),
                List.of("a"),
                "a b",
                "a b c",
                "a",
                "b",
                "e");
        // a is in three of the five, b in three, e in one.
        assertEquals(
                List.of(
                        new Judged.Pair(0, 1, new Partner("b", 2), 2, 9 / 5.0),
                        new Judged.Pair(0, 2, new Partner("e", 1), 0, 3 / 5.0)),
                judged.pairs());
        Bootstrap bootstrap = new Bootstrap(100, 1);
        assertArrayEquals(new double[] {2 - 9 / 5.0 + 0 - 3 / 5.0}, BundleFigure.extra(judged), 1e-12);
        assertArrayEquals(new double[] {3}, judged.purchases(), 0);
        assertEquals(2, judged.distinct());
        // Intervals take ten rounds: the same anchor ten times over.
        double[] extra = new double[10];
        double[] purchases = new double[10];
        java.util.Arrays.fill(extra, BundleFigure.extra(judged)[0]);
        java.util.Arrays.fill(purchases, 3);
        Estimate estimate = BundleFigure.ratio(extra, purchases, bootstrap);
        assertEquals(-0.4 / 3, estimate.value(), 1e-12);
        assertEquals(estimate.low(), estimate.high(), 1e-12);
    }

    @Test
    public void onlyFiveOfAnAnchorCountAsRecommended() {
        List<Partner> six = new ArrayList<>();
        for (String item : List.of("b", "c", "d", "e", "f", "g")) {
            six.add(new Partner(item, 10 - six.size()));
        }
        Judged judged = judge(Map.of("a", six), List.of("a"), "a g", "a g", "b");
        assertEquals(6, judged.pairs().size());
        assertEquals(5, judged.distinct());
        // g, the only one that comes again, is the sixth.
        assertArrayEquals(new double[] {5}, judged.byAnchor(pair -> pair.observed() == 0 ? 1 : 0), 0);
    }

    @Test
    public void aHitIsTheItemThatWasLeftOut() {
        Map<String, List<Partner>> lists =
                Map.of("a", List.of(new Partner("b", 3), new Partner("e", 2), new Partner("d", 1)));
        // d left out: b is in the order and needs no advice, so d stands second. a and b left out: nothing asks, and
        // rank 1.
        Judged judged = judge(lists, List.of("a"), "a b d");
        assertArrayEquals(new double[] {1}, judged.hitRates(true), 1e-12);
        // What was never mined cannot be recommended, and an order without anchor or partner says nothing.
        assertArrayEquals(
                new double[] {1},
                judge(lists, List.of("a"), "a b new", "a", "b c").hitRates(true),
                1e-12);
        assertArrayEquals(
                new double[] {0.5}, judge(lists, List.of("a"), "a b c").hitRates(true), 1e-12);
    }

    @Test
    public void hitRatesEqualTheSlowOnes() throws IOException {
        List<Order> orders = MadeOrders.random(getRandom(), 200);
        Split split = Split.of(orders, 0.5, new AnchorRange(1, 60, 1));
        for (Recommender measure : PairMeasure.all(split.mined())) {
            Map<String, List<Partner>> lists = measure.recommend(split.anchors());
            Judged judged = new HeldBack(split).judge(measure.name(), lists);
            assertArrayEquals(slow(split, lists, 5), judged.hitRates(true), 1e-12);
            assertArrayEquals(slow(split, lists, 10), judged.hitRates(false), 1e-12);
        }
    }

    /** By sorting all that any anchor of the rest recommends. */
    private static double[] slow(Split split, Map<String, List<Partner>> lists, int size) {
        List<Double> rates = new ArrayList<>();
        for (Order order : split.held().orders()) {
            Set<String> known = order.items().stream()
                    .filter(split.mined().items()::contains)
                    .collect(Collectors.toCollection(TreeSet::new));
            List<Integer> found = new ArrayList<>();
            for (String left : known) {
                Set<String> rest = new TreeSet<>(known);
                rest.remove(left);
                if (rest.stream().anyMatch(split.anchors()::contains)) {
                    List<String> advice = rest.stream()
                            .filter(split.anchors()::contains)
                            .flatMap(anchor -> lists.get(anchor).stream())
                            .filter(partner -> !rest.contains(partner.item()))
                            .sorted(Partner.BEST_FIRST)
                            .map(Partner::item)
                            .distinct()
                            .limit(size)
                            .toList();
                    found.add(advice.contains(left) ? 1 : 0);
                }
            }
            if (known.size() > 1 && known.stream().anyMatch(split.anchors()::contains)) {
                rates.add(found.stream().mapToInt(hit -> hit).average().orElse(0));
            }
        }
        return rates.stream().mapToDouble(rate -> rate).toArray();
    }

    @Test
    public void ordersAreCutByTheirPlaceAndAnchorsByBothParts() {
        List<Order> orders = MadeOrders.of("a b", "a b", "a c", "b", "a b", "b c", "d", "a");
        Split split = Split.of(orders, 0.5, new AnchorRange(2, 3, 2));
        assertEquals(4, split.mined().size());
        assertEquals(4, split.held().size());
        // c is mined once, d never.
        assertEquals(List.of("a", "b"), split.anchors());
        assertEquals(
                List.of("b"),
                Split.of(orders, 0.5, new AnchorRange(3, 3, 2)).anchors().stream()
                        .filter("b"::equals)
                        .toList());
        assertEquals(List.of(), Split.of(orders, 0.5, new AnchorRange(2, 3, 3)).anchors());
        assertEquals(2 * 2 / 4.0, split.expected("a", "b"), 1e-12);
    }
}
