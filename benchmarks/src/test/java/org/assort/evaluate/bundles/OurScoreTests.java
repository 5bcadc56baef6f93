/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class OurScoreTests extends RandomizedTest {

    private static final double Z = 1.6448536269514722;

    /** Of so few pairs the prior is Gamma(1, 1), so that scores can be had the slow way. */
    @Test
    public void scoresAreBoundOfConfidenceTimesLogOfBoundOfLift() throws IOException {
        History mined = new History(MadeOrders.ofTwoKinds(getRandom(), 400));
        List<String> anchors = List.copyOf(mined.items());
        long seed = randomLong();
        try (OurScore ours = new OurScore(mined, seed)) {
            Map<String, List<Partner>> lists = ours.recommend(anchors);
            assertFalse("nothing is recommended", lists.values().stream().allMatch(List::isEmpty));
            for (List<String> page : Batches.of(anchors, seed)) {
                for (String anchor : page) {
                    List<Partner> expected = slow(mined, anchor, page);
                    List<Partner> got = lists.get(anchor);
                    assertEquals(anchor, expected.size(), got.size());
                    for (int i = 0; i < got.size(); i++) {
                        assertEquals(anchor, expected.get(i).item(), got.get(i).item());
                        assertEquals(anchor, expected.get(i).score(), got.get(i).score(), 1e-6);
                    }
                }
            }
        }
    }

    /** A page has the same two products once: with the anchor that the score is greater of, of equals the first by name. */
    private static List<Partner> slow(History mined, String anchor, List<String> page) {
        List<Partner> partners = new ArrayList<>();
        mined.with(anchor).forEach((item, both) -> {
            double score = score(mined, anchor, item, both);
            double other = page.contains(item) ? score(mined, item, anchor, both) : 0;
            boolean shown = score > other || (score == other && anchor.compareTo(item) < 0);
            if (both >= Split.LEAST && score > 0 && shown) {
                partners.add(new Partner(item, score));
            }
        });
        return partners.stream()
                .sorted(Partner.BEST_FIRST)
                .limit(Recommender.SIZE)
                .toList();
    }

    private static double score(History mined, String anchor, String item, int both) {
        double anchors = mined.count(anchor);
        return wilson(both, anchors) * Math.log(liftBound(both, anchors * mined.count(item) / mined.size()));
    }

    /** The lesser share p that is Z standard deviations from what was seen, by bisection. */
    private static double wilson(double hits, double trials) {
        double share = hits / trials;
        double low = 0;
        double high = share;
        for (int i = 0; i < 100; i++) {
            double p = (low + high) / 2;
            if (share - p > Z * Math.sqrt(p * (1 - p) / trials)) {
                low = p;
            } else {
                high = p;
            }
        }
        return low;
    }

    /** The 5% point of Gamma(1 + n, 1 + E): of a whole shape, P(x) = 1 − Σ e^−x x^k / k! over k up to n. */
    private static double liftBound(int count, double expected) {
        double low = 0;
        double high = 10.0 * (count + 2);
        for (int i = 0; i < 200; i++) {
            double x = (low + high) / 2;
            double term = Math.exp(-x);
            double tail = term;
            for (int k = 1; k <= count; k++) {
                term *= x / k;
                tail += term;
            }
            if (1 - tail < 0.05) {
                low = x;
            } else {
                high = x;
            }
        }
        return low / (1 + expected);
    }
}
