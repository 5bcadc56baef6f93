/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.assort.plugin.rescore.clause.ProfileClause.Product;
import org.opensearch.test.OpenSearchTestCase;

public class HistoryTests extends OpenSearchTestCase {

    private static final long DAY = 86_400_000;
    private static final long NOW = 1_800_000_000_000L;

    public void testHalfALifeIsHalfTheWeight() {
        long newest = NOW - randomLongBetween(0, 1000 * DAY);
        Map<String, Double> weights = History.weights(
                List.of(
                        new Product("new", 3, newest),
                        new Product("older", 3, newest - 7 * DAY),
                        new Product("oldest", 3, newest - 21 * DAY)),
                7,
                NOW);
        assertEquals(Map.of("new", 3.0, "older", 1.5, "oldest", 0.375), weights);
    }

    public void testTheSameHistoryHasTheSameWeightsLater() {
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            products.add(new Product(
                    "p" + randomIntBetween(0, 20), randomDoubleBetween(0.1, 5, true), NOW - randomLongBetween(0, DAY)));
        }
        double halfLife = randomDoubleBetween(0.1, 90, true);
        Map<String, Double> weights = History.weights(products, halfLife, NOW);
        assertEquals(weights, History.weights(products, halfLife, NOW + 1000 * DAY));
    }

    public void testWithoutATimeItIsNow() {
        Map<String, Double> weights = History.weights(
                List.of(new Product("timeless", 1, null), new Product("old", 1, NOW - 30 * DAY)), 30, NOW);
        assertEquals(Map.of("timeless", 1.0, "old", 0.5), weights);
    }

    public void testAClockAheadMakesNothingElseOld() {
        Map<String, Double> weights = History.weights(
                List.of(
                        new Product("ahead", 1, randomFrom(NOW + 1000 * DAY, Long.MAX_VALUE)),
                        new Product("now", 1, NOW),
                        new Product("old", 1, NOW - 30 * DAY)),
                30,
                NOW);
        assertEquals(Map.of("ahead", 1.0, "now", 1.0, "old", 0.5), weights);
    }

    public void testTimesAddUp() {
        Map<String, Double> weights = History.weights(
                List.of(new Product("a", 1, NOW), new Product("b", 5, NOW), new Product("a", 3, NOW)), 30, NOW);
        assertEquals(Map.of("a", 4.0, "b", 5.0), weights);
    }

    public void testTheWeightiestAreKept() {
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            products.add(new Product("p" + i, 1 + i, NOW));
        }
        Collections.shuffle(products, random());
        SortedMap<String, Double> weights = History.weights(products, 30, NOW);
        assertEquals(200, weights.size());
        assertEquals(101.0, Collections.min(weights.values()), 0);
    }

    public void testWhatHasFadedAwayIsNotThere() {
        List<Product> products = List.of(new Product("new", 1, NOW), new Product("old", 1, NOW - 20_000 * DAY));
        assertEquals(Map.of("new", 1.0), History.weights(products, 1, NOW));
        assertEquals(Map.of(), History.weights(List.of(), 1, NOW));
    }

    public void testHugeWeightsStayFinite() {
        List<Product> products =
                List.of(new Product("a", Double.MAX_VALUE, NOW), new Product("a", Double.MAX_VALUE, NOW));
        assertEquals(Map.of("a", Double.MAX_VALUE), History.weights(products, 1, NOW));
    }
}
